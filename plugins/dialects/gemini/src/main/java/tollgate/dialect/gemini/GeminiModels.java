package tollgate.dialect.gemini;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.api.call.ClientHead;
import tollgate.api.dialect.ModelList;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/**
 * {@code GET /v1beta/models} and {@code /v1alpha/models}: {@code {"models": [{"name": "models/…"}],
 * "nextPageToken": …}}. {@code /v1/models} is left to others: nothing in a request tells whose form
 * is meant there.
 */
final class GeminiModels implements ModelList {

  private static final int NAME_LIMIT = 256;
  private static final String PREFIX = "models/";
  private static final Set<String> PATHS = Set.of("/v1beta/models", "/v1alpha/models");
  private static final Set<String> PAGE = Set.of("pageSize", "pageToken");

  @Override
  public Claim claim(ClientHead head) {
    return PATHS.contains(head.path()) ? Claim.PATH : Claim.NONE;
  }

  /** The API gives fifty at once, unless asked for up to a thousand. */
  @Override
  public String whole(String query) {
    Stream<String> kept =
        Arrays.stream(query.split("&", -1))
            .filter(pair -> !pair.isEmpty() && !PAGE.contains(pair.split("=", 2)[0]));
    return Stream.concat(kept, Stream.of("pageSize=1000")).collect(Collectors.joining("&"));
  }

  @Override
  public String entries() {
    return "/models";
  }

  @Override
  public String name(JsonView entry) {
    String name = entry.at("/name").asText(NAME_LIMIT).orElse("");
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  @Override
  public List<JsonEdit> around(List<String> names) {
    return List.of(new JsonEdit.Remove("/nextPageToken"));
  }
}
