package tollgate.dist.bench;

import java.time.Duration;

/** How much load there is, how long and how often. */
record Plan(
    int runs,
    Duration each,
    Duration warmUp,
    int callsPerSecond,
    int streams,
    int secondsPerStream,
    int openStreams,
    int starts) {

  /** The load that the goals are set for. */
  static final Plan FULL =
      new Plan(5, Duration.ofSeconds(8), Duration.ofSeconds(60), 500, 200, 4, 5000, 5);

  /** Less load on a gateway that has hardly warmed up: shows the absence of errors only. */
  static final Plan SHORT =
      new Plan(1, Duration.ofMillis(700), Duration.ofMillis(1500), 200, 40, 1, 200, 0);

  /** Whether what it shows may be held against the goals. */
  boolean judged() {
    return callsPerSecond == FULL.callsPerSecond && openStreams == FULL.openStreams;
  }
}
