package tollgate.runtime.cli;

import java.io.Console;
import java.util.Arrays;
import java.util.Optional;
import tollgate.runtime.setup.Conversation;

/** Whoever sits at this terminal. */
record ConsolePerson(Console console) implements Conversation.Person {

  /** Somebody, where there is a terminal. */
  static Optional<Conversation.Person> here() {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(ConsolePerson::new);
  }

  @Override
  public Optional<String> line(String prompt) {
    return Optional.ofNullable(console.readLine("%s", prompt));
  }

  @Override
  public Optional<String> secret(String prompt) {
    char[] typed = console.readPassword("%s", prompt);
    if (typed == null) {
      return Optional.empty();
    }
    String text = new String(typed);
    Arrays.fill(typed, ' ');
    return Optional.of(text);
  }

  @Override
  public void say(String line) {
    console.printf("%s%n", line);
  }
}
