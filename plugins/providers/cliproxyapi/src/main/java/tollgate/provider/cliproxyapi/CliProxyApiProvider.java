package tollgate.provider.cliproxyapi;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.JsonView;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ReplyNotes;

/**
 * One CLIProxyAPI server. A call goes there as the client sent it: the server keeps sessions on one
 * account by headers such as {@code x-session-id}, so none of them may be touched. Only what it
 * would take for a client's key is replaced by the gateway's own.
 */
final class CliProxyApiProvider implements Provider {

  private static final Set<DialectId> DIALECTS =
      Set.of(
          new DialectId("openai-chat"),
          new DialectId("openai-responses"),
          new DialectId("openai-other"),
          new DialectId("ollama"), // not of its own, but plugins and other gateways answer it
          new DialectId("anthropic-messages"),
          new DialectId("gemini"));

  /** Where the server looks for a key, in this order; of the first two kinds any one is enough. */
  private static final Set<String> KEY_PARAMETERS = Set.of("key", "auth_token");

  private final String credential;
  private final NotesReading reading;

  CliProxyApiProvider(String credential, InstantSource clock) {
    this.credential = credential;
    this.reading = new NotesReading(clock);
  }

  @Override
  public Set<DialectId> dialects() {
    return DIALECTS;
  }

  /** At {@code /v1/responses}, since v6.8.19; an older one refuses the upgrade. */
  @Override
  public boolean sockets() {
    return true;
  }

  @Override
  public OutboundRequest prepare(OutboundCall call) {
    Headers headers =
        call.head()
            .headers()
            .without("authorization")
            .without("x-api-key")
            .without("x-goog-api-key");
    if (!credential.isEmpty()) {
      headers = headers.with("authorization", "Bearer " + credential);
    }
    return OutboundRequest.of(withoutKeyParameters(call), headers);
  }

  @Override
  public ReplyNotes notes(ReplyHead head) {
    return reading.of(head);
  }

  @Override
  public ReplyNotes notes(ReplyHead head, JsonView body) {
    return reading.of(head, body);
  }

  private static OutboundCall withoutKeyParameters(OutboundCall call) {
    ClientHead head = call.head();
    if (KEY_PARAMETERS.stream().noneMatch(name -> head.query().contains(name))) {
      return call;
    }
    String query =
        Arrays.stream(head.query().split("&", -1))
            .filter(pair -> !KEY_PARAMETERS.contains(pair.split("=", 2)[0]))
            .collect(Collectors.joining("&"));
    var clean = new ClientHead(head.method(), head.path(), query, head.headers());
    return new OutboundCall(clean, call.facts(), call.model());
  }
}
