package tollgate.provider.openai.compatible;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.BasePath;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.ReplyNotes.Fault;
import tollgate.api.provider.RetryAfter;

/** One endpoint: the call as the client sent it, under the endpoint's own key. */
final class CompatibleProvider implements Provider {

  private static final List<String> CREDENTIALS =
      List.of("authorization", "x-api-key", "x-goog-api-key", "api-key");

  private final Set<DialectId> dialects;
  private final String credential;
  private final BasePath base;
  private final boolean sockets;
  private final InstantSource clock;

  CompatibleProvider(
      Set<DialectId> dialects,
      String credential,
      BasePath base,
      boolean sockets,
      InstantSource clock) {
    this.dialects = dialects;
    this.credential = credential;
    this.base = base;
    this.sockets = sockets;
    this.clock = clock;
  }

  @Override
  public Set<DialectId> dialects() {
    return dialects;
  }

  @Override
  public boolean sockets() {
    return sockets;
  }

  @Override
  public OutboundRequest prepare(OutboundCall call) {
    ClientHead head = call.head();
    Headers headers = withCredential(head.headers());
    String path = base.below(head.path());
    return new OutboundRequest(
        head.query().isEmpty() ? path : path + "?" + head.query(), headers, List.of());
  }

  /** Fields with no credential but the endpoint's own. */
  private Headers withCredential(Headers headers) {
    Headers bare = headers;
    for (String field : CREDENTIALS) {
      bare = bare.without(field);
    }
    return credential.isEmpty() ? bare : bare.with("authorization", "Bearer " + credential);
  }

  @Override
  public ReplyNotes notes(ReplyHead head) {
    return new ReplyNotes(
        "",
        head.headers().firstOf("x-request-id", "request-id"),
        List.of(),
        fault(head.status()),
        RetryAfter.of(head.headers(), clock));
  }

  private static Fault fault(int status) {
    return switch (status) {
      case 401, 403 -> Fault.CREDENTIAL;
      case 402, 429, 529 -> Fault.LIMITED;
      default -> status >= 500 ? Fault.BROKEN : Fault.NONE;
    };
  }
}
