package tollgate.runtime.checkup;

import java.nio.file.Path;
import java.util.List;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.Database;

/** Whether the database can be opened, and whether its tables are those of this version. */
public record DatabaseCheck(Path file) implements Check {

  @Override
  public String name() {
    return "database";
  }

  @Override
  public List<Finding> run() {
    try {
      return List.of(told(Database.look(file)));
    } catch (ProblemException refused) {
      return refused.reports().stream().map(Finding::of).toList();
    }
  }

  private Finding told(Database.Look look) {
    if (!look.begun()) {
      return Finding.pass("It is begun at the first start: " + file + ".");
    }
    String schema = "schema %d of %d".formatted(look.schema(), Database.newestSchema());
    return Finding.pass(
        look.schema() == Database.newestSchema()
            ? file + " is sound, " + schema + "."
            : file + " has " + schema + "; the next start brings it up to date.");
  }
}
