package tollgate.provider.gemini;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

/** One project of the API. A call goes there as the client sent it, under the project's key. */
final class GeminiProvider implements Provider {

  private static final Set<DialectId> DIALECTS = Set.of(new DialectId("gemini"));

  /** Where the API looks for a credential beside the fields; never a gateway's to pass on. */
  private static final Set<String> KEY_PARAMETERS = Set.of("key", "access_token");

  private final String credential;
  private final BasePath base;
  private final NotesReading reading;

  GeminiProvider(String credential, BasePath base, InstantSource clock) {
    this.credential = credential;
    this.base = base;
    reading = new NotesReading(clock);
  }

  @Override
  public Set<DialectId> dialects() {
    return DIALECTS;
  }

  @Override
  public OutboundRequest prepare(OutboundCall call) {
    ClientHead head = call.head();
    String path = base.below(head.path());
    String query = withoutKeys(head.query());
    return new OutboundRequest(
        query.isEmpty() ? path : path + "?" + query, withCredential(head.headers()), List.of());
  }

  @Override
  public ReplyNotes notes(ReplyHead head) {
    return reading.of(head);
  }

  @Override
  public ReplyNotes notes(ReplyHead head, JsonView body) {
    return reading.of(head, body);
  }

  /** A key never stands in the address, for addresses are logged on the way. */
  private Headers withCredential(Headers headers) {
    Headers bare = headers.without("x-goog-api-key").without("authorization").without("x-api-key");
    return credential.isEmpty() ? bare : bare.with("x-goog-api-key", credential);
  }

  private static String withoutKeys(String query) {
    return Arrays.stream(query.split("&", -1))
        .filter(pair -> !KEY_PARAMETERS.contains(pair.split("=", 2)[0]))
        .collect(Collectors.joining("&"));
  }
}
