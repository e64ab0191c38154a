package tollgate.runtime.generation;

import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.policy.PolicySet;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.upstream.ProviderRegistry;

/**
 * Everything a call is pinned to from its arrival until it is settled. Immutable: a change of any
 * part makes another generation.
 *
 * @param plugins what the plugin jars bring
 * @param providers the open upstreams
 * @param prices what usage costs
 * @param policies the operator's rules
 */
public record Generation(
    PluginSet plugins, ProviderRegistry providers, PriceBook prices, PolicySet policies) {}
