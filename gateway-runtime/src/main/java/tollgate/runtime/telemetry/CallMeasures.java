package tollgate.runtime.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tollgate.runtime.call.CallTrace;
import tollgate.runtime.ledger.State;

/** The client meters of the GenAI conventions, with the bounds that those advise. */
final class CallMeasures {

  private static final List<Long> TOKENS =
      LongStream.iterate(1, bound -> bound * 4).limit(14).boxed().toList();
  private static final List<Double> SECONDS =
      Stream.iterate(0.01, bound -> bound * 2).limit(14).toList();
  private static final double NANOS = 1e9;

  private final LongHistogram tokens;
  private final DoubleHistogram duration;

  CallMeasures(Meter meter) {
    tokens =
        meter
            .histogramBuilder("gen_ai.client.token.usage")
            .ofLongs()
            .setUnit("{token}")
            .setDescription("Tokens of a call, by input (cached ones included) and output.")
            .setExplicitBucketBoundariesAdvice(TOKENS)
            .build();
    duration =
        meter
            .histogramBuilder("gen_ai.client.operation.duration")
            .setUnit("s")
            .setDescription("From a call's arrival to its last byte.")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
  }

  void ended(CallTrace trace) {
    if (trace.served().state() == State.REFUSED) {
      return; // nothing was operated, and its model may be anything
    }
    Attributes common = Conventions.common(trace);
    var told = common.toBuilder();
    Conventions.put(told, Conventions.ERROR, trace.served().error());
    duration.record(Math.max(0, trace.totalNanos()) / NANOS, told.build());
    tokens("input", trace.served().tokens().context(), common);
    tokens("output", trace.served().tokens().output(), common);
  }

  private void tokens(String type, long count, Attributes common) {
    if (count > 0) {
      tokens.record(count, common.toBuilder().put(Conventions.TOKEN_TYPE, type).build());
    }
  }
}
