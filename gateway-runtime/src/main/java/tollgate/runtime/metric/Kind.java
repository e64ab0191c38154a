package tollgate.runtime.metric;

/** What a meter does. */
public enum Kind {
  /** Only grows. */
  COUNTER,
  /** Goes up and down; read when the page is asked for. */
  GAUGE,
  /** Counts durations or ratios into buckets. */
  HISTOGRAM,
  /** Always 1: its labels are what it tells. */
  INFO
}
