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
import java.util.stream.Collectors;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.ledger.CallField;

/** An export of a ledger like this one: an object on each line, or comma-separated values. */
public final class ExportFile implements CallSource {
  private static final int MOST_LINES = 20;
  private static final Map<String, CallField> FIELDS =
      CallField.ALL.stream().collect(Collectors.toMap(CallField::name, field -> field));

  private final BufferedReader reader;
  private final long all;
  private final List<String> skipped = new ArrayList<>();
  private final List<String> columns = new ArrayList<>();
  private long line;
  private long done;

  /** Opens one; which of the two it is is seen by its first line. */
  public ExportFile(Path file) throws IOException {
    reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    all = Files.size(file);
    reader.mark(1);
    boolean values = reader.read() != '{';
    reader.reset();
    if (values) {
      columns.addAll(cells());
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
      Json.Obj call = columns.isEmpty() ? object() : values();
      if (call.members().isEmpty()) {
        return calls;
      }
      if (call.members().containsKey("call_id")) {
        calls.add(call);
      }
    }
    return calls;
  }

  /** The object on the next line; an empty one at the end, one without an id where it is none. */
  private Json.Obj object() throws IOException {
    String text = line();
    while (text.isBlank() && !text.isEmpty()) {
      text = line();
    }
    if (text.isEmpty()) {
      return Json.object();
    }
    try {
      if (JsonText.parse(text) instanceof Json.Obj call) {
        return call;
      }
    } catch (MalformedJson unreadable) {
      return skip("it is no JSON");
    }
    return skip("it is no object");
  }

  private Json.Obj values() throws IOException {
    List<String> cells = cells();
    if (cells.isEmpty()) {
      return Json.object();
    }
    if (cells.size() != columns.size()) {
      return skip("it has %d values, not %d".formatted(cells.size(), columns.size()));
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
      return skip("a number cannot be read");
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

  private Json.Obj skip(String why) {
    if (skipped.size() < MOST_LINES) {
      skipped.add("line " + line + ": " + why);
    }
    return Json.object("skipped", true);
  }

  /** The next line with its end; empty at the end of the file. */
  private String line() throws IOException {
    String text = reader.readLine();
    if (text == null) {
      return "";
    }
    line++;
    done += text.length() + 1L;
    return text + "\n";
  }

  /** The cells of the next record, which a quoted cell may carry over several lines. */
  private List<String> cells() throws IOException {
    var cells = new ArrayList<String>();
    String text = line();
    if (text.isEmpty()) {
      return cells;
    }
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
      if (quoted && i == text.length() - 1) {
        String more = line();
        text += more;
        quoted = !more.isEmpty();
      }
    }
    return cells;
  }

  @Override
  public List<String> skipped() {
    return List.copyOf(skipped);
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
