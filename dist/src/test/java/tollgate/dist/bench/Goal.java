package tollgate.dist.bench;

import java.util.Locale;

/** What is measured, what it should be and what it must not fall short of. */
enum Goal {
  ADDED_P50("Added latency at {calls} calls/s, 2 KB, p50", "ms", true, 0.5),
  ADDED_P99("Added latency at {calls} calls/s, 2 KB, p99", "ms", true, 4, 10),
  THROUGHPUT("Calls per second{core}, 64 connections, 1 KB", "/s", false, 4000, 2500),
  LARGE_P50("Added latency of 400 KB bodies at 50/s, p50", "ms", true, 2),
  FIRST_BYTE_P99("First byte of a stream, {streams} streams × 50 events/s, p99", "ms", true, 4),
  EVENT_P99("Delay of an event, {streams} streams × 50 events/s, p99", "ms", true, 1.5),
  OPEN_STREAMS("Memory with {open} open streams", "MB", true, 600),
  READY("Start to ready", "s", true, 3),
  IDLE("Memory when idle", "MB", true, 300),
  CAPS_P50("Added latency of four caps at {calls} calls/s, 2 KB, p50", "ms", true, 0.6),
  CAPS_THROUGHPUT("Calls per second{core} under four caps, as a share", "", false, 0.85),
  POLICIES_P50("Added latency of five policies at {calls} calls/s, 2 KB, p50", "ms", true, 0.2),
  POLICIES_THROUGHPUT("Calls per second{core} under five policies, as a share", "", false, 0.85),
  ERRORS("Failed calls in all of the above", "", true, 0, 0);

  private final String what;
  private final String unit;
  private final boolean most;
  private final double goal;
  private final double floor;

  Goal(String what, String unit, boolean most, double goal) {
    this(what, unit, most, goal, Double.NaN);
  }

  Goal(String what, String unit, boolean most, double goal, double floor) {
    this.what = what;
    this.unit = unit;
    this.most = most;
    this.goal = goal;
    this.floor = floor;
  }

  /** What is measured under that plan: its numbers are part of the name. */
  String what(Plan plan) {
    return what.replace("{calls}", number(plan.callsPerSecond()))
        .replace("{core}", plan.judged() ? " on one core" : "")
        .replace("{streams}", number(plan.streams()))
        .replace("{open}", number(plan.openStreams()));
  }

  private static String number(int value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  boolean metBy(double value) {
    return most ? value <= goal : value >= goal;
  }

  boolean heldBy(double value) {
    return Double.isNaN(floor) || (most ? value <= floor : value >= floor);
  }

  String goalText() {
    return limit(goal);
  }

  String floorText() {
    return Double.isNaN(floor) ? "–" : limit(floor);
  }

  private String limit(double value) {
    return (most ? "≤ " : "≥ ") + text(value);
  }

  String text(double value) {
    String number =
        value == Math.rint(value) || value >= 100
            ? String.format(Locale.ROOT, "%,.0f", value)
            : String.format(Locale.ROOT, "%.2f", value);
    return unit.isEmpty() ? number : unit.startsWith("/") ? number + unit : number + " " + unit;
  }
}
