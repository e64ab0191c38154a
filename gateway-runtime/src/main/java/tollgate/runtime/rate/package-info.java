/**
 * How often somebody may ask: {@link tollgate.runtime.rate.TokenBuckets}. Knows neither money nor
 * who it is that asks; whoever counts says under which name.
 */
package tollgate.runtime.rate;
