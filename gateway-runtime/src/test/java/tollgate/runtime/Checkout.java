package tollgate.runtime;

import java.nio.file.Path;

/** Where the sources and classes under test lie. */
final class Checkout {
  private Checkout() {}

  /** The folder {@code gateway-runtime}. */
  static Path module() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }

  /** The top folder. */
  static Path top() {
    return module().getParent();
  }
}
