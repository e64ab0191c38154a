package tollgate.dialect.ollama;

import tollgate.api.call.ClientHead;
import tollgate.api.dialect.ModelList;
import tollgate.api.json.JsonView;

/** {@code GET /api/tags}: {@code {"models": [{"name": "llama3:8b", …}]}}. */
final class OllamaModels implements ModelList {

  private static final int NAME_LIMIT = 256;

  @Override
  public Claim claim(ClientHead head) {
    return head.path().equals("/api/tags") ? Claim.PATH : Claim.NONE;
  }

  @Override
  public String entries() {
    return "/models";
  }

  @Override
  public String name(JsonView entry) {
    return entry.at("/name").asText(NAME_LIMIT).orElse("");
  }
}
