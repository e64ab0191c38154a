package tollgate.runtime.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where a running gateway can be asked, in a file beside its database. Whoever finds the database
 * locked reads there whom to ask. Only the holder of that lock writes or removes the file, and it
 * removes an old one first: the administrator's token must not be sent to an address that another
 * program has taken over.
 */
final class GatewayAddress implements AutoCloseable {

  private final Path file;

  private GatewayAddress(Path file) {
    this.file = file;
  }

  /** The address of the gateway that runs on that database. */
  static GatewayAddress beside(Path database) {
    return new GatewayAddress(database.resolveSibling(database.getFileName() + ".address"));
  }

  /** Tells where the gateway is, from now on until this is closed. */
  GatewayAddress announce(URI address) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, address + System.lineSeparator());
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return this;
  }

  /** The address; empty where nobody tells one. */
  Optional<URI> find() {
    try {
      String text = Files.exists(file) ? Files.readString(file).strip() : "";
      return text.startsWith("http://") ? Optional.of(URI.create(text)) : Optional.empty();
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Removes what an earlier gateway left. */
  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }

  @Override
  public void close() {
    forget();
  }
}
