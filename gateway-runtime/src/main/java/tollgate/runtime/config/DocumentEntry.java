package tollgate.runtime.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tollgate.api.call.Headers;
import tollgate.api.json.Json;

/** One entry of a providers document while it is read. */
final class DocumentEntry {

  private static final URI NOWHERE = URI.create("");
  private static final String EMPTY = "must be a non-empty string";
  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "type",
          "paths",
          "upstreamBaseUrl",
          "upstreamPath",
          "models",
          "headers",
          "auth",
          "stripProviderField");
  private static final Set<String> FURTHER_FIELDS =
      Set.of("modelNames", "stripModelPrefix", "fallback", "default", "values");

  private final DocumentPart part;
  private final Map<String, Json> members;

  DocumentEntry(DocumentPart part, Json.Obj entry) {
    this.part = part;
    this.members = entry.members();
  }

  /** The provider without what it takes from elsewhere; of no use where problems were noted. */
  ProviderEntry read() {
    String id = id();
    String type = members.get("type") instanceof Json.Text(var text) ? text.strip() : "";
    part.claimType(type);
    List<String> paths = paths();
    URI address = address();
    String upstreamPath = upstreamPath();
    String[] models = models().toArray(String[]::new);
    Headers headers = headers();
    DocumentAuth.Read auth = new DocumentAuth(part.at("auth")).read(member("auth"));
    boolean strips = flag("stripProviderField", true);
    tellOfUnknown();
    return new ProviderEntry(
        id,
        type,
        address,
        auth.token(),
        auth.auth(),
        new ProviderModels(
            List.of(models),
            table("modelNames"),
            further("stripModelPrefix").map(this::text).orElse("")),
        new ProviderPaths(paths, upstreamPath),
        new ProviderDress(headers, strips),
        ProviderConnection.DIRECT,
        part.isKept() && flag("default", false),
        table("values"),
        part.isKept() ? texts("fallback") : List.of(),
        List.of(),
        part.place());
  }

  private Optional<Json> member(String name) {
    return Optional.ofNullable(members.get(name));
  }

  private String id() {
    if (!(members.get("id") instanceof Json.Text(var text)) || text.isBlank()) {
      part.at("id").must(EMPTY);
      return "";
    }
    if (!ProviderTable.ID.matcher(text.strip()).matches()) {
      part.at("id").must("must be lower-case letters, digits, dots, hyphens and underscores");
    }
    return text.strip();
  }

  private List<String> paths() {
    DocumentPart paths = part.at("paths");
    if (part.isKept() && !members.containsKey("paths")) {
      return List.of(); // all
    }
    if (!(members.get("paths") instanceof Json.Arr(var items)) || items.isEmpty()) {
      paths.must("must be a non-empty string array");
      return List.of();
    }
    var texts = new ArrayList<String>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Json.Text(var text) && !text.isBlank()) {
        texts.add(path(paths.item(i), text));
      } else {
        paths.item(i).must(EMPTY);
      }
    }
    return texts;
  }

  private static String path(DocumentPart part, String text) {
    var kind = new RequestPathKind();
    if (kind.parse(text.strip()).isEmpty()) {
      part.must("must be " + kind.expected());
    }
    return text.strip();
  }

  private URI address() {
    DocumentPart address = part.at("upstreamBaseUrl");
    if (!(members.get("upstreamBaseUrl") instanceof Json.Text(var text)) || text.isBlank()) {
      address.must("must be a non-empty http(s) URL string");
      return NOWHERE;
    }
    Optional<URI> usable = new UrlKind().parse(text.strip());
    if (usable.isEmpty()) {
      address.must(objectionTo(text.strip()));
    }
    return usable.orElse(NOWHERE);
  }

  private static String objectionTo(String address) {
    try {
      URI url = new URI(address);
      if (url.getScheme() == null) {
        return "must be a parseable http(s) URL";
      }
      if (!url.getScheme().toLowerCase(Locale.ROOT).matches("https?")) {
        return "must be an http(s) URL";
      }
      return url.getHost() == null
          ? "must be a parseable http(s) URL"
          : "must be an http(s) URL without credentials, query or fragment";
    } catch (URISyntaxException unparseable) {
      return "must be a parseable http(s) URL";
    }
  }

  private String upstreamPath() {
    Json given = members.get("upstreamPath");
    if (given == null) {
      return "";
    }
    DocumentPart path = part.at("upstreamPath");
    if (!(given instanceof Json.Text(var text)) || text.isBlank()) {
      path.must(EMPTY);
      return "";
    }
    return path(path, text);
  }

  private List<String> models() {
    return texts("models");
  }

  /** An array of texts that may be left out. */
  private List<String> texts(String name) {
    Json given = members.get(name);
    if (given == null) {
      return List.of();
    }
    Predicate<Json> isText = Json.Text.class::isInstance;
    if (!(given instanceof Json.Arr(var items)) || !items.stream().allMatch(isText)) {
      part.at(name).must("must be a string array");
      return List.of();
    }
    return items.stream().map(item -> ((Json.Text) item).value()).toList();
  }

  /** One of the members that only the gateway's own form has. */
  private Optional<Json> further(String name) {
    return part.isKept() ? member(name) : Optional.empty();
  }

  private String text(Json given) {
    if (given instanceof Json.Text(var text)) {
      return text;
    }
    part.at("stripModelPrefix").must("must be a string");
    return "";
  }

  /** An object of texts that may be left out. */
  private Map<String, String> table(String name) {
    var texts = new LinkedHashMap<String, String>();
    further(name)
        .ifPresent(given -> {
          if (!(given instanceof Json.Obj(var fields))) {
            part.at(name).must("must be an object");
            return;
          }
          fields.forEach((key, value) -> {
            if (value instanceof Json.Text(var text) && !text.isBlank() && !key.isBlank()) {
              texts.put(key, text);
            } else {
              part.at(name).at(key).must(EMPTY);
            }
          });
        });
    return texts;
  }

  private Headers headers() {
    Json given = members.get("headers");
    DocumentPart headers = part.at("headers");
    if (given != null && !(given instanceof Json.Obj)) {
      headers.must("must be an object");
    }
    if (!(given instanceof Json.Obj(var fields))) {
      return Headers.none();
    }
    var texts = new ArrayList<String>();
    fields.forEach((name, value) -> {
      if (name.isBlank()) {
        headers.must("must not contain empty header names");
      } else if (!(value instanceof Json.Text(var text))) {
        headers.at(name).must("must be a string");
      } else if (!FieldNameKind.canSend(name, text)) {
        headers.at(name).must("must be a header field that can be sent");
      } else {
        texts.addAll(List.of(name, text));
      }
    });
    return Headers.of(texts.toArray(String[]::new));
  }

  private boolean flag(String name, boolean standard) {
    Json given = members.getOrDefault(name, Json.of(standard));
    if (!(given instanceof Json.Bool(var set))) {
      part.at(name).must("must be a boolean");
      return standard;
    }
    return set;
  }

  private void tellOfUnknown() {
    for (String name : members.keySet()) {
      if (FIELDS.contains(name) || (part.isKept() && FURTHER_FIELDS.contains(name))) {
        continue;
      }
      if (part.isKept()) {
        part.at(name).isNotSupported();
      } else {
        part.at(name)
            .warn(
                "It has no effect: there is no such field. A [[provider]] table can say more than a"
                    + " document.");
      }
    }
  }
}
