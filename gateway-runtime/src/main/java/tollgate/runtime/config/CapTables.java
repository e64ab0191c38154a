package tollgate.runtime.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tollgate.runtime.config.CapEntry.Measure;

/** Reads the {@code [[cap]]} tables: caps without a policy. */
public final class CapTables {

  /** The list's name in the settings file. */
  static final String LIST = "cap";

  private static final String WHERE = "where";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern TAG = Pattern.compile("tag:.{1,64}");
  private static final Pattern USD = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
  private static final Pattern PER =
      Pattern.compile("minute|hour|day|week|month|session|agent|lifetime|[1-9][0-9]{0,4}[smhd]");

  private static final Set<String> KNOWN_AT_ONCE =
      Set.of("tool", "instance", "key", "provider", "model");
  private static final Set<String> AXES =
      Set.of("tool", "instance", "session", "agent", "key", "provider", "model");

  private static final List<TableKey> KEYS =
      List.of(
          new TableKey("id", "text", "required", "What people call it. No two have the same."),
          new TableKey(
              "usd",
              "dollars",
              "one of these four is required",
              "How much money; in quotes where it has cents, such as \"2.50\"."),
          new TableKey(
              "tokens", "number", "", "How many tokens, read and written, caches included."),
          new TableKey("calls", "number", "", "How many calls."),
          new TableKey("concurrent", "number", "", "How many calls at once."),
          new TableKey(
              "per",
              "text",
              "required but for concurrent",
              "Its window: minute, hour, day, week, month, session, agent, lifetime, or a rolling"
                  + " time such as 5h."),
          new TableKey(
              "by",
              "list",
              "none: all that it covers share one amount",
              "Each value of these has an amount of its own: tool, instance, session, agent, key,"
                  + " provider, model, tag:NAME."),
          new TableKey(
              WHERE,
              "table",
              "every call",
              "The calls it covers, by values they must have, such as { model = \"large\" }; of"
                  + " tool, instance, key (its name or id), provider, model, tag:NAME."),
          new TableKey(
              "strict",
              "yes or no",
              "false",
              "Whether a call must fit at the dearest its prompt may cost."));

  private final Findings findings;
  private final List<EffectiveSetting> shown;
  private final Set<String> ids = new HashSet<>();

  private CapTables(Findings findings, List<EffectiveSetting> shown) {
    this.findings = findings;
    this.shown = shown;
  }

  /** The names a cap's table may have. */
  public static List<TableKey> keys() {
    return KEYS;
  }

  /** The caps, in the file's order; what is wrong with one is noted, and it is left out. */
  static List<CapEntry> read(
      List<Section> tables, Findings findings, List<EffectiveSetting> shown) {
    var reading = new CapTables(findings, shown);
    return tables.stream().flatMap(table -> reading.read(table).stream()).toList();
  }

  private Optional<CapEntry> read(Section table) {
    tellOfUnknown(table);
    Optional<String> id = id(table);
    Optional<Measure> measure = measure(table);
    Optional<Long> most = measure.flatMap(known -> most(table, known));
    Optional<String> per = per(table, measure);
    Optional<List<String>> by = by(table);
    Optional<Map<String, String>> where = where(table);
    Optional<Boolean> strict = strict(table);
    boolean whole =
        Stream.of(id, measure, most, per, by, where, strict).allMatch(Optional::isPresent);
    if (!whole) {
      return Optional.empty();
    }
    var cap =
        new CapEntry(
            id.get(), measure.get(), most.get(), per.get(), by.get(), where.get(), strict.get());
    shown.add(
        new EffectiveSetting(LIST + "." + cap.id(), words(table, cap), table.origin().where()));
    return Optional.of(cap);
  }

  private void tellOfUnknown(Section table) {
    List<String> known = KEYS.stream().map(TableKey::name).toList();
    var names = new ArrayList<>(table.values().keySet());
    names.addAll(table.sections().keySet());
    names.addAll(table.lists().keySet());
    for (String name : names) {
      if (!known.contains(name) || (name.equals(WHERE) != table.sections().containsKey(name))) {
        Origin place =
            Optional.ofNullable(table.values().get(name)).map(Given::origin).orElse(table.origin());
        findings.unknown(LIST + "." + name, place, known.stream().map(CapTables::path).toList());
      }
    }
  }

  private static String path(String name) {
    return LIST + "." + name;
  }

  /** What stands there; nothing, where nothing does. */
  private static Given given(Section table, String name) {
    return table.values().getOrDefault(name, Given.text("", table.origin()));
  }

  private Optional<String> id(Section table) {
    Given given = given(table, "id");
    if (!ID.matcher(given.text()).matches()) {
      return wrong(
          table, "id", "a name of at most 64 letters, digits, dots, dashes and underscores");
    }
    if (!ids.add(given.text())) {
      findings.conflict(
          given.origin(),
          "There are two caps \"" + given.text() + "\".",
          "Give each [[cap]] an id of its own.");
      return Optional.empty();
    }
    return Optional.of(given.text());
  }

  private Optional<Measure> measure(Section table) {
    List<Measure> given =
        Arrays.stream(Measure.values())
            .filter(measure -> table.values().containsKey(word(measure)))
            .toList();
    if (given.size() == 1) {
      return Optional.of(given.getFirst());
    }
    findings.conflict(
        table.origin(),
        given.isEmpty() ? "A cap limits nothing." : "A cap limits several things at once.",
        "Give each [[cap]] one of usd, tokens, calls and concurrent.");
    return Optional.empty();
  }

  private static String word(Measure measure) {
    return measure.name().toLowerCase(Locale.ROOT);
  }

  /** Money never passes through binary floating point: cents stand in quotes. */
  private Optional<Long> most(Section table, Measure measure) {
    Given given = given(table, word(measure));
    boolean money = measure == Measure.USD;
    boolean fits =
        given.form() != Given.Form.DECIMAL
            && (money ? USD : WHOLE).matcher(given.text()).matches()
            && new BigDecimal(given.text()).signum() > 0;
    if (!fits) {
      return wrong(
          table,
          word(measure),
          money
              ? "more than no dollars and less than 1000000000, in quotes where there are cents,"
                  + " such as \"2.50\""
              : "a whole number above 0 of at most 18 digits");
    }
    BigDecimal amount = new BigDecimal(given.text());
    return Optional.of((money ? amount.movePointRight(9) : amount).longValueExact());
  }

  private Optional<String> per(Section table, Optional<Measure> measure) {
    boolean atOnce = measure.filter(known -> known == Measure.CONCURRENT).isPresent();
    if (!table.values().containsKey("per") && (atOnce || measure.isEmpty())) {
      return Optional.of("");
    }
    String per = given(table, "per").text();
    return !atOnce && PER.matcher(per).matches()
        ? Optional.of(per)
        : wrong(
            table,
            "per",
            atOnce
                ? "nothing: calls at once have no window"
                : "minute, hour, day, week, month, session, agent, lifetime, or a time such as 5h");
  }

  private Optional<List<String>> by(Section table) {
    String given = given(table, "by").text();
    List<String> by =
        given.isEmpty()
            ? List.of()
            : Arrays.stream(given.split(",", -1)).map(String::strip).toList();
    return by.stream().allMatch(axis -> AXES.contains(axis) || TAG.matcher(axis).matches())
        ? Optional.of(by)
        : wrong(
            table, "by", "some of tool, instance, session, agent, key, provider, model, tag:NAME");
  }

  private Optional<Map<String, String>> where(Section table) {
    Section where = table.sections().getOrDefault(WHERE, Section.empty(table.origin()));
    var wanted = new TreeMap<String, String>();
    boolean whole = where.sections().isEmpty() && where.lists().isEmpty();
    for (Map.Entry<String, Given> one : where.values().entrySet()) {
      Given given = one.getValue();
      boolean known = KNOWN_AT_ONCE.contains(one.getKey()) || TAG.matcher(one.getKey()).matches();
      boolean fits = !given.isList() && !given.text().isEmpty() && given.text().length() <= 128;
      if (!known || !fits) {
        findings.badValue(
            path(WHERE) + "." + one.getKey(),
            given,
            "a text for one of tool, instance, key, provider, model, tag:NAME",
            "every call");
        whole = false;
      }
      wanted.put(one.getKey(), given.text());
    }
    return whole ? Optional.of(wanted) : Optional.empty();
  }

  private Optional<Boolean> strict(Section table) {
    Optional<Boolean> strict =
        table.values().containsKey("strict")
            ? new YesNoKind().parse(given(table, "strict").text())
            : Optional.of(false);
    return strict.isPresent() ? strict : wrong(table, "strict", "true or false");
  }

  private <T> Optional<T> wrong(Section table, String name, String expected) {
    String standard =
        KEYS.stream()
            .filter(key -> key.name().equals(name))
            .map(TableKey::standard)
            .findFirst()
            .orElse("");
    findings.badValue(
        path(name), given(table, name), expected, standard.isEmpty() ? "none" : standard);
    return Optional.empty();
  }

  private static String words(Section table, CapEntry cap) {
    var words = new StringBuilder();
    words.append(given(table, word(cap.measure())).text());
    words.append(cap.measure() == Measure.CONCURRENT ? " at once" : " " + word(cap.measure()));
    words.append(cap.per().isEmpty() ? "" : " per " + cap.per());
    words.append(cap.by().isEmpty() ? "" : " by " + String.join(", ", cap.by()));
    new TreeMap<>(cap.where())
        .forEach((axis, value) -> words.append(", ").append(axis).append(" = ").append(value));
    return words.append(cap.strict() ? ", strict" : "").toString();
  }
}
