package tollgate.runtime.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import tollgate.runtime.problem.SettingProblem;

/** Reads a TOML file into sections that know their lines. */
final class TomlFile {

  private static final int LARGEST_FILE = 10_000_000;

  private final Path file;
  private final Findings findings;

  private TomlFile(Path file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /** The file's content; empty, with the problem noted, where it cannot be read. */
  static Section read(Path file, Findings findings) {
    return new TomlFile(file, findings).read();
  }

  private Section read() {
    Origin whole = new Origin(file.toString(), Origin.folderOf(file));
    try {
      if (Files.size(file) > LARGEST_FILE) {
        findings.problem(SettingProblem.CONFIG_UNREADABLE, whole, "it is far too large.");
        return Section.empty(whole);
      }
      TomlParseResult result = Toml.parse(Files.readString(file));
      for (var error : result.errors()) {
        findings.problem(
            SettingProblem.CONFIG_SYNTAX, at(error.position()), String.valueOf(error.getMessage()));
      }
      return section(result, whole);
    } catch (IOException e) {
      findings.problem(SettingProblem.CONFIG_UNREADABLE, whole, why(e));
      return Section.empty(whole);
    }
  }

  private static String why(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "there is no such file.";
      case CharacterCodingException notText -> "it is not text in UTF-8.";
      default -> failure + ".";
    };
  }

  private Section section(TomlTable table, Origin origin) {
    Map<String, Given> values = new LinkedHashMap<>();
    Map<String, Section> sections = new LinkedHashMap<>();
    Map<String, List<Section>> lists = new LinkedHashMap<>();
    for (String name : table.keySet()) {
      List<String> key = List.of(name);
      Origin place = at(table.inputPositionOf(key));
      switch (table.get(key)) {
        case TomlTable below -> sections.put(name, section(below, place));
        case TomlArray array when isListOfTables(array) -> lists.put(name, tables(array));
        case TomlArray array -> values.put(name, new Given(items(array), Given.Form.LIST, place));
        case null -> {
          // A name without a value is not TOML; the parser has already said so.
        }
        case Object value -> values.put(name, new Given(value.toString(), form(value), place));
      }
    }
    return new Section(origin, values, sections, lists);
  }

  private List<Section> tables(TomlArray array) {
    var tables = new ArrayList<Section>();
    for (int i = 0; i < array.size(); i++) {
      tables.add(section(array.getTable(i), at(array.inputPositionOf(i))));
    }
    return List.copyOf(tables);
  }

  private static boolean isListOfTables(TomlArray array) {
    for (int i = 0; i < array.size(); i++) {
      if (!array.isTable(i)) {
        return false;
      }
    }
    return !array.isEmpty();
  }

  private static String items(TomlArray array) {
    return String.join(",", array.toList().stream().map(String::valueOf).toList());
  }

  private static Given.Form form(Object value) {
    return switch (value) {
      case String text -> Given.Form.TEXT;
      case Double number -> Given.Form.DECIMAL;
      default -> Given.Form.BARE;
    };
  }

  private Origin at(@Nullable TomlPosition position) {
    return Origin.line(file, position == null ? 1 : position.line());
  }
}
