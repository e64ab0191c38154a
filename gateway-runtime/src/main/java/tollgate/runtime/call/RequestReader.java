package tollgate.runtime.call;

import java.util.Locale;
import java.util.Set;
import tollgate.api.call.DialectId;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.json.JsonView;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.FormFields;
import tollgate.runtime.wire.RequestCoding;

/**
 * Reads a request: takes the body whole, finds its structure once, and lets the path's dialect say
 * what it asks for. Of a form with files the text fields are read. A body on a path that no dialect
 * knows is looked at only to see whether it names a model.
 *
 * <p>Providers differ in what they take for JSON: many do not look at its media type, some forgive
 * a comma too many. So what looks like an object is read as one whatever it is called, and where it
 * cannot be read the call is taken to cost money.
 */
final class RequestReader {

  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private static final String POST = "POST";

  /** What may stand before an object: white space, and the bytes of a byte order mark. */
  private static final String SKIPPED = " \t\r\n\u000b\f\u00ef\u00bb\u00bf";

  private final long bodyLimit;

  RequestReader(long bodyLimit) {
    this.bodyLimit = bodyLimit;
  }

  Outcome<ClientCall> read(Arrival arrival, ClientExchange exchange) throws ClientGone {
    try {
      byte[] sent = exchange.body(bodyLimit);
      String type = arrival.head().headers().first("content-type");
      boolean known = arrival.dialect() != Passthrough.DIALECT;
      boolean json = isJson(type);
      if (json || BODILESS.contains(arrival.head().method())) {
        return known || json ? understand(arrival, sent, known) : opaque(arrival, sent);
      }
      return arrival.dialect().carriesFiles()
          ? understandFields(arrival, sent, type)
          : new Refused<>(RequestProblem.REQUEST_UNSUPPORTED_MEDIA.report(type));
    } catch (ProblemException refused) {
      return new Refused<>(refused.report());
    }
  }

  /** Finds the structure of a WebSocket's message; one without any may cost and is refused. */
  static Outcome<JsonDocument> scan(byte[] message) {
    try {
      return new Passed<>(JsonDocument.scan(message));
    } catch (MalformedJson malformed) {
      return new Refused<>(
          RequestProblem.REQUEST_BAD_JSON.report(malformed.reason(), malformed.offset()));
    }
  }

  /** Reads a message that opens a turn as if it were a body. */
  static Outcome<ClientCall> read(Arrival arrival, byte[] message, JsonDocument document) {
    try {
      var facts = arrival.dialect().read(arrival.head(), document.root());
      var body = RequestBody.read(message, false, document);
      return new Passed<>(new ClientCall(arrival, body, facts));
    } catch (MalformedRequest malformed) {
      return refused(malformed);
    }
  }

  private Outcome<ClientCall> understand(Arrival arrival, byte[] sent, boolean known) {
    try {
      byte[] plain = RequestCoding.decode(sent, arrival.head().headers(), bodyLimit);
      var document = JsonDocument.scan(plain);
      var facts = arrival.dialect().read(arrival.head(), document.root());
      var body = RequestBody.read(sent, plain != sent, document);
      return new Passed<>(new ClientCall(arrival, body, facts));
    } catch (MalformedJson malformed) {
      // What the provider may read and the gateway does not would be a call nobody counts.
      return known || malformed.isBeyondLimits()
          ? new Refused<>(
              RequestProblem.REQUEST_BAD_JSON.report(malformed.reason(), malformed.offset()))
          : unreadable(arrival, sent);
    } catch (MalformedRequest malformed) {
      return refused(malformed);
    }
  }

  /** What leaves is what came: of a body that is no JSON nothing is ever changed. */
  private Outcome<ClientCall> understandFields(Arrival arrival, byte[] sent, String type) {
    try {
      JsonView fields = JsonDocument.missing();
      if (FormFields.isForm(type)) {
        byte[] plain = RequestCoding.decode(sent, arrival.head().headers(), bodyLimit);
        fields = JsonDocument.scan(JsonText.writeBytes(FormFields.read(plain, type))).root();
      } else if (arrival.head().method().equals(POST) && isObject(arrival, sent)) {
        return understand(arrival, sent, arrival.dialect() != Passthrough.DIALECT);
      }
      var facts = arrival.dialect().read(arrival.head(), fields);
      return new Passed<>(new ClientCall(arrival, RequestBody.opaque(sent), facts));
    } catch (MalformedJson never) {
      throw new IllegalStateException("what was written cannot be read", never);
    } catch (MalformedRequest malformed) {
      return refused(malformed);
    }
  }

  private static Outcome<ClientCall> refused(MalformedRequest malformed) {
    if (malformed.pointer().equals("/model")) {
      return new Refused<>(RequestProblem.REQUEST_MODEL_MISSING.report());
    }
    return new Refused<>(
        RequestProblem.REQUEST_MALFORMED.report(
            String.valueOf(malformed.getMessage()), malformed.pointer()));
  }

  /** Whether a body looks like an object of JSON, whatever its media type says. */
  private boolean isObject(Arrival arrival, byte[] sent) {
    return opensObject(RequestCoding.decode(sent, arrival.head().headers(), bodyLimit));
  }

  private static boolean opensObject(byte[] plain) {
    int at = 0;
    while (at < plain.length && SKIPPED.indexOf(plain[at] & 0xff) >= 0) {
      at++;
    }
    return at < plain.length && plain[at] == '{';
  }

  /** A body on a path nobody knows that is no JSON to the gateway, and may be to the provider. */
  private Outcome<ClientCall> unreadable(Arrival arrival, byte[] sent) {
    if (!arrival.head().method().equals(POST) || !isObject(arrival, sent)) {
      return opaque(arrival, sent);
    }
    var facts = RequestFacts.of(DialectId.NONE).promptBytes(sent.length).build();
    return new Passed<>(new ClientCall(arrival, RequestBody.opaque(sent), facts));
  }

  private static Outcome<ClientCall> opaque(Arrival arrival, byte[] sent) {
    return new Passed<>(new ClientCall(arrival, RequestBody.opaque(sent), RequestFacts.unread()));
  }

  /** JSON by its media type, or by want of one: some clients send none. */
  private static boolean isJson(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT).strip();
    int semicolon = type.indexOf(';');
    String media = semicolon < 0 ? type : type.substring(0, semicolon).strip();
    return media.isEmpty() || media.equals("application/json") || media.endsWith("+json");
  }
}
