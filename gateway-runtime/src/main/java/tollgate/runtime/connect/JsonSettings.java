package tollgate.runtime.connect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.JsonPieces;
import tollgate.runtime.json.JsonSplicer;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;

/** A JSON object; an entry is an RFC 6901 pointer to a member, a value is JSON. */
record JsonSettings() implements SettingsText {

  @Override
  public String blank() {
    return "{}\n";
  }

  @Override
  public Optional<String> read(String text, String entry) throws UnreadableText {
    JsonView found = document(text).root().at(entry);
    return found.exists()
        ? Optional.of(new String(JsonPieces.bytesOf(found), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  @Override
  public String put(String text, String entry, String value) throws UnreadableText {
    JsonDocument document = document(text);
    var edits = new ArrayList<JsonEdit>();
    for (int slash = entry.indexOf('/', 1); slash > 0; slash = entry.indexOf('/', slash + 1)) {
      String parent = entry.substring(0, slash);
      JsonView there = document.root().at(parent);
      if (!there.exists()) {
        edits.add(new JsonEdit.Put(parent, Json.object()));
      } else if (there.kind() != JsonView.Kind.OBJECT) {
        throw new UnreadableText(parent + " is not an object");
      }
    }
    edits.add(new JsonEdit.Put(entry, parse(value)));
    return spliced(document, edits);
  }

  @Override
  public String remove(String text, String entry) throws UnreadableText {
    JsonDocument document = document(text);
    if (!document.root().at(entry).exists()) {
      return text;
    }
    String without = spliced(document, List.of(new JsonEdit.Remove(entry)));
    String parent = entry.substring(0, entry.lastIndexOf('/'));
    return !parent.isEmpty() && isEmpty(without, parent) ? remove(without, parent) : without;
  }

  @Override
  public String tidy(String text) {
    try {
      var indented = new StringBuilder();
      indent(JsonText.parse(text), "\n", indented);
      return indented.append('\n').toString();
    } catch (MalformedJson nothingToTidy) {
      return text;
    }
  }

  private static void indent(Json value, String line, StringBuilder to) {
    if (!(value instanceof Json.Obj(var members)) || members.isEmpty()) {
      to.append(JsonText.write(value));
      return;
    }
    String between = "{";
    for (var member : members.entrySet()) {
      to.append(between).append(line).append("  ");
      to.append(JsonText.write(Json.text(member.getKey()))).append(": ");
      indent(member.getValue(), line + "  ", to);
      between = ",";
    }
    to.append(line).append('}');
  }

  private static boolean isEmpty(String text, String entry) throws UnreadableText {
    JsonView view = document(text).root().at(entry);
    return view.exists()
        && new String(JsonPieces.bytesOf(view), StandardCharsets.UTF_8).strip().matches("\\{\\s*}");
  }

  private static String spliced(JsonDocument document, List<JsonEdit> edits) {
    var text = new StringBuilder();
    for (ByteBuffer piece : JsonSplicer.apply(document, edits)) {
      text.append(StandardCharsets.UTF_8.decode(piece));
    }
    return text.toString();
  }

  private static JsonDocument document(String text) throws UnreadableText {
    try {
      parse(text); // the scanner would take much that this file's own reader does not
      JsonDocument document = JsonDocument.scan(text.getBytes(StandardCharsets.UTF_8));
      if (document.root().kind() != JsonView.Kind.OBJECT) {
        throw new UnreadableText("it is not an object");
      }
      return document;
    } catch (MalformedJson malformed) {
      throw new UnreadableText(
          malformed.reason() + "; a file with comments has to be changed by hand");
    }
  }

  private static Json parse(String value) throws UnreadableText {
    try {
      return JsonText.parse(value);
    } catch (MalformedJson malformed) {
      throw new UnreadableText(malformed.reason());
    }
  }
}
