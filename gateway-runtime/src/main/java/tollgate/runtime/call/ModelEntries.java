package tollgate.runtime.call;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tollgate.api.dialect.ModelList;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.JsonPieces;
import tollgate.runtime.json.JsonSplicer;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.upstream.OpenProvider;

/**
 * Collects the entries of several lists of models. Of a model that several providers list the first
 * one's entry stays; one that the caller may not use, or that its provider is not asked for, is
 * left out.
 */
final class ModelEntries {

  private final ModelList form;
  private final Set<String> allowed;
  private final List<byte[]> entries = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private boolean complete = true;

  /**
   * No entries yet.
   *
   * @param allowed the models the caller may use; empty allows all
   */
  ModelEntries(ModelList form, Set<String> allowed) {
    this.form = form;
    this.allowed = allowed;
  }

  /** Whether a document is a list in this form. */
  static boolean isList(ModelList form, JsonDocument document) {
    return document.root().at(form.entries()).kind() == JsonView.Kind.ARRAY;
  }

  void add(OpenProvider provider, JsonDocument list) {
    for (JsonView entry : list.root().at(form.entries()).items()) {
      String name = form.name(entry);
      boolean wanted = Permission.allowed(allowed, provider.nameOf(name)) && provider.serves(name);
      if (wanted && (name.isEmpty() || known.add(name))) {
        entries.add(JsonPieces.bytesOf(entry));
        names.add(name);
      } else {
        complete = false;
      }
    }
  }

  /** Whether every entry that was added is still there. */
  boolean isComplete() {
    return complete;
  }

  /** One list with all entries, in the place of those that a list had. */
  byte[] in(JsonDocument list) {
    byte[] filled = JsonPieces.withItems(list, form.entries(), entries).orElseThrow();
    List<JsonEdit> around = form.around(List.copyOf(names));
    try {
      var made = new ByteArrayOutputStream(filled.length + 64);
      for (ByteBuffer piece : JsonSplicer.apply(JsonDocument.scan(filled), around)) {
        made.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
      }
      return made.toByteArray();
    } catch (MalformedJson never) {
      throw new IllegalStateException("what was put together cannot be read", never);
    }
  }
}
