package tollgate.api.provider;

import java.util.List;
import tollgate.api.call.Headers;
import tollgate.api.json.JsonEdit;

/**
 * A request as it leaves.
 *
 * @param target path and query below the provider's base URL, starting with {@code /}
 * @param headers all fields to send except {@code host}, {@code content-length} and hop-by-hop ones
 * @param edits what this upstream needs changed in the body, after the dialect's own edits
 * @since 1.0
 */
public record OutboundRequest(String target, Headers headers, List<JsonEdit> edits) {

  /** Requests never change. */
  public OutboundRequest {
    edits = List.copyOf(edits);
  }

  /** The call's own path and query with the given fields and no edits. */
  public static OutboundRequest of(OutboundCall call, Headers headers) {
    var head = call.head();
    return new OutboundRequest(
        head.query().isEmpty() ? head.path() : head.path() + "?" + head.query(),
        headers,
        List.of());
  }
}
