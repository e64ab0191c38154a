package tollgate.runtime.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Identity;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.call.CallTrace;
import tollgate.runtime.ledger.Attempt;
import tollgate.runtime.ledger.State;

class CallSpansTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00f067aa0ba902b7";
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Kept kept = new Kept();
  private final SdkTracerProvider tracers =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(kept)).build();
  private final CallSpans spans = new CallSpans(tracers.get("test"));

  @AfterEach
  void close() {
    tracers.shutdown().join(1, TimeUnit.SECONDS);
  }

  private static Attempt attempt(String provider, int second, int status, String error) {
    return new Attempt(
        provider, "", "", NOON.plusSeconds(second), SECOND, status, "answered", error);
  }

  private static CallTrace trace(
      String traceparent, State state, int status, String error, Attempt... attempts) {
    return new CallTrace(
        "call-1",
        new CallTrace.Parent(traceparent, ""),
        NOON,
        4 * SECOND,
        SECOND,
        new CallTrace.Request(Identity.UNKNOWN, "talk", "/v1/talk", "far", "chat", "m", true),
        new CallTrace.Served(
            state, status, error, "m-1", new TokenCounts(10, 5, 20, 3, 0, 2, 0, 0), "0.25"),
        List.of(attempts));
  }

  private SpanData call() {
    return kept.spans.stream()
        .filter(span -> span.getName().equals("chat m"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aCallWithTwoTriesIsThreeSpans() {
    spans.ended(
        trace(
            "00-" + TRACE + "-" + PARENT + "-01",
            State.SETTLED,
            200,
            "",
            attempt("near", 1, 503, "busy"),
            attempt("far", 2, 200, "")));

    SpanData call = call();
    assertEquals(3, kept.spans.size());
    assertEquals(TRACE, call.getTraceId());
    assertEquals(PARENT, call.getParentSpanId());
    assertEquals(33L, call.getAttributes().get(Conventions.INPUT), "cached ones included");
    assertEquals(20L, call.getAttributes().get(Conventions.CACHE_READ));
    assertEquals("0.25", call.getAttributes().get(Conventions.COST));
    assertEquals(4 * SECOND, call.getEndEpochNanos() - call.getStartEpochNanos());
    SpanData first = kept.spans.getFirst();
    SpanData last = kept.spans.get(1);
    assertEquals("attempt near", first.getName());
    assertEquals(call.getSpanId(), first.getParentSpanId());
    assertEquals(StatusCode.ERROR, first.getStatus().getStatusCode());
    assertEquals(SECOND, first.getEndEpochNanos() - first.getStartEpochNanos(), "until the next");
    assertEquals(call.getEndEpochNanos(), last.getEndEpochNanos());
  }

  @Test
  void whatTheClientSaysWronglyBeginsATraceOfItsOwn() {
    spans.ended(trace("00-nonsense", State.SETTLED, 200, ""));

    assertNotEquals(TRACE, call().getTraceId());
    assertFalse(call().getParentSpanContext().isValid());
  }

  @Test
  void aCallThatFailedSaysWith() {
    spans.ended(trace("", State.FAILED, 503, "upstream.unreachable"));

    assertEquals(StatusCode.ERROR, call().getStatus().getStatusCode());
    assertEquals("upstream.unreachable", call().getAttributes().get(Conventions.ERROR));
  }

  private static final class Kept implements SpanExporter {
    private final List<SpanData> spans = new ArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
      spans.addAll(batch);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
