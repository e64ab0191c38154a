package tollgate.runtime.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.ledger.CallOpening;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;

class StoryTest {
  @TempDir Path folder;

  private static String told(Story story) {
    return story.calls() + " calls, " + story.steps() + " steps, " + story.repetition();
  }

  @Test
  void countsHowManyCallsInARowGoOnFromTheSameAnswer() {
    var story = new Story(0, 0, List.of());
    story.add("", "a", true);
    story.add("", "b", true);
    story.add("", "b", true);
    assertEquals("3 calls, 3 steps, 2", told(story));

    story.add("sub", "b", true);
    assertEquals("4 calls, 4 steps, 2", told(story), "every agent for itself");

    story.add("", "b", false);
    assertEquals("5 calls, 5 steps, 2", told(story), "clients repeat what failed");

    story.add("", "", true);
    assertEquals("6 calls, 5 steps, 1", told(story), "the one of the other agent is left");
  }

  @Test
  void goesOnFromWhatTheLedgerKnows() {
    try (var house = LedgerHouse.at(folder.resolve("ledger.db"))) {
      var calls = Calls.at(house);
      var book = new SessionBook(house.database().reads(), house);
      settle(house, calls.next());
      settle(house, calls.result("r1").next());
      settle(house, calls.result("r1").next());
      house.ledger().refuse(calls.result("r1").next(), 403, "policy.denied", "no").await();
      house.flush();

      Story story = book.story(new SessionId("plow", "s1"));

      assertEquals(3, story.calls(), "the refused one is no part of it");
      assertEquals(2, story.repetition());
      story.add("", "r1", true);
      assertEquals(3, story.repetition());
      assertEquals("0 calls, 0 steps, 0", told(book.story(new SessionId("plow", "other"))));
    }
  }

  private static void settle(LedgerHouse house, CallOpening opening) {
    house.ledger().open(opening).settle(Calls.settled("0.01"));
    house.flush();
  }
}
