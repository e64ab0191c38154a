package tollgate.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tollgate.runtime.problem.SettingProblem;

/**
 * The {@code .env} of another program, and what of it this one takes over into its own. The names
 * stay: this program knows them. Values are never told.
 */
public final class ForeignVariables {

  /** Where another program keeps its data is no place for this one's. */
  private static final Set<String> NOT_OURS = Set.of("store.path", "data-dir");

  private final Map<String, String> taken = new LinkedHashMap<>();
  private final List<Line> lines = new ArrayList<>();
  private final Path settings;
  private final Path into;

  /**
   * What becomes of a variable.
   *
   * @param name the variable's
   * @param taken whether it is taken over
   * @param word the setting it stands for, or why it is not taken over
   */
  public record Line(String name, boolean taken, String word) {}

  /**
   * Looks at one.
   *
   * @param from the other program's
   * @param settings this program's settings file, beside which its own lies
   * @throws tollgate.runtime.problem.ProblemException where one of the two cannot be read
   */
  public ForeignVariables(Path from, Path settings) {
    this.settings = settings;
    into = Origin.folderOf(settings).resolve(".env");
    Map<String, Given> own = Files.exists(into) ? read(into) : Map.of();
    var aliases = new HashMap<String, SettingAlias>();
    SettingAliases.all().forEach(alias -> aliases.put(alias.variable(), alias));
    read(from)
        .forEach(
            (name, given) -> look(name, given.text(), Optional.ofNullable(aliases.get(name)), own));
  }

  private static Map<String, Given> read(Path file) {
    var findings = new Findings();
    Map<String, Given> variables = EnvFile.read(file, findings);
    findings.demandNone();
    return variables;
  }

  private void look(
      String name, String value, Optional<SettingAlias> alias, Map<String, Given> own) {
    Given there = own.get(name);
    if (there != null) {
      boolean same = there.text().equals(value);
      lines.add(new Line(name, false, same ? "is there already" : "has another value there"));
    } else if (alias.isEmpty()) {
      lines.add(new Line(name, false, "is no setting of this gateway"));
    } else if (alias.get().isIgnored()) {
      lines.add(new Line(name, false, alias.get().remark()));
    } else if (NOT_OURS.contains(alias.get().path())) {
      lines.add(new Line(name, false, "this gateway keeps its data in a place of its own"));
    } else if (value.isEmpty()) {
      lines.add(new Line(name, false, "has no value"));
    } else {
      taken.put(name, value);
      lines.add(new Line(name, true, alias.get().path()));
    }
  }

  /** What becomes of each, in the order of the file. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** The file that {@link #write} adds to. */
  public Path into() {
    return into;
  }

  /** Adds what is taken over; the file can be read by its owner only from then on. */
  public void write() {
    try {
      var text = new StringBuilder(Files.exists(into) ? Files.readString(into) : "");
      if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
        text.append('\n');
      }
      taken.forEach(
          (name, value) -> text.append(name).append('=').append(quoted(value)).append('\n'));
      OwnersFile.write(into, text.toString());
      if (!Files.exists(settings)) { // without it the variables beside it would not be read
        OwnersFile.write(settings, "# Settings: docs/reference/settings.md\n");
      }
    } catch (IOException unwritable) {
      throw SettingProblem.CONFIG_UNREADABLE.exception(into, unwritable + ".");
    }
  }

  private static String quoted(String value) {
    return value.matches("[\\w./:@%+,=-]*")
        ? value
        : value.contains("'") ? '"' + value + '"' : "'" + value + "'";
  }

  /** Shows no value. */
  @Override
  public String toString() {
    return "ForeignVariables" + taken.keySet();
  }
}
