package tollgate.runtime.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.api.call.Headers;
import tollgate.runtime.problem.Problem;

/** One {@code [[provider]]} table while it is read. */
final class ProviderTable {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final URI NOWHERE = URI.create("");
  private static final Set<String> CREDENTIALS =
      new TreeSet<>(Set.of("credential", "credential-env", "credential-file"));

  private final Section table;
  private final Surroundings around;
  private final Findings findings;
  private final List<EffectiveSetting> shown;
  private String id = "";

  ProviderTable(Section table, Surroundings around, List<EffectiveSetting> shown) {
    this.table = table;
    this.around = around;
    this.findings = around.findings();
    this.shown = shown;
  }

  /** The provider; empty, with the problems noted, where it has no usable id. */
  Optional<ProviderEntry> read() {
    Given given = table.values().get("id");
    if (given == null || !ID.matcher(given.text()).matches()) {
      findings.problem(
          Problem.PROVIDER_INVALID,
          given == null ? table.origin() : given.origin(),
          given == null ? "" : given.text(),
          "its id must be lower-case letters, digits, dots, hyphens and underscores.");
      return Optional.empty();
    }
    id = given.text();
    Map<String, String> values = values();
    return Optional.of(
        new ProviderEntry(
            id,
            type(),
            value("base-url", new UrlKind(), NOWHERE),
            credential(),
            value("models", new ListKind<>(new TextKind()), List.of()),
            value("default", new YesNoKind(), false),
            headers(),
            value("protocol", new ProtocolKind(), HttpProtocol.AUTO),
            values,
            value("fallback", new ListKind<>(new TextKind()), List.of()),
            accounts(),
            table.origin().where()));
  }

  private String type() {
    String type = value("type", new TextKind(), "");
    if (type.isEmpty()) {
      objection(table.origin(), "it has no type.");
    }
    return type;
  }

  /** One of the common names; the default stands in where it is missing or cannot be understood. */
  private <T> T value(String name, ValueKind<T> kind, T standard) {
    Optional<Given> given = given(name);
    Optional<T> value =
        given
            .filter(some -> kind.many() || !some.isList())
            .flatMap(some -> kind.parse(some.text()));
    given.ifPresent(some -> {
      if (value.isPresent()) {
        show(name, kind.text(value.get()), some.origin());
      } else {
        findings.badValue(path(name), some, kind.expected(), standardOf(name));
      }
    });
    return value.orElse(standard);
  }

  private Optional<Given> given(String name) {
    return Stream.of(around.overrides().get(path(name)), table.values().get(name))
        .flatMap(Stream::ofNullable)
        .findFirst();
  }

  /** The provider's credentials where there are several, each a table of its own. */
  private List<AccountEntry> accounts() {
    List<Section> tables = table.list("account");
    boolean alone = CREDENTIALS.stream().noneMatch(table.values()::containsKey);
    if (!tables.isEmpty() && !alone) {
      objection(table.origin(), "it has a credential and accounts; each account has its own.");
    }
    var accounts = new LinkedHashMap<String, AccountEntry>();
    for (Section one : tables) {
      account(one)
          .filter(entry -> accounts.putIfAbsent(entry.name(), entry) != null)
          .ifPresent(twice ->
              objection(one.origin(), "it has two accounts named \"" + twice.name() + "\"."));
    }
    return List.copyOf(accounts.values());
  }

  private Optional<AccountEntry> account(Section one) {
    Given name = one.values().get("name");
    if (name == null || !ID.matcher(name.text()).matches()) {
      objection(
          one.origin(),
          "an account's name must be lower-case letters, digits, dots, hyphens and underscores.");
      return Optional.empty();
    }
    var unknown = new TreeSet<>(one.values().keySet());
    unknown.removeAll(CREDENTIALS);
    unknown.remove("name");
    if (!unknown.isEmpty()) {
      objection(one.origin(), "an account has no " + unknown + ".");
    }
    var own = new Surroundings(Map.of(), around.variables(), around.places(), findings);
    var reader = new ProviderTable(one, own, shown);
    reader.id = id + ".account." + name.text();
    Secret secret = reader.credential();
    if (CREDENTIALS.stream().noneMatch(one.values()::containsKey)) {
      objection(one.origin(), "its account \"" + name.text() + "\" has no credential.");
    }
    return Optional.of(new AccountEntry(name.text(), secret));
  }

  private Secret credential() {
    if (around.overrides().containsKey(path("credential"))) {
      return credential(given("credential").orElseThrow());
    }
    List<String> ways = CREDENTIALS.stream().filter(table.values()::containsKey).toList();
    if (ways.size() > 1) {
      objection(table.origin(), "it has " + String.join(" and ", ways) + "; one is enough.");
      return Secret.NONE;
    }
    return ways.stream()
        .findFirst()
        .flatMap(this::given)
        .map(given ->
            switch (ways.getFirst()) {
              case "credential-env" -> fromVariable(given);
              case "credential-file" -> fromFile(given);
              default -> credential(given);
            })
        .orElse(Secret.NONE);
  }

  private Secret credential(Given given) {
    Optional<Secret> secret = new SecretKind().parse(given.text());
    if (secret.isEmpty()) {
      objection(given.origin(), "its credential is not " + new SecretKind().expected() + ".");
      return Secret.NONE;
    }
    show("credential", secret.get().toString(), given.origin());
    return secret.get();
  }

  private Secret fromVariable(Given name) {
    show("credential-env", name.text(), name.origin());
    Given value = around.variables().get(name.text());
    if (value == null || value.text().isEmpty()) {
      objection(
          name.origin(), "the variable " + name.text() + " that holds its credential is not set.");
      return Secret.NONE;
    }
    return credential(value);
  }

  private Secret fromFile(Given name) {
    Optional<Path> file =
        new PathKind().parse(name.text()).map(path -> around.places().resolve(path, name.origin()));
    show("credential-file", name.text(), name.origin());
    try {
      Path readable = file.orElseThrow(() -> new NoSuchFileException(name.text()));
      return credential(
          Given.text(Files.readString(readable).strip(), new Origin("file " + readable, readable)));
    } catch (IOException e) {
      objection(name.origin(), "the file with its credential cannot be read: " + e + ".");
      return Secret.NONE;
    }
  }

  private Headers headers() {
    var fields = new ArrayList<String>();
    Section section = table.sections().getOrDefault("headers", Section.empty(table.origin()));
    section
        .values()
        .forEach((name, given) -> {
          boolean valid =
              HEADER.matcher(name).matches()
                  && given.text().chars().noneMatch(Character::isISOControl);
          if (!valid) {
            objection(given.origin(), "\"" + name + "\" is no header field that can be sent.");
            return;
          }
          fields.addAll(List.of(name, given.text()));
          show("headers." + name, Masking.of(name, given.text()), given.origin());
        });
    return Headers.of(fields.toArray(String[]::new));
  }

  /**
   * Names that are not common to all providers belong to the type, unless they look like a slip.
   */
  private Map<String, String> values() {
    Set<String> common =
        ProviderTables.keys().stream().map(TableKey::name).collect(Collectors.toSet());
    var values = new LinkedHashMap<String, String>();
    table
        .values()
        .forEach((name, given) -> {
          if (common.contains(name)) {
            return;
          }
          if (common.stream().anyMatch(known -> Nearest.isNear(name, known))) {
            findings.unknown(path(name), given.origin(), common.stream().map(this::path).toList());
            return;
          }
          values.put(name, given.text());
          show(name, Masking.of(name, given.text()), given.origin());
        });
    return values;
  }

  private void objection(Origin origin, String why) {
    findings.problem(Problem.PROVIDER_INVALID, origin, id, why);
  }

  private void show(String name, String text, Origin origin) {
    shown.add(new EffectiveSetting(path(name), text, origin.where()));
  }

  private String path(String name) {
    return ProviderTables.LIST + "." + id + "." + name;
  }

  private static String standardOf(String name) {
    return ProviderTables.keys().stream()
        .filter(key -> key.name().equals(name))
        .map(TableKey::standard)
        .findFirst()
        .orElse("none");
  }
}
