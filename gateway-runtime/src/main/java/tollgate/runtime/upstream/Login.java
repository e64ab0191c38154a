package tollgate.runtime.upstream;

import tollgate.api.provider.Provider;

/**
 * A provider opened with one of its credentials.
 *
 * @param account the credential's name, empty where the provider has only one
 * @param provider the plugin's half, which holds the credential
 */
public record Login(String account, Provider provider) {}
