package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.call.Evidence;
import tollgate.api.call.Identity;
import tollgate.api.call.ToolResults;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.session.SessionBook;
import tollgate.runtime.session.SessionId;
import tollgate.runtime.session.Story;

class SessionMemoryTest {
  private static final Identity PLOW =
      new Identity("plow", "", Evidence.NONE, "", "", "s1", "", "");

  @TempDir Path folder;

  @Test
  void asksTheBookOnceAndFollowsTheSessionFromThenOn() {
    List<SessionId> asked = new ArrayList<>();
    try (var house = LedgerHouse.at(folder.resolve("ledger.db"))) {
      var book = new SessionBook(house.database().reads(), house);
      var memory =
          new SessionMemory(id -> {
            asked.add(id);
            return book.story(id);
          });
      memory.ended(PLOW, new ToolResults(1, "r"), true);
      assertEquals(Optional.empty(), memory.atHand(PLOW), "nobody asked about it");

      Story story = memory.find(PLOW);
      memory.ended(PLOW, new ToolResults(1, "r"), true);
      memory.ended(PLOW, new ToolResults(2, "r"), true);

      assertSame(story, memory.find(PLOW));
      assertEquals(List.of(new SessionId("plow", "s1")), asked);
      assertEquals(2, story.calls());
      assertEquals(2, story.repetition());
    }
  }
}
