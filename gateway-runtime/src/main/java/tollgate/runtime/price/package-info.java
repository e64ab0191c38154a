/**
 * What a call costs. A {@link tollgate.runtime.price.PriceBook} holds what every price source says,
 * by date; {@link tollgate.runtime.price.RateEngine} multiplies. Estimate, lease, settlement,
 * backfill and replay all ask the same engine, so they can never disagree. The room knows no
 * vendor, fetches nothing and stores nothing.
 *
 * <p>Two words of care: an unknown price is an empty answer and never zero, and money is never a
 * floating-point number.
 */
package tollgate.runtime.price;
