package tollgate.runtime.policy;

import java.time.Instant;
import java.util.List;
import tollgate.runtime.problem.ProblemException;

/**
 * Where an operator looks after the policies. What is changed holds for every call that arrives
 * after the method has returned. Every method throws a {@link ProblemException} with what kept it
 * from it.
 */
public interface PolicyDesk {

  /**
   * How the policies stand.
   *
   * @param generation of those in force
   * @param policies those in force, and those whose own file switches them off
   * @param findings what could not be used when the folder was last read
   */
  record Standing(String generation, List<PolicyHost.State> policies, List<Finding> findings) {}

  /**
   * A policy's files.
   *
   * @param text its code
   * @param cases its cases; empty for none
   */
  record Files(String text, String cases) {}

  /**
   * A text that a policy had.
   *
   * @param number counts up from 1
   * @param at when it came into force
   */
  record Version(long number, Instant at, Files files) {}

  /** How they stand. */
  Standing standing();

  /** The files of a policy. */
  Files read(String name);

  /** Runs a policy's cases without saving it. */
  Tested test(String name, Files files);

  /** Saves a policy, once it can be used and passes its cases; tells what came of those. */
  Tested put(String name, Files files);

  /** The newest texts of a policy that were in force, the oldest first; of a deleted one, too. */
  List<Version> versions(String name);

  /** Saves the text of a version, as {@link #put} does. */
  Tested rollBack(String name, long version);

  /** Deletes a policy with its cases. */
  void delete(String name);

  /** Uses a policy otherwise than before, now and after every start. */
  void mode(String name, Mode mode);

  /** Lets a policy out of quarantine. */
  void release(String name);

  /** Reads the folder again, at once. */
  Standing reload();
}
