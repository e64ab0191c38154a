package tollgate.runtime.setup;

/** Who answers: a person, or the options of a command. */
public interface Answering {

  /**
   * The answer; a person is asked again until it can be used.
   *
   * @throws tollgate.runtime.problem.ProblemException with INIT_ANSWER where an option cannot be
   *     used, with INIT_ABANDONED where there is nobody any more
   */
  <T> T ask(Question<T> question);

  /** Something to know before the next question. */
  void say(String line);
}
