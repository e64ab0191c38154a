package tollgate.dialect.anthropic.messages;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.api.call.ClientHead;
import tollgate.api.dialect.ModelList;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/**
 * {@code GET /v1/models}: {@code {"data": [{"id": …}], "has_more": false, "first_id": …, "last_id":
 * …}}. Another language lists its models at the same path; this one's clients say which version of
 * it they speak.
 */
final class MessagesModels implements ModelList {

  private static final int NAME_LIMIT = 256;
  private static final Set<String> PAGE = Set.of("limit", "after_id", "before_id");

  @Override
  public Claim claim(ClientHead head) {
    if (!head.path().equals("/v1/models")) {
      return Claim.NONE;
    }
    boolean own =
        head.headers().has("anthropic-version")
            || head.headers().first("user-agent").startsWith("claude-cli");
    return own ? Claim.SIGN : Claim.NONE;
  }

  /** The API gives twenty at once, unless asked for up to a thousand. */
  @Override
  public String whole(String query) {
    Stream<String> kept =
        Arrays.stream(query.split("&", -1))
            .filter(pair -> !pair.isEmpty() && !PAGE.contains(pair.split("=", 2)[0]));
    return Stream.concat(kept, Stream.of("limit=1000")).collect(Collectors.joining("&"));
  }

  @Override
  public String entries() {
    return "/data";
  }

  @Override
  public String name(JsonView entry) {
    return entry.at("/id").asText(NAME_LIMIT).orElse("");
  }

  @Override
  public List<JsonEdit> around(List<String> names) {
    return List.of(
        new JsonEdit.Put("/has_more", Json.of(false)),
        new JsonEdit.Put("/first_id", names.isEmpty() ? Json.NULL : Json.text(names.getFirst())),
        new JsonEdit.Put("/last_id", names.isEmpty() ? Json.NULL : Json.text(names.getLast())));
  }
}
