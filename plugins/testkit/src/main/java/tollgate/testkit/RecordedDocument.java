package tollgate.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tollgate.api.net.DocumentReader;

/**
 * A document that was recorded from the web, in a file: what a plugin reads from its own address in
 * a test. Its version is the file's name.
 */
public final class RecordedDocument implements DocumentReader {

  private final URI address;
  private final Path file;

  private RecordedDocument(URI address, Path file) {
    this.address = address;
    this.file = file;
  }

  /** The file's content at that address, and nothing anywhere else. */
  public static DocumentReader at(URI address, Path file) {
    return new RecordedDocument(address, file);
  }

  /** Nothing anywhere. */
  public static DocumentReader none() {
    return (address, lastVersion) -> {
      throw new IOException("a test has no web: " + address);
    };
  }

  @Override
  public Optional<Document> read(URI wanted, String lastVersion) throws IOException {
    if (!wanted.equals(address)) {
      throw new IOException("not recorded: " + wanted);
    }
    String version = file.getFileName().toString();
    return version.equals(lastVersion)
        ? Optional.empty()
        : Optional.of(
            new Document(
                version,
                TestContext.NOW,
                JsonTree.toJson(JsonTree.parse(Files.readAllBytes(file)))));
  }
}
