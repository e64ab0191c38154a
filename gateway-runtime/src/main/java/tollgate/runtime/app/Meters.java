package tollgate.runtime.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.runtime.call.CallRoom;
import tollgate.runtime.event.Events;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.GenerationState;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.metric.Label;
import tollgate.runtime.metric.Metric;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.upstream.BreakerState;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.upstream.OpenProvider;

/**
 * Points the meters that show a state at what has it, and says which labels may show their names.
 */
final class Meters {

  private Meters() {}

  /** What is going on. */
  static void watch(
      Metrics metrics, CallRoom calls, Generations<Generation> generations, Disk disk) {
    metrics.watch(Metric.LOG_DROPPED_LINES, Events::dropped);
    metrics.watch(Metric.CALLS_IN_FLIGHT, () -> calls.running().size());
    metrics.watch(Metric.WEBSOCKETS_OPEN, calls::openSockets);
    metrics.watch(Metric.GENERATION, generations::number);
    metrics.watch(Metric.GENERATION_CALLS, () -> current(generations).pins());
    metrics.watch(Metric.GENERATION_AGE, () -> age(current(generations)));
    watchEarlier(metrics, generations);
    metrics.watch(Metric.PLUGINS, () -> generations.current().plugins().plugins().size());
    metrics.watch(Metric.STORE_QUEUE, () -> disk.database().writer().waiting());
    metrics.watch(Metric.HELD_USD, () -> disk.till().held().nanos());
    metrics.tell(Metric.BUILD_INFO, version(), Runtime.version().toString());
  }

  private static void watchEarlier(Metrics metrics, Generations<Generation> generations) {
    metrics.watch(Metric.GENERATIONS_PINNED, () -> pinned(generations).count());
    metrics.watch(
        Metric.GENERATIONS_PINNED_CALLS,
        () -> pinned(generations).mapToLong(GenerationState::pins).sum());
    metrics.watch(
        Metric.GENERATIONS_PINNED_AGE,
        () -> pinned(generations).mapToLong(Meters::age).max().orElse(0));
    metrics.watch(
        Metric.GENERATIONS_UNCOLLECTED,
        () ->
            generations.describe().stream()
                .filter(state -> state.closed() && !state.collected())
                .count());
  }

  private static GenerationState current(Generations<Generation> generations) {
    return generations.describe().getFirst();
  }

  private static long age(GenerationState state) {
    return Duration.between(state.since(), Instant.now()).toSeconds();
  }

  private static Stream<GenerationState> pinned(Generations<Generation> generations) {
    return generations.describe().stream().filter(state -> state.retired() && !state.closed());
  }

  /** What a generation names: its providers and their breakers, its tools and its dialects. */
  static void watch(Metrics metrics, Breakers breakers, Generation generation) {
    var plugins = generation.plugins();
    metrics.know(
        Label.TOOL,
        plugins.detectors().stream().map(Contribution::name).collect(Collectors.toSet()));
    metrics.know(Label.TOOL, Set.of("unknown"));
    metrics.know(
        Label.DIALECT,
        plugins.dialects().stream().map(Contribution::name).collect(Collectors.toSet()));
    for (OpenProvider provider : generation.providers().list()) {
      metrics.know(Label.PROVIDER, Set.of(provider.id()));
      metrics.watch(
          Metric.UPSTREAM_BREAKER_STATE, () -> position(breakers, provider.id()), provider.id());
    }
  }

  private static long position(Breakers breakers, String provider) {
    for (BreakerState state : breakers.snapshot()) {
      if (state.provider().equals(provider)) {
        return switch (state.position()) {
          case CLOSED -> 0;
          case HALF_OPEN -> 1;
          case OPEN -> 2;
        };
      }
    }
    return 0;
  }

  /** Which Tollgate this is. */
  static String version() {
    var descriptor = Meters.class.getModule().getDescriptor();
    return descriptor == null ? "unpackaged" : descriptor.rawVersion().orElse("unknown");
  }
}
