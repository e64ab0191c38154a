package tollgate.runtime.migrate;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.ledger.CallField;
import tollgate.runtime.problem.SettingProblem;

/** An export of a ledger like this one: an object on each line, or comma-separated values. */
public final class ExportFile implements CallSource {

  /** Of one record, in characters: a hundred times what a call needs. */
  private static final int LONGEST = 1_000_000;

  private static final String ID = "call_id";
  private static final Map<String, CallField> FIELDS =
      CallField.ALL.stream().collect(Collectors.toMap(CallField::name, field -> field));

  private final BufferedReader reader;
  private final long all;
  private final Skips skips = new Skips();
  private final List<String> columns;
  private long line;
  private long begun;
  private long done;

  /**
   * Opens one; which of the two it is is seen by its first line.
   *
   * @throws tollgate.runtime.problem.ProblemException with CLI_USAGE where it is neither
   */
  public ExportFile(Path file) throws IOException {
    reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    all = Files.size(file);
    reader.mark(1);
    boolean objects = reader.read() == '{';
    reader.reset();
    columns = objects ? List.of() : columns(line().orElse(""));
    if (!objects && !columns.contains(ID)) {
      reader.close();
      throw SettingProblem.CLI_USAGE.exception(
          file + " is no export: its first line names no " + ID + ".",
          "Export calls with tollgate export and import what it wrote.");
    }
  }

  private static List<String> columns(String line) {
    try {
      return cells(line);
    } catch (IllegalArgumentException unreadable) { // then it names none
      return List.of();
    }
  }

  /** Whether a file begins like an export. */
  public static boolean isExport(String begin) {
    return begin.startsWith("{\"call_id\":") || begin.startsWith("call_id,");
  }

  @Override
  public List<Json.Obj> next(int most) throws IOException {
    var calls = new ArrayList<Json.Obj>();
    while (calls.size() < most) {
      Optional<String> record = record();
      if (record.isEmpty()) {
        return calls;
      }
      try {
        calls.add(call(record.get()));
      } catch (IllegalArgumentException unreadable) {
        skips.add("line " + begun, String.valueOf(unreadable.getMessage()));
      }
    }
    return calls;
  }

  /** The next record; empty at the end of the file. A quoted cell may go over several lines. */
  private Optional<String> record() throws IOException {
    Optional<String> next = line();
    while (next.isPresent() && next.get().isBlank()) {
      next = line();
    }
    begun = line;
    if (columns.isEmpty() || next.isEmpty()) {
      return next;
    }
    var record = new StringBuilder(next.get());
    boolean open = opens(next.get());
    while (open && record.length() <= LONGEST) {
      next = line();
      if (next.isEmpty()) {
        break;
      }
      record.append('\n').append(next.get());
      open ^= opens(next.get());
    }
    return Optional.of(record.toString());
  }

  /** Whether a line leaves a quote open that it begins, or ends one that was open before. */
  private static boolean opens(String line) {
    return line.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  /** The next line without its end, and without what is too much of it. */
  private Optional<String> line() throws IOException {
    int c = reader.read();
    if (c < 0) {
      return Optional.empty();
    }
    line++;
    var text = new StringBuilder();
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      done++;
      if (text.length() <= LONGEST) {
        text.append((char) c);
      }
    }
    done++;
    if (!text.isEmpty() && text.charAt(text.length() - 1) == '\r') {
      text.setLength(text.length() - 1);
    }
    return Optional.of(text.toString());
  }

  private Json.Obj call(String record) {
    if (record.length() > LONGEST) {
      throw new IllegalArgumentException("it is longer than " + LONGEST + " characters");
    }
    Json.Obj call = columns.isEmpty() ? object(record) : values(record);
    if (!call.members().containsKey(ID)) {
      throw new IllegalArgumentException("it has no " + ID);
    }
    return call;
  }

  private static Json.Obj object(String record) {
    try {
      if (JsonText.parse(record) instanceof Json.Obj call) {
        return call;
      }
    } catch (MalformedJson unreadable) {
      throw new IllegalArgumentException("it is no JSON", unreadable);
    }
    throw new IllegalArgumentException("it is no object");
  }

  private Json.Obj values(String record) {
    List<String> cells = cells(record);
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "it has %d values, not %d".formatted(cells.size(), columns.size()));
    }
    var call = new LinkedHashMap<String, Json>();
    try {
      for (int i = 0; i < cells.size(); i++) {
        CallField field = FIELDS.get(columns.get(i));
        if (field != null) {
          call.put(field.name(), value(field, cells.get(i)));
        }
      }
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException("a number cannot be read", noNumber);
    }
    return new Json.Obj(call);
  }

  private static Json value(CallField field, String cell) {
    return switch (field.kind()) {
      case TEXT, INSTANT ->
          cell.isEmpty() ? Json.NULL : Json.text(cell.startsWith("'") ? cell.substring(1) : cell);
      case FLAG -> Json.of(cell.equals("true"));
      case WHOLE, USD -> cell.isEmpty() ? Json.NULL : Json.of(new BigDecimal(cell));
    };
  }

  private static List<String> cells(String record) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < record.length(); i++) {
      char c = record.charAt(i);
      if (quoted && c == '"' && i + 1 < record.length() && record.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    cells.add(cell.toString());
    return cells;
  }

  @Override
  public List<String> skipped() {
    return skips.lines();
  }

  @Override
  public long unreadable() {
    return skips.count();
  }

  @Override
  public long all() {
    return all;
  }

  @Override
  public long done() {
    return done;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
