package tollgate.runtime.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.CRC32;
import org.flywaydb.core.api.resource.LoadableResource;

/** One migration script, read from this module. */
final class Script extends LoadableResource {
  private static final String FOLDER = "/db/migration/";

  private final String name;

  Script(String name) {
    this.name = name;
  }

  @Override
  public Reader read() {
    InputStream in = Script.class.getResourceAsStream(FOLDER + name);
    return new InputStreamReader(
        Objects.requireNonNull(in, () -> "the module lacks " + FOLDER + name),
        StandardCharsets.UTF_8);
  }

  /** What Flyway notes of a script that it ran: the CRC-32 of its lines without their ends. */
  int checksum() {
    var sum = new CRC32();
    try (var lines = new BufferedReader(read())) {
      lines.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return (int) sum.getValue();
  }

  @Override
  public String getAbsolutePath() {
    return FOLDER + name;
  }

  @Override
  public String getAbsolutePathOnDisk() {
    return FOLDER + name;
  }

  @Override
  public String getFilename() {
    return name;
  }

  @Override
  public String getRelativePath() {
    return name;
  }
}
