/** Where prices come from. Rates are exact decimals with a date and a source. */
package tollgate.api.pricing;
