package tollgate.invented;

import java.util.List;
import tollgate.api.call.ClientHead;
import tollgate.api.dialect.ModelList;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/** {@code GET /acme/v1/engines}: {@code {"count": 1, "engines": [{"engine": "anvil"}]}}. */
final class AskModels implements ModelList {
  static final String PATH = "/acme/v1/engines";
  private static final int NAME_LIMIT = 128;

  @Override
  public Claim claim(ClientHead head) {
    return head.path().equals(PATH) ? Claim.PATH : Claim.NONE;
  }

  @Override
  public String entries() {
    return "/engines";
  }

  @Override
  public String name(JsonView entry) {
    return entry.at("/engine").asText(NAME_LIMIT).orElse("");
  }

  @Override
  public List<JsonEdit> around(List<String> names) {
    return List.of(new JsonEdit.Put("/count", Json.of(names.size())));
  }
}
