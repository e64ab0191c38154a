package tollgate.runtime.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of {@link SettingTable} with their values. */
final class ResolvedSettings {

  private record Resolved<T>(Setting<T> setting, T value, Origin origin) {
    EffectiveSetting effective() {
      return new EffectiveSetting(setting.path(), setting.kind().text(value), origin.where());
    }
  }

  private final Map<Setting<?>, Resolved<?>> values = new LinkedHashMap<>();
  private final Map<String, Given> given;
  private final Findings findings;
  private Places places;

  private ResolvedSettings(Map<String, Given> given, Places places, Findings findings) {
    this.given = given;
    this.places = places;
    this.findings = findings;
  }

  /**
   * Understands what is given; a value that cannot be understood is noted and the default stands
   * in.
   */
  static ResolvedSettings of(Map<String, Given> given, Places places, Findings findings) {
    var resolved = new ResolvedSettings(given, places, findings);
    resolved.resolve(SettingTable.DATA_DIR);
    resolved.places = places.withData(resolved.of(SettingTable.DATA_DIR));
    SettingTable.all().forEach(resolved::resolve);
    return resolved;
  }

  /** The value of a setting. */
  @SuppressWarnings("unchecked") // put in by resolve, which keeps setting and value of one type
  <T> T of(Setting<T> setting) {
    return (T) entry(setting).value();
  }

  /** Where its value comes from. */
  Origin originOf(Setting<?> setting) {
    return entry(setting).origin();
  }

  /** Where a file of that name lies, given there. */
  Path place(String name, Origin origin) {
    return places.resolve(Path.of(name), origin);
  }

  /** Every setting as it may be shown, in the order of the table. */
  List<EffectiveSetting> effective() {
    var shown = new ArrayList<EffectiveSetting>();
    SettingTable.all().forEach(setting -> shown.add(entry(setting).effective()));
    return shown;
  }

  private Resolved<?> entry(Setting<?> setting) {
    Resolved<?> resolved = values.get(setting);
    if (resolved == null) {
      throw new IllegalStateException(setting.path() + " is not in the table");
    }
    return resolved;
  }

  private <T> void resolve(Setting<T> setting) {
    Given text = given.get(setting.path());
    Optional<Resolved<T>> set = text == null ? Optional.empty() : understand(setting, text);
    values.put(
        setting,
        set.orElseGet(() ->
            new Resolved<>(
                setting,
                setting.standard().value().apply(places),
                Origin.standard(places.working()))));
  }

  private <T> Optional<Resolved<T>> understand(Setting<T> setting, Given text) {
    Optional<T> value =
        text.isList() && !setting.kind().many()
            ? Optional.empty()
            : setting.kind().parse(text.text());
    if (value.isEmpty() && !alreadyTold(setting)) {
      Given shown = setting.kind().secret() ? masked(text) : text;
      findings.badValue(
          setting.path(), shown, setting.kind().expected(), setting.standard().words());
    }
    return value.map(
        some -> new Resolved<>(setting, absolute(setting, some, text.origin()), text.origin()));
  }

  /** The data folder is resolved twice, because others lie in it. */
  private boolean alreadyTold(Setting<?> setting) {
    return values.containsKey(setting);
  }

  private static Given masked(Given text) {
    return new Given(Secret.MASK, text.form(), text.origin());
  }

  @SuppressWarnings("unchecked") // a path stays a path
  private <T> T absolute(Setting<T> setting, T value, Origin origin) {
    return setting.kind() instanceof PathKind && value instanceof Path path
        ? (T) places.resolve(path, origin)
        : value;
  }
}
