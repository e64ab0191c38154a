package tollgate.runtime.store;

import java.nio.file.Path;

/**
 * Where the database lies and how it is used.
 *
 * @param file the database file; its folder is made if need be
 * @param durability what a committed row survives
 * @param readers how many questions may be answered at once, at least 1
 */
public record StoreSettings(Path file, Durability durability, int readers) {

  /** Refuses a database nobody can read. */
  public StoreSettings {
    if (readers < 1) {
      throw new IllegalArgumentException("readers must be at least 1: " + readers);
    }
  }

  /** A fully durable database with two readers. */
  public static StoreSettings of(Path file) {
    return new StoreSettings(file, Durability.POWER_LOSS, 2);
  }
}
