package tollgate.runtime.checkup;

import java.util.List;

/** Looks at one thing. */
public interface Check {

  /** What it looks at, in one word. */
  String name();

  /**
   * Looks; may block, and changes nothing.
   *
   * @return at least one finding
   * @throws Exception for what nobody expected; it is told as a failure of this check
   */
  List<Finding> run() throws Exception;
}
