/**
 * Every meter there is and the one place that feeds them. {@link tollgate.runtime.metric.Metric} is
 * the table; {@link tollgate.runtime.metric.Metrics} counts and writes the page. Counting costs
 * tens of nanoseconds and never blocks; values a client can invent never become labels. The only
 * room that knows Micrometer.
 */
package tollgate.runtime.metric;
