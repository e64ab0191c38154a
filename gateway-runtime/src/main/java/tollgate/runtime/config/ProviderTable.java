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
import tollgate.runtime.problem.SettingProblem;

/** One {@code [[provider]]} table while it is read. */
final class ProviderTable {

  static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final URI NOWHERE = URI.create("");
  private static final Set<String> CREDENTIALS =
      new TreeSet<>(Set.of("credential", "credential-env", "credential-file"));
  private static final String HEADERS = "headers";
  private static final String MODEL_MAP = "model-map";

  private final Section table;
  private final Surroundings around;
  private final Findings findings;
  private final ProviderLinks links;
  private final List<EffectiveSetting> shown;
  private String id = "";

  ProviderTable(
      Section table, Surroundings around, ProviderLinks links, List<EffectiveSetting> shown) {
    this.table = table;
    this.around = around;
    this.findings = around.findings();
    this.links = links;
    this.shown = shown;
  }

  /** The provider; empty, with the problems noted, where it has no usable id. */
  Optional<ProviderEntry> read() {
    Given given = table.values().get("id");
    if (given == null || !ID.matcher(given.text()).matches()) {
      findings.problem(
          SettingProblem.PROVIDER_INVALID,
          given == null ? table.origin() : given.origin(),
          given == null ? "" : given.text(),
          "its id must be lower-case letters, digits, dots, hyphens and underscores.");
      return Optional.empty();
    }
    id = given.text();
    tellOfUnknownTables();
    Map<String, String> values = values();
    URI address = value("base-url", new UrlKind(), NOWHERE);
    Secret credential = credential();
    return Optional.of(
        new ProviderEntry(
            id,
            type(),
            address,
            credential,
            auth(),
            models(),
            new ProviderPaths(
                value("paths", new ListKind<>(new RequestPathKind()), List.of()),
                value("upstream-path", new RequestPathKind(), "")),
            new ProviderDress(headers(), value("strip-provider-field", new YesNoKind(), true)),
            connection(address),
            value("default", new YesNoKind(), false),
            values,
            value("fallback", new ListKind<>(new TextKind()), List.of()),
            accounts(),
            new ProviderPlace(ProviderTables.LIST + "." + id, table.origin().where())));
  }

  private String type() {
    String type = value("type", new TextKind(), "");
    links.types().ofTable(id, path("type"), type, table.origin());
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
        Given told = kind.secret() ? Given.text(Secret.MASK, some.origin()) : some;
        findings.badValue(path(name), told, kind.expected(), standardOf(name));
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
    var reader = new ProviderTable(one, own, links, shown);
    reader.id = id + ".account." + name.text();
    Secret secret = reader.credential();
    if (CREDENTIALS.stream().noneMatch(one.values()::containsKey)) {
      objection(one.origin(), "its account \"" + name.text() + "\" has no credential.");
    }
    return Optional.of(new AccountEntry(name.text(), secret));
  }

  private ProviderAuth auth() {
    var auth =
        new ProviderAuth(
            value("auth", new ChoiceKind<>(ProviderAuth.Mode.class), ProviderAuth.Mode.OWN),
            value("auth-header", new FieldNameKind(), ""));
    Origin origin = given("auth").map(Given::origin).orElse(table.origin());
    boolean hasCredential =
        !table.list("account").isEmpty()
            || CREDENTIALS.stream().anyMatch(name -> given(name).isPresent());
    if (auth.sendsField() && !hasCredential) {
      objection(
          origin, "its auth sends a credential, and it has none; credential-env can name one.");
    }
    if (auth.mode() == ProviderAuth.Mode.NONE && hasCredential) {
      objection(origin, "its auth is none, but it has a credential.");
    }
    if (!auth.header().isEmpty() && !auth.sendsField()) {
      objection(origin, "its auth-header needs auth = \"bearer\" or auth = \"x-api-key\".");
    }
    return auth;
  }

  private ProviderModels models() {
    return new ProviderModels(
        value("models", new ListKind<>(new TextKind()), List.of()),
        names(),
        value("strip-model-prefix", new TextKind(), ""));
  }

  private Map<String, String> names() {
    var names = new LinkedHashMap<String, String>();
    Section section = section(MODEL_MAP);
    section
        .values()
        .forEach((name, given) -> {
          if (name.isBlank() || given.text().isBlank() || given.form() != Given.Form.TEXT) {
            objection(given.origin(), "its model-map needs names in quotes, none of them empty.");
            return;
          }
          names.put(name, given.text());
          show(MODEL_MAP + "." + name, given.text(), given.origin());
        });
    section
        .sections()
        .forEach((name, below) ->
            objection(
                below.origin(),
                "in its model-map a name with dots, " + name + "..., needs quotes."));
    return names;
  }

  private ProviderConnection connection(URI address) {
    HttpProtocol protocol = value("protocol", new ProtocolKind(), HttpProtocol.AUTO);
    Optional<Given> file = given("ca-file");
    file.ifPresent(given -> show("ca-file", given.text(), given.origin()));
    return new ProviderConnection(
        protocol,
        given("proxy").isPresent()
            ? value("proxy", new ProxyKind(), OutboundProxy.NONE)
            : commonProxy(address),
        file.map(given -> links.authorities(path("ca-file"), given))
            .orElseGet(links::commonAuthorities));
  }

  private OutboundProxy commonProxy(URI address) {
    return links
        .proxies()
        .find(address)
        .map(choice -> {
          show("proxy", new ProxyKind().text(choice.proxy()), choice.origin());
          return choice.proxy();
        })
        .orElse(OutboundProxy.NONE);
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
      String text = Files.readString(readable).strip();
      if (text.isEmpty()) {
        objection(name.origin(), "the file with its credential is empty: " + readable + ".");
        return Secret.NONE;
      }
      return credential(Given.text(text, new Origin("file " + readable, readable)));
    } catch (IOException e) {
      objection(name.origin(), "the file with its credential cannot be read: " + e + ".");
      return Secret.NONE;
    }
  }

  private Headers headers() {
    var fields = new ArrayList<String>();
    section(HEADERS)
        .values()
        .forEach((name, given) -> {
          if (!FieldNameKind.canSend(name, given.text())) {
            objection(given.origin(), "\"" + name + "\" is no header field that can be sent.");
            return;
          }
          fields.addAll(List.of(name, given.text()));
          show("headers." + name, Masking.of(name, given.text()), given.origin());
        });
    return Headers.of(fields.toArray(String[]::new));
  }

  private Section section(String name) {
    return table.sections().getOrDefault(name, Section.empty(table.origin()));
  }

  private void tellOfUnknownTables() {
    Set<String> known = Set.of(HEADERS, MODEL_MAP);
    table
        .sections()
        .forEach((name, section) -> {
          if (!known.contains(name)) {
            findings.unknown(path(name), section.origin(), known.stream().map(this::path).toList());
          }
        });
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
    findings.problem(SettingProblem.PROVIDER_INVALID, origin, id, why);
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
