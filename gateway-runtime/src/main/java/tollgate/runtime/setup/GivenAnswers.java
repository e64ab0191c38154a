package tollgate.runtime.setup;

import java.util.Map;
import java.util.Optional;
import tollgate.runtime.problem.SetupProblem;

/** Answers of a command's options; what they do not say is as usual. */
public record GivenAnswers(Map<String, String> options) implements Answering {

  /** Answers never change. */
  public GivenAnswers {
    options = Map.copyOf(options);
  }

  @Override
  public <T> T ask(Question<T> question) {
    String text = options.getOrDefault(question.option(), question.standard());
    return read(question, text);
  }

  /** What an option answered; empty where it did not. */
  <T> Optional<T> find(Question<T> question) {
    return Optional.ofNullable(options.get(question.option())).map(text -> read(question, text));
  }

  private static <T> T read(Question<T> question, String text) {
    try {
      return question.reading().read(text.strip());
    } catch (BadAnswer bad) {
      throw SetupProblem.INIT_ANSWER.exception(question.option(), bad.why(), bad.remedy());
    }
  }

  @Override
  public void say(String line) {
    // Options need not be told.
  }

  /** Shows no answer: one is secret. */
  @Override
  public String toString() {
    return "GivenAnswers" + options.keySet();
  }
}
