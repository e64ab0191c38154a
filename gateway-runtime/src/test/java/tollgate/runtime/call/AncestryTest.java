package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Evidence;
import tollgate.api.call.Identity;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.session.AgentLine;
import tollgate.runtime.session.AgentPlace;

class AncestryTest {
  private static final Identity MAIN =
      Identity.of("plow", Evidence.BRAND_HEADER, "a test").withSession("s1");

  private final List<AgentPlace> asked = new ArrayList<>();
  private Optional<AgentLine> known = Optional.empty();
  private final Ancestry ancestry =
      new Ancestry(place -> {
        asked.add(place);
        return known;
      });

  private static String line(String... agents) {
    return String.join(Character.toString(Axes.BELOW), agents);
  }

  @Test
  void theMainAgentIsTheSession() {
    assertEquals(new AgentLine("s1", "s1"), ancestry.of(MAIN));
  }

  @Test
  void aCallWithoutASessionIsInNone() {
    assertEquals(AgentLine.NONE, ancestry.of(MAIN.withSession("").withAgent("a", "")));
  }

  @Test
  void agentsHangBelowThoseThatStartedThem() {
    ancestry.of(MAIN);
    ancestry.of(MAIN.withAgent("a", ""));

    assertEquals(new AgentLine("s1", line("s1", "a", "b")), ancestry.of(MAIN.withAgent("b", "a")));
  }

  @Test
  void sessionsOfSubAgentsBelongToTheSessionThatStartedThem() {
    ancestry.of(MAIN);
    ancestry.of(MAIN.withSession("s2").withAgent("s2", "s1"));

    AgentLine deep = ancestry.of(MAIN.withSession("s3").withAgent("s3", "s2"));

    assertEquals(new AgentLine("s1", line("s1", "s2", "s3")), deep);
  }

  @Test
  void theRowsKnowAgentsThatCalledBeforeARestart() {
    known = Optional.of(new AgentLine("s1", line("s1", "a")));

    assertEquals(new AgentLine("s1", line("s1", "a", "b")), ancestry.of(MAIN.withAgent("b", "a")));
    ancestry.of(MAIN.withAgent("c", "a"));

    assertEquals(List.of(new AgentPlace("plow", "s1", "a")), asked, "and are asked once");
  }

  @Test
  void anAgentThatNamesItselfItsParentHangsBelowTheMainOne() {
    assertEquals(new AgentLine("s1", line("s1", "a")), ancestry.of(MAIN.withAgent("a", "a")));
  }
}
