package tollgate.runtime.migrate;

import java.io.IOException;
import java.util.List;
import tollgate.api.json.Json;

/** Calls that were recorded elsewhere, a few at a time. */
public interface CallSource extends AutoCloseable {

  /**
   * The next ones, in the form of an export; none at the end.
   *
   * @param most how many at most
   * @throws IOException where they cannot be read
   * @throws tollgate.runtime.problem.ProblemException where what is read makes no sense
   */
  List<Json.Obj> next(int most) throws IOException;

  /** What was passed over so far, and why: a line each, but no more than a few. */
  List<String> skipped();

  /** How many records were passed over that should have been calls, but cannot be read. */
  long unreadable();

  /** How much there is altogether, in units of {@link #done}; 0 where that is not known. */
  long all();

  /** How much of it was read. */
  long done();

  @Override
  void close() throws IOException;
}
