package tollgate.runtime.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.SetupProblem;

class InterviewTest {
  private static final Offers OFFERS =
      new Offers(
          List.of(
              new Offers.Kind("barn", "A barn", "http://localhost:8317", false),
              new Offers.Kind("mill", "A mill", "https://mill.example", true)),
          "capped",
          "uncapped");
  private static final Interview.Around AROUND =
      new Interview.Around(List.of("plow", "rake"), List.of("rake"), false, false, true);

  /** Says what it was given, then is gone. */
  private static final class Typist implements Conversation.Person {
    private final Deque<String> lines = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();

    Typist(String... lines) {
      this.lines.addAll(List.of(lines));
    }

    @Override
    public Optional<String> line(String prompt) {
      seen.add(prompt);
      return Optional.ofNullable(lines.poll());
    }

    @Override
    public Optional<String> secret(String prompt) {
      unseen.add(prompt);
      return Optional.ofNullable(lines.poll());
    }

    @Override
    public void say(String line) {
      seen.add(line);
    }
  }

  private static Answers hold(Typist typist, Interview.Around around) {
    var conversation = new Conversation(typist, new GivenAnswers(Map.of()));
    return new Interview(conversation, OFFERS, around).hold();
  }

  @Test
  void takesWhatIsUsualForJustEnter() {
    Answers answers = hold(new Typist("", "", "", "", "", "", ""), AROUND);

    assertEquals(List.of("rake"), answers.tools(), "what this machine has");
    assertEquals("barn", answers.provider().orElseThrow().type());
    assertEquals(URI.create("http://localhost:8317"), answers.provider().orElseThrow().address());
    assertTrue(answers.provider().orElseThrow().key().isEmpty());
    assertEquals(Optional.of(false), answers.keys());
    assertEquals(Optional.of(new BigDecimal("10")), answers.usdADay());
    assertFalse(answers.service());
  }

  @Test
  void takesWhatIsSaid() {
    Answers answers =
        hold(
            new Typist("plow, rake", "2", "https://other.example", "s3cret", "Y", "$2.50", "yes"),
            AROUND);

    assertEquals(List.of("plow", "rake"), answers.tools());
    assertEquals("mill", answers.provider().orElseThrow().type());
    assertEquals("s3cret", answers.provider().orElseThrow().key().reveal());
    assertEquals(Optional.of(true), answers.keys());
    assertEquals(Optional.of(new BigDecimal("2.50")), answers.usdADay());
    assertTrue(answers.service());
    assertFalse(answers.toString().contains("s3cret"), answers::toString);
    assertFalse(answers.summary().toString().contains("s3cret"), answers::toString);
  }

  @Test
  void asksAgainAndSaysWhy() {
    var typist =
        new Typist(
            "sickle",
            "none",
            "3",
            "mill",
            "mill.example",
            "",
            "",
            "k",
            "perhaps",
            "no",
            "-1",
            "none",
            "no");

    Answers answers = hold(typist, AROUND);

    assertEquals(List.of(), answers.tools());
    assertEquals(Optional.empty(), answers.usdADay());
    List<String> complaints =
        typist.seen.stream().filter(line -> line.contains("That cannot be used")).toList();
    assertEquals(6, complaints.size(), complaints::toString);
    assertTrue(complaints.getFirst().contains("\"sickle\" is none that is known. Name some of"));
    assertEquals(2, typist.unseen.size(), "a key is typed unseen, and asked for again");
  }

  @Test
  void writesNothingWhereNobodyAnswersAnyMore() {
    var gone = assertThrows(ProblemException.class, () -> hold(new Typist("rake", "1"), AROUND));

    assertEquals(SetupProblem.INIT_ABANDONED, gone.report().problem());
  }

  @Test
  void leavesOutWhatIsKeptAndWhatTheMachineCannot() {
    var around = new Interview.Around(List.of(), List.of(), true, true, false);

    Answers answers = hold(new Typist("", ""), around);

    assertEquals(Optional.empty(), answers.provider());
    assertEquals(Optional.empty(), answers.keys());
    assertFalse(answers.service());
  }

  @Test
  void leavesOutWhatOptionsSay() {
    var given = new GivenAnswers(Map.of(Interview.PROVIDER, "mill", Interview.KEY, "s3cret"));
    var typist = new Typist("", "", "", "", "");

    Answers answers = new Interview(new Conversation(typist, given), OFFERS, AROUND).hold();

    assertEquals("mill", answers.provider().orElseThrow().type());
    assertEquals(List.of(), typist.unseen);
    assertFalse(given.toString().contains("s3cret"));
  }

  @ParameterizedTest
  @CsvSource({
    "--tools, sickle",
    "--provider, silo",
    "--provider-url, ftp://x",
    "--provider-url, https://a:b@c",
    "--provider-key, two words",
    "--require-key, maybe",
    "--daily-usd, 0",
    "--daily-usd, 1e3",
    "--service, now"
  })
  void refusesAnOptionThatCannotBeUsedByName(String option, String text) {
    var interview = new Interview(new GivenAnswers(Map.of(option, text)), OFFERS, AROUND);

    var refused = assertThrows(ProblemException.class, interview::hold);

    assertEquals(SetupProblem.INIT_ANSWER, refused.report().problem());
    assertTrue(refused.report().what().startsWith(option + " cannot be used"), refused::toString);
    assertFalse(refused.report().fix().isEmpty());
  }
}
