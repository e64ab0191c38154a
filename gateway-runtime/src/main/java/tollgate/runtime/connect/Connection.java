package tollgate.runtime.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.runtime.connect.SettingsText.UnreadableText;
import tollgate.runtime.problem.ConnectProblem;
import tollgate.runtime.problem.ProblemException;

/**
 * A tool's settings and the gateway: shows what would be set, sets it, and takes it back. What an
 * entry was before is remembered in a file of its own, so that taking it back touches nothing that
 * was changed meanwhile. Not safe for several at once.
 */
public final class Connection {

  /** Behind the name of a settings file: the file as it was before it was first changed. */
  public static final String COPY = ".before-tollgate";

  private final Recipe recipe;
  private final Places places;
  private final Memory memory;

  /**
   * The connection of one tool.
   *
   * @param folder where it is remembered what was set; made when it is needed
   */
  public Connection(Recipe recipe, Places places, Path folder) {
    this.recipe = recipe;
    this.places = places;
    this.memory = new Memory(folder.resolve(recipe.name() + ".json"));
  }

  /**
   * A file as it is and as it is to be.
   *
   * @param before empty where there is no file
   * @param after empty where there is to be none
   */
  public record Change(Path file, Optional<String> before, Optional<String> after) {

    /** Whether there is nothing to do. */
    public boolean isNone() {
      return before.equals(after);
    }
  }

  /** Whether something is set that can be taken back. */
  public boolean stands() {
    return !memory.read().isEmpty();
  }

  /** What stands in each file for it, as the file itself writes it. */
  public Map<Path, String> snippets() {
    var snippets = new LinkedHashMap<Path, String>();
    for (Recipe.Target target : recipe.files()) {
      var kind = SettingsText.of(target.kind());
      snippets.put(places.of(target.path()), kind.tidy(put(target, kind.blank())));
    }
    return snippets;
  }

  /** Sets it; each file changes whole or not at all, and its first state stays beside it. */
  public List<Change> set() {
    List<Change> changes = recipe.files().stream().map(this::changed).toList();
    var known = memory.read().keySet();
    memory.write(remembered());
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      if (!known.contains(recipe.files().get(i).path())) {
        change.before().ifPresent(text -> keepCopy(change.file(), text));
      }
      write(change);
    }
    return changes;
  }

  /** Takes back what was set: an entry is what it was before, and gone where it was not. */
  public List<Change> takeBack() {
    Map<String, Map<String, Optional<String>>> before = memory.read();
    if (before.isEmpty()) {
      throw ConnectProblem.CONNECT_NOT_SET.exception(recipe.title());
    }
    List<Change> changes =
        recipe.files().stream()
            .map(target -> restored(target, before.getOrDefault(target.path(), Map.of())))
            .toList();
    changes.forEach(Connection::write);
    changes.forEach(change -> delete(copy(change.file())));
    memory.forget();
    return changes;
  }

  private Change changed(Recipe.Target target) {
    Path file = places.of(target.path());
    var kind = SettingsText.of(target.kind());
    Optional<String> before = text(file);
    String after =
        before.map(text -> put(target, text)).orElseGet(() -> kind.tidy(put(target, kind.blank())));
    return new Change(file, before, Optional.of(after));
  }

  private String put(Recipe.Target target, String text) {
    var kind = SettingsText.of(target.kind());
    String all = text;
    try {
      for (var entry : target.entries().entrySet()) {
        all = kind.put(all, entry.getKey(), entry.getValue());
      }
      return all;
    } catch (UnreadableText unreadable) {
      throw unreadable(target, unreadable);
    }
  }

  private Change restored(Recipe.Target target, Map<String, Optional<String>> entries) {
    Path file = places.of(target.path());
    var kind = SettingsText.of(target.kind());
    Optional<String> before = text(file);
    if (before.isEmpty()) {
      return new Change(file, before, before);
    }
    String all = before.get();
    try {
      for (var entry : entries.entrySet()) {
        all =
            entry.getValue().isPresent()
                ? kind.put(all, entry.getKey(), entry.getValue().get())
                : kind.remove(all, entry.getKey());
      }
    } catch (UnreadableText unreadable) {
      throw unreadable(target, unreadable);
    }
    boolean ours = !Files.exists(copy(file));
    boolean empty = kind.tidy(all).strip().equals(kind.blank().strip());
    return new Change(file, before, ours && empty ? Optional.empty() : Optional.of(all));
  }

  private ProblemException unreadable(Recipe.Target target, UnreadableText why) {
    return ConnectProblem.CONNECT_UNREADABLE.exception(places.of(target.path()), why.reason());
  }

  /** What each entry was before the first time, as far as that is not remembered yet. */
  private Map<String, Map<String, Optional<String>>> remembered() {
    var all = new LinkedHashMap<>(memory.read());
    for (Recipe.Target target : recipe.files()) {
      var entries = new LinkedHashMap<>(all.getOrDefault(target.path(), Map.of()));
      var kind = SettingsText.of(target.kind());
      Path file = places.of(target.path());
      String text = text(file).orElseGet(kind::blank);
      for (String entry : target.entries().keySet()) {
        try {
          Optional<String> value = kind.read(text, entry);
          entries.putIfAbsent(entry, value);
        } catch (UnreadableText unreadable) {
          throw unreadable(target, unreadable);
        }
      }
      all.put(target.path(), entries);
    }
    return all;
  }

  private static Path copy(Path file) {
    return file.resolveSibling(file.getFileName() + COPY);
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException unreadable) {
      throw ConnectProblem.CONNECT_UNREADABLE.exception(file, unreadable);
    }
  }

  private static void keepCopy(Path file, String text) {
    OwnFile.write(copy(file), text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Change change) {
    if (change.isNone()) {
      return;
    }
    if (change.after().isPresent()) {
      OwnFile.write(change.file(), change.after().get().getBytes(StandardCharsets.UTF_8));
    } else {
      delete(change.file());
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException refused) {
      throw ConnectProblem.CONNECT_UNWRITABLE.exception(file, refused);
    }
  }
}
