package tollgate.runtime.setup;

import java.util.Optional;
import tollgate.runtime.problem.SetupProblem;

/** Answers of a person, who is asked what the options did not say. */
public final class Conversation implements Answering {
  private final Person person;
  private final GivenAnswers given;

  /** Somebody at a terminal. */
  public interface Person {
    /** A line as it was typed; empty where there is nobody any more. */
    Optional<String> line(String prompt);

    /** The same, unseen. */
    Optional<String> secret(String prompt);

    /** Shows a line. */
    void say(String line);
  }

  /** A conversation that leaves out what was given. */
  public Conversation(Person person, GivenAnswers given) {
    this.person = person;
    this.given = given;
  }

  @Override
  public <T> T ask(Question<T> question) {
    return given.find(question).orElseGet(() -> asked(question));
  }

  private <T> T asked(Question<T> question) {
    String standard = question.standard().isEmpty() ? "" : " [" + question.standard() + "]";
    String prompt = question.prompt() + standard + ": ";
    while (true) {
      String text =
          (question.secret() ? person.secret(prompt) : person.line(prompt))
              .map(String::strip)
              .orElseThrow(() -> SetupProblem.INIT_ABANDONED.exception());
      try {
        return question.reading().read(text.isEmpty() ? question.standard() : text);
      } catch (BadAnswer bad) {
        person.say("   That cannot be used: " + bad.why() + ". " + bad.remedy());
      }
    }
  }

  @Override
  public void say(String line) {
    person.say(line);
  }
}
