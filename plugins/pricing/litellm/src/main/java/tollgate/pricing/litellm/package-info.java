/**
 * Prices of the LiteLLM price map. Start reading at {@link tollgate.pricing.litellm.CostField},
 * which understands the names of the fields; {@link tollgate.pricing.litellm.ModelEntry} makes
 * rates of one entry, {@link tollgate.pricing.litellm.PriceMap} walks the document. Nothing here
 * opens a connection: the gateway reads the document.
 */
package tollgate.pricing.litellm;
