package tollgate.dialect.openai.chat;

import tollgate.api.call.ClientHead;
import tollgate.api.dialect.ModelList;
import tollgate.api.json.JsonView;

/**
 * {@code GET /v1/models}: {@code {"object": "list", "data": [{"id": …}]}}. Codex asks the same path
 * with {@code client_version} for a catalogue of its own, in another form; that is none of this.
 */
final class ChatModels implements ModelList {

  private static final int NAME_LIMIT = 256;

  @Override
  public Claim claim(ClientHead head) {
    boolean asked =
        head.path().equals("/v1/models") && head.queryParameter("client_version").isEmpty();
    return asked ? Claim.PATH : Claim.NONE;
  }

  @Override
  public String entries() {
    return "/data";
  }

  @Override
  public String name(JsonView entry) {
    return entry.at("/id").asText(NAME_LIMIT).orElse("");
  }
}
