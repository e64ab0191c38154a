package tollgate.runtime.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
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

  /**
   * Tells where the gateway is, from now on until this is closed.
   *
   * @param certificate the SHA-256 of its certificate, where it speaks TLS
   */
  GatewayAddress announce(URI address, Optional<String> certificate) {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(
          fresh,
          address + System.lineSeparator() + certificate.map(hash -> hash + "\n").orElse(""));
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return this;
  }

  /**
   * Where a gateway is.
   *
   * @param certificate the SHA-256 of its certificate; empty in clear text
   */
  record Told(URI address, String certificate) {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Asks this gateway and no other that has taken over its address. */
    HttpClient client() {
      var client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(CONNECT)
              .proxy(HttpClient.Builder.NO_PROXY); // the token goes to this machine only
      if (!certificate.isEmpty()) {
        client.sslContext(PinnedGateway.context(certificate));
      }
      return client.build();
    }
  }

  /** Where the gateway is; empty where nobody tells. */
  Optional<Told> find() {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      boolean known = !lines.isEmpty() && lines.getFirst().matches("https?://.*");
      return known
          ? Optional.of(
              new Told(
                  URI.create(lines.getFirst().strip()),
                  lines.size() > 1 ? lines.get(1).strip() : ""))
          : Optional.empty();
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
