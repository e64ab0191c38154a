package tollgate.runtime.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;

/** The modes that an operator chose, in a file: they win over what the policies' files say. */
final class ChosenModes {

  private final Path file;
  private final Map<String, Mode> modes;

  ChosenModes(Path file) {
    this.file = file;
    this.modes = new TreeMap<>(read(file));
  }

  private static Map<String, Mode> read(Path file) {
    try {
      var modes = new TreeMap<String, Mode>();
      if (Files.exists(file)
          && JsonText.parse(Files.readString(file)) instanceof Json.Obj(var members)) {
        members.forEach((policy, mode) -> {
          if (mode instanceof Json.Text(var text)) {
            Mode.of(text).ifPresent(known -> modes.put(policy, known));
          }
        });
      }
      return modes;
    } catch (IOException | MalformedJson unreadable) {
      throw new IllegalStateException("the file " + file + " cannot be read", unreadable);
    }
  }

  synchronized Optional<Mode> of(String policy) {
    return Optional.ofNullable(modes.get(policy));
  }

  /** Reads the file again, which the command line writes as well; gives what it says. */
  synchronized String reread() {
    Map<String, Mode> now = read(file);
    modes.clear();
    modes.putAll(now);
    return modes.toString();
  }

  /** Chooses a mode, durably. */
  synchronized void choose(String policy, Mode mode) {
    modes.put(policy, mode);
    write();
  }

  /** Takes a choice back, durably. */
  synchronized void forget(String policy) {
    if (modes.remove(policy) != null) {
      write();
    }
  }

  private void write() {
    var members = new LinkedHashMap<String, Json>();
    modes.forEach((policy, mode) -> members.put(policy, Json.text(mode.text())));
    try {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, Json.encode(new Json.Obj(members)) + "\n");
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
