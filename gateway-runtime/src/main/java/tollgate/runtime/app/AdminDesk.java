package tollgate.runtime.app;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tollgate.api.json.Json;
import tollgate.runtime.problem.AccessProblem;

/**
 * Where an operator reads what the admin API tells and has it change something. Every method throws
 * a {@link tollgate.runtime.problem.ProblemException} with what kept it from doing so.
 */
public interface AdminDesk {

  /**
   * Reads a resource.
   *
   * @param path as in the admin API, percent-encoded
   * @param query names and values, not encoded; empty values are left out
   */
  Json read(String path, Map<String, String> query);

  /** Changes something; gives what the gateway says. */
  Json change(String method, String path);

  /** Changes something as a document says; gives what the gateway says. */
  Json change(String method, String path, Json.Obj body);

  /** Has something done, by POST, that may take half an hour; gives what the gateway says. */
  default Json work(String path, Json.Obj body) {
    return change("POST", path, body);
  }

  /**
   * Tells what happens while it happens; returns when the gateway ends, or its thread is
   * interrupted.
   *
   * @param events told the name of each event and what it says, on this thread
   * @throws tollgate.runtime.problem.ProblemException with ADMIN_NOT_RUNNING where no gateway runs
   */
  default void listen(BiConsumer<String, Json> events) {
    throw AccessProblem.ADMIN_NOT_RUNNING.exception();
  }

  /**
   * Asks several things of one and the same gateway, or of a database that is opened once for all
   * of them.
   *
   * @param questions given a desk that is good only while they are asked
   */
  default <T> T visit(Function<AdminDesk, T> questions) {
    return questions.apply(this);
  }
}
