package tollgate.runtime.store;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
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
