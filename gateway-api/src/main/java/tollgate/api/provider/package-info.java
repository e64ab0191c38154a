/**
 * Families of upstreams. A {@link tollgate.api.provider.ProviderTransform} opens one {@link
 * tollgate.api.provider.Provider} per configured upstream.
 */
package tollgate.api.provider;
