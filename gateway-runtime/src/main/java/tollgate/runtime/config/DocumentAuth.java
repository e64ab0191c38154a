package tollgate.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;

/** How an entry of a providers document wants to be authenticated with. */
final class DocumentAuth {

  private static final Map<String, ProviderAuth.Mode> MODES =
      Map.of(
          "none", ProviderAuth.Mode.NONE,
          "preserve", ProviderAuth.Mode.PRESERVE,
          "bearer", ProviderAuth.Mode.BEARER,
          "x-api-key", ProviderAuth.Mode.X_API_KEY);
  private static final String WORDS = "must be one of none, preserve, bearer, x-api-key";
  private static final Set<String> KEYS = Set.of("type", "env", "value", "header");
  private static final String OWN = "own";
  private static final String FILE = "file";

  /** A way to authenticate, with the credential for it. */
  record Read(ProviderAuth auth, Secret token) {

    private static final Read NOTHING =
        new Read(new ProviderAuth(ProviderAuth.Mode.PRESERVE, ""), Secret.NONE);
  }

  private final DocumentPart part;

  DocumentAuth(DocumentPart part) {
    this.part = part;
  }

  /** Reads the member; what is not said is to preserve what the client sends. */
  Read read(Optional<Json> given) {
    return given
        .map(auth ->
            switch (auth) {
              case Json.Text(var word) -> word(word);
              case Json.Obj(var members) -> object(members);
              default -> {
                part.must("must be a string or object");
                yield Read.NOTHING;
              }
            })
        .orElse(Read.NOTHING);
  }

  private Read word(String word) {
    ProviderAuth.Mode mode = mode(word);
    if (mode == null) {
      part.must(words());
      return Read.NOTHING;
    }
    var auth = new ProviderAuth(mode, "");
    if (auth.sendsField()) {
      part.must(
          "must say where the token is: {\"type\": \""
              + word
              + "\", \"env\": \"NAME_OF_A_VARIABLE\"}");
    }
    return new Read(auth, Secret.NONE);
  }

  private Read object(Map<String, Json> members) {
    members.keySet().stream()
        .filter(key -> !KEYS.contains(key) && !(part.isKept() && key.equals(FILE)))
        .forEach(key -> part.at(key).isNotSupported());
    ProviderAuth.Mode mode = members.get("type") instanceof Json.Text(var word) ? mode(word) : null;
    if (mode == null) {
      part.at("type").must(words());
    }
    String header = text(members, "header");
    if (!header.isEmpty() && new FieldNameKind().parse(header).isEmpty()) {
      part.at("header").must("must be " + new FieldNameKind().expected());
    }
    String value = text(members, "value");
    String variable = text(members, "env");
    String file = part.isKept() ? text(members, FILE) : "";
    if (mode == null) {
      return Read.NOTHING;
    }
    var auth = new ProviderAuth(mode, header);
    if (mode == ProviderAuth.Mode.OWN) {
      return new Read(
          auth, (value + variable + file).isEmpty() ? Secret.NONE : token(value, variable, file));
    }
    if (!auth.sendsField() && !(header + value + variable + file).isEmpty()) {
      part.warn("Its env, value and header have no effect: with this type no token is sent.");
    }
    return new Read(auth, auth.sendsField() ? token(value, variable, file) : Secret.NONE);
  }

  /** A text that may be left out. */
  private String text(Map<String, Json> members, String name) {
    Json given = members.get(name);
    if (given != null && !(given instanceof Json.Text)) {
      part.at(name).must("must be a string");
    }
    return given instanceof Json.Text(var text) ? text.strip() : "";
  }

  /** The value stands before the variable, as it always did. */
  private Secret token(String value, String variable, String file) {
    if (!file.isEmpty()) {
      return fromFile(value + variable, file);
    }
    if (value.isEmpty() && variable.isEmpty()) {
      part.must("must have env or value: where the token is");
      return Secret.NONE;
    }
    String text = value.isEmpty() ? part.variable(variable) : value;
    DocumentPart source = part.at(value.isEmpty() ? "env" : "value");
    if (text.isEmpty()) {
      source.must("must name a variable that is set; " + variable + " is not, or is empty");
      return Secret.NONE;
    }
    Optional<Secret> secret = new SecretKind().parse(text);
    if (secret.isEmpty()) {
      source.must("must lead to " + new SecretKind().expected());
    }
    return secret.orElse(Secret.NONE);
  }

  private Secret fromFile(String others, String name) {
    if (!others.isEmpty()) {
      part.must("must have one of env, value and file, not several");
      return Secret.NONE;
    }
    try {
      Path file = part.around().places().resolve(Path.of(name), part.origin());
      Optional<Secret> secret = new SecretKind().parse(Files.readString(file).strip());
      if (secret.isEmpty()) {
        part.at(FILE).must("must lead to " + new SecretKind().expected());
      }
      return secret.orElse(Secret.NONE);
    } catch (IOException | InvalidPathException unreadable) {
      part.at(FILE).must("must name a file that can be read (" + unreadable + ")");
      return Secret.NONE;
    }
  }

  private ProviderAuth.@Nullable Mode mode(String word) {
    return part.isKept() && word.equals(OWN) ? ProviderAuth.Mode.OWN : MODES.get(word);
  }

  private String words() {
    return part.isKept() ? WORDS + ", " + OWN : WORDS;
  }
}
