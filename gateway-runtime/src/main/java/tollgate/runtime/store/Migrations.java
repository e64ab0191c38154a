package tollgate.runtime.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings the schema up to date. The scripts are listed here and read through this module: Flyway's
 * own search would need the folder opened to it and costs a good part of the start.
 */
final class Migrations {
  private static final List<String> SCRIPTS = List.of("V1__ledger.sql", "V2__keys.sql");

  /** The schema this version of the gateway works on. */
  static final int NEWEST = SCRIPTS.size();

  private static final String HISTORY = "schema_history";

  private Migrations() {}

  /** The version of the schema in a database, 0 for an empty one. */
  static int versionOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String known = "SELECT 1 FROM sqlite_master WHERE name = '" + HISTORY + "'";
      try (ResultSet row = statement.executeQuery(known)) {
        if (!row.next()) {
          return 0;
        }
      }
      String last = "SELECT max(CAST(version AS INTEGER)) FROM " + HISTORY + " WHERE success = 1";
      try (ResultSet row = statement.executeQuery(last)) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  /** The script that a database has seen in other words than ours; empty where there is none. */
  static Optional<String> otherThanOurs(Connection connection) throws SQLException {
    String seen =
        "SELECT CAST(version AS INTEGER), checksum FROM "
            + HISTORY
            + " WHERE success = 1 AND version IS NOT NULL ORDER BY 1";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(seen)) {
      while (row.next()) {
        String script = SCRIPTS.get(row.getInt(1) - 1);
        if (row.getInt(2) != new Script(script).checksum()) {
          return Optional.of(script);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * Runs the scripts up to a version that the database has not seen, each in a transaction of its
   * own: one that is interrupted was never begun.
   *
   * @throws FlywayException when a script cannot be run; those before it stay
   */
  static void run(DataSource source, int version) {
    flyway(source, MigrationVersion.fromVersion(Integer.toString(version))).migrate();
  }

  /** Refuses a database whose scripts were not word for word these. */
  static void validate(DataSource source) {
    flyway(source, MigrationVersion.LATEST).validate();
  }

  private static Flyway flyway(DataSource source, MigrationVersion target) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source)
        .target(target)
        .table(HISTORY)
        .loggers("slf4j")
        .resourceProvider(new Listed())
        .javaMigrationClassProvider(List::of)
        .load();
  }

  /** The scripts as Flyway asks for them. */
  private static final class Listed implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
      return SCRIPTS.contains(name) ? new Script(name) : null; // it also looks for settings
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return SCRIPTS.stream()
          .filter(name -> name.startsWith(prefix))
          .<LoadableResource>map(Script::new)
          .toList();
    }
  }
}
