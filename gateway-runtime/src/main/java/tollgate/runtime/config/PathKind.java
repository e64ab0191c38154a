package tollgate.runtime.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** A file or folder; where it is relative, the loader knows to what. */
final class PathKind implements ValueKind<Path> {

  @Override
  public Optional<Path> parse(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException notAPath) { // that is the answer asked for
      return Optional.empty();
    }
  }

  @Override
  public String text(Path value) {
    return value.toString();
  }

  @Override
  public String word() {
    return "path";
  }

  @Override
  public String expected() {
    return "the path of a file or folder";
  }
}
