package tollgate.provider.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.Json;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;

/** Answers requests without any network, event by event, with small pauses between them. */
final class DemoExchange implements Exchange {

  static final String ACCOUNT = "x-demo-account";
  static final String REQUEST_ID = "x-request-id";

  /** Seconds, told with every 429. */
  static final String RETRY_AFTER = "2";

  private static final String STREAM = "text/event-stream";
  private static final String JSON = "application/json";

  private final Duration delay;
  private final InstantSource clock;

  DemoExchange(Duration delay, InstantSource clock) {
    this.delay = delay;
    this.clock = clock;
  }

  @Override
  public ExchangeReply send(Sending sending) throws IOException {
    String[] target = sending.target().split("\\?", 2);
    var route = Route.of(sending.method(), target[0], sending.headers());
    byte[] body = body(sending);
    return switch (route.kind()) {
      case UNKNOWN -> error(route, 404, "The demo has nothing at " + target[0] + ".");
      case MODELS -> whole(route, 200, Catalogue.in(route.wire()));
      case COUNT -> whole(route, 200, route.wire().voice().count(Math.ceilDiv(body.length, 4)));
      case ANSWER -> answer(route, target.length > 1 ? target[1] : "", body);
    };
  }

  private ExchangeReply answer(Route route, String query, byte[] body) throws IOException {
    try {
      return answer(DemoRequest.of(route, query, body));
    } catch (UnreadableBody unreadable) {
      return error(route, 400, unreadable.sentence());
    }
  }

  private ExchangeReply answer(DemoRequest request) throws IOException {
    var fault = DemoFault.of(request.model());
    var route = new Route(Route.Kind.ANSWER, request.wire(), request.model(), request.streaming());
    return switch (fault.kind()) {
      case ERROR -> error(route, fault.status(), "The model " + request.model() + " fails.");
      case UNREACHABLE -> throw new IOException("the demo cannot be reached on request");
      case HTML -> page();
      case SILENT -> silence();
      case NONE, CUT, STALL, EOF, ERROR_EVENT, NO_USAGE -> told(request, fault);
    };
  }

  private ExchangeReply told(DemoRequest request, DemoFault fault) {
    Voice voice = request.wire().voice();
    var answer =
        Answer.to(request, !fault.is(DemoFault.Kind.NO_USAGE), clock.instant().getEpochSecond());
    List<String> events =
        request.streaming()
            ? voice.events(answer, request)
            : List.of(JsonWriter.write(voice.whole(answer)));
    return new ScriptedReply(
        head(200, request.streaming() && !request.asArray() ? STREAM : JSON, answer.id()),
        faulty(events, fault, request),
        end(fault),
        delay);
  }

  /** The events until something goes wrong; a reply that is not streamed is cut by characters. */
  private static List<String> faulty(List<String> events, DemoFault fault, DemoRequest request) {
    return switch (fault.kind()) {
      case CUT, STALL, EOF -> firstHalf(events);
      case ERROR_EVENT -> {
        var broken = new ArrayList<>(firstHalf(events));
        broken.add(
            request
                .wire()
                .voice()
                .errorEvent("The model fails in the midst of its answer.", request));
        yield broken;
      }
      default -> events;
    };
  }

  private static List<String> firstHalf(List<String> events) {
    return events.size() == 1
        ? List.of(events.getFirst().substring(0, events.getFirst().length() / 2))
        : events.subList(0, events.size() / 2);
  }

  private static ScriptedReply.End end(DemoFault fault) {
    return switch (fault.kind()) {
      case CUT -> ScriptedReply.End.BROKEN;
      case STALL -> ScriptedReply.End.NEVER;
      default -> ScriptedReply.End.CLEAN;
    };
  }

  private ExchangeReply whole(Route route, int status, Json body) {
    return new ScriptedReply(
        head(status, JSON, route.wire().name().toLowerCase(Locale.ROOT)),
        List.of(JsonWriter.write(body)),
        ScriptedReply.End.CLEAN,
        delay);
  }

  private ExchangeReply error(Route route, int status, String message) {
    return whole(route, status, route.wire().voice().error(status, message));
  }

  /** Waits until the caller gives up, which it does by interrupting. */
  private static ExchangeReply silence() throws IOException {
    try {
      new CountDownLatch(1).await();
      throw new IOException("the demo was never going to answer");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      var stopped = new InterruptedIOException("the demo was silent on request");
      stopped.initCause(interrupted);
      throw stopped;
    }
  }

  private ExchangeReply page() {
    return new ScriptedReply(
        head(200, "text/html; charset=utf-8", "page"),
        List.of("<!doctype html><title>Sign in</title><p>This is a web page."),
        ScriptedReply.End.CLEAN,
        delay);
  }

  private static ReplyHead head(int status, String type, String id) {
    var headers =
        Headers.of("content-type", type, REQUEST_ID, "req_demo_" + id, ACCOUNT, "demo-account");
    if (type.equals(STREAM)) {
      headers = headers.with("cache-control", "no-cache");
    }
    return new ReplyHead(
        status, status == 429 ? headers.with("retry-after", RETRY_AFTER) : headers);
  }

  private static byte[] body(Sending sending) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (ByteBuffer slice : sending.body()) {
      var copy = new byte[slice.remaining()];
      slice.duplicate().get(copy);
      bytes.writeBytes(copy);
    }
    return sending.headers().first("content-encoding").equalsIgnoreCase("gzip")
        ? new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray())).readAllBytes()
        : bytes.toByteArray();
  }
}
