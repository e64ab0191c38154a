package tollgate.runtime.service;

import java.io.IOException;
import java.util.List;

/** Runs the programs of the machine. */
public interface Commands {

  /**
   * What came of one.
   *
   * @param status the status it ended with
   * @param output what it printed, errors included
   */
  record Ended(int status, String output) {}

  /** Runs one to its end and keeps what it prints. Throws where there is no such program. */
  Ended run(List<String> words) throws IOException, InterruptedException;

  /** Runs one at this terminal; gives its status. Throws where there is no such program. */
  int show(List<String> words) throws IOException, InterruptedException;
}
