package tollgate.runtime.telemetry;

import static tollgate.runtime.telemetry.Conventions.put;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.call.CallTrace;
import tollgate.runtime.ledger.Attempt;
import tollgate.runtime.ledger.Timings;

/** One span for each call, and below it one for each try at an upstream. */
final class CallSpans {

  private static final double NANOS = 1e9;

  private final Tracer tracer;

  CallSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  void ended(CallTrace trace) {
    Instant end = trace.at().plusNanos(Math.max(0, trace.totalNanos()));
    Span span =
        tracer
            .spanBuilder(name(trace.request()))
            .setParent(parent(trace.parent()))
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(trace.at())
            .setAllAttributes(attributes(trace))
            .startSpan();
    if (!trace.served().error().isEmpty() || trace.served().status() >= 400) {
      span.setStatus(StatusCode.ERROR, trace.served().error());
    }
    Context within = Context.root().with(span);
    for (Attempt attempt : trace.attempts()) {
      attempt(trace, attempt, within, end);
    }
    span.end(end);
  }

  private static String name(CallTrace.Request request) {
    return (Conventions.operation(request) + " " + request.model()).strip();
  }

  private static Context parent(CallTrace.Parent parent) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, FIELDS);
  }

  private static Attributes attributes(CallTrace trace) {
    var request = trace.request();
    var served = trace.served();
    TokenCounts tokens = served.tokens();
    var all = Conventions.common(trace).toBuilder();
    put(all, Conventions.CONVERSATION, request.identity().session());
    put(all, Conventions.INPUT, tokens.context());
    put(all, Conventions.OUTPUT, tokens.output());
    put(all, Conventions.CACHE_READ, tokens.cacheRead());
    put(all, Conventions.CACHE_WRITE, tokens.cacheWrite());
    put(all, Conventions.REASONING, tokens.reasoning());
    put(all, Conventions.ERROR, served.error());
    put(all, Conventions.STATUS, served.status());
    put(all, Conventions.PATH, request.path());
    put(all, Conventions.CALL, trace.callId());
    put(all, Conventions.STATE, served.state().word());
    put(all, Conventions.DIALECT, request.dialect());
    put(all, Conventions.UPSTREAM, request.provider());
    put(all, Conventions.TOOL, request.identity().tool());
    put(all, Conventions.INSTANCE, request.identity().instance());
    put(all, Conventions.AGENT, request.identity().agent());
    put(all, Conventions.COST, served.usd());
    all.put(Conventions.STREAMED, request.streamed());
    if (trace.firstByteNanos() != Timings.UNKNOWN) {
      all.put(Conventions.FIRST_CHUNK, trace.firstByteNanos() / NANOS);
    }
    return all.build();
  }

  /**
   * The last try goes on until the call is over; those before it ended with what they were told.
   */
  private void attempt(CallTrace trace, Attempt attempt, Context within, Instant callEnd) {
    var all = Attributes.builder();
    put(all, Conventions.UPSTREAM, attempt.provider());
    put(all, Conventions.ACCOUNT, attempt.account());
    put(all, Conventions.RESPONSE_ID, attempt.upstreamId());
    put(all, Conventions.STATUS, attempt.status());
    put(all, Conventions.OUTCOME, attempt.outcome());
    put(all, Conventions.ERROR, attempt.error());
    put(all, Conventions.REQUEST_MODEL, trace.request().model());
    Span span =
        tracer
            .spanBuilder("attempt " + attempt.provider())
            .setParent(within)
            .setSpanKind(SpanKind.CLIENT)
            .setStartTimestamp(attempt.startedAt())
            .setAllAttributes(all.build())
            .startSpan();
    if (!attempt.error().isEmpty() || attempt.status() >= 400) {
      span.setStatus(StatusCode.ERROR, attempt.error());
    }
    List<Attempt> tries = trace.attempts();
    int next = tries.indexOf(attempt) + 1;
    Instant end = next < tries.size() ? tries.get(next).startedAt() : callEnd;
    span.end(end.isBefore(attempt.startedAt()) ? attempt.startedAt() : end);
  }

  private static final TextMapGetter<CallTrace.Parent> FIELDS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(CallTrace.Parent parent) {
          return List.of("traceparent", "tracestate");
        }

        @Override
        public @Nullable String get(CallTrace.@Nullable Parent parent, String name) {
          if (parent == null) {
            return null;
          }
          String said = name.equals("traceparent") ? parent.traceparent() : parent.tracestate();
          return said.isEmpty() ? null : said;
        }
      };
}
