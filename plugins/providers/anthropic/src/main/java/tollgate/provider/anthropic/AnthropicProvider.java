package tollgate.provider.anthropic;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.JsonView;
import tollgate.api.provider.BasePath;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.ReplyNotes.Fault;
import tollgate.api.provider.RetryAfter;

/**
 * One account of the API. A call goes there as the client sent it, beta flags included, under the
 * account's own credential; the version the client speaks stays, and a client that names none gets
 * the one that is set, for the API refuses calls without.
 */
final class AnthropicProvider implements Provider {

  private static final Set<DialectId> DIALECTS = Set.of(new DialectId("anthropic-messages"));
  private static final String VERSION = "anthropic-version";

  private final String credential;
  private final String version;
  private final BasePath base;
  private final InstantSource clock;

  AnthropicProvider(String credential, String version, BasePath base, InstantSource clock) {
    this.credential = credential;
    this.version = version;
    this.base = base;
    this.clock = clock;
  }

  @Override
  public Set<DialectId> dialects() {
    return DIALECTS;
  }

  @Override
  public OutboundRequest prepare(OutboundCall call) {
    ClientHead head = call.head();
    Headers headers = withCredential(head.headers());
    if (headers.first(VERSION).isBlank()) {
      headers = headers.with(VERSION, version);
    }
    String path = base.below(head.path());
    return new OutboundRequest(
        head.query().isEmpty() ? path : path + "?" + head.query(), headers, List.of());
  }

  /** Fields with no credential but the account's own. */
  private Headers withCredential(Headers headers) {
    Headers bare = headers.without("x-api-key").without("authorization").without("x-goog-api-key");
    return credential.isEmpty() ? bare : bare.with("x-api-key", credential);
  }

  @Override
  public ReplyNotes notes(ReplyHead head) {
    return notes(head, fault(head.status()));
  }

  @Override
  public ReplyNotes notes(ReplyHead head, JsonView body) {
    boolean spent =
        head.status() == 400
            && body.at("/error/message")
                .asText(200)
                .orElse("")
                .startsWith("Your credit balance is too low");
    return notes(head, spent ? Fault.LIMITED : fault(head.status()));
  }

  private ReplyNotes notes(ReplyHead head, Fault fault) {
    Headers fields = head.headers();
    return new ReplyNotes(
        fields.first("anthropic-organization-id"),
        fields.first("request-id"),
        List.of(),
        fault,
        RetryAfter.of(fields, clock));
  }

  /** 529 says that the API has too much to do, and nothing against this account. */
  private static Fault fault(int status) {
    return switch (status) {
      case 401, 403 -> Fault.CREDENTIAL;
      case 402, 429, 529 -> Fault.LIMITED;
      default -> status >= 500 ? Fault.BROKEN : Fault.NONE;
    };
  }
}
