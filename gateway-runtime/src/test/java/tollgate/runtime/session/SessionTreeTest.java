package tollgate.runtime.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.usage.Money;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.ledger.OpenCall;

/** Trees of agents; each is told as {@code name(child child) orphan}. */
@Timeout(60)
class SessionTreeTest {
  @TempDir Path folder;

  private LedgerHouse house;
  private SessionBook book;
  private Calls main;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    book = new SessionBook(house.database().reads(), house);
    main = Calls.at(house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void settle(Calls calls) {
    house.ledger().open(calls.next()).settle(Calls.settled("0.01"));
    house.advance(Duration.ofSeconds(1));
    house.flush();
  }

  private SessionTree tree(String session) {
    return book.tree(new SessionId("plow", session)).orElseThrow();
  }

  private static String told(SessionTree tree) {
    return told(tree.agents()) + " / " + told(tree.orphans());
  }

  private static String told(List<AgentNode> nodes) {
    return nodes.stream()
        .map(node ->
            (node.name().isEmpty() ? "main" : node.name())
                + (node.agents().isEmpty() ? "" : "(" + told(node.agents()) + ")"))
        .collect(Collectors.joining(" "));
  }

  @Test
  void hangsAgentsBelowThoseThatStartedThem() {
    settle(main);
    settle(main.agent("a1", ""));
    settle(main.agent("a2", "a1"));
    settle(main.agent("a3", "a1"));
    settle(main.agent("a4", ""));

    assertEquals("main(a1(a2 a3) a4) / ", told(tree("s1")));
  }

  @Test
  void doesNotMindWhoCallsFirst() {
    settle(main.agent("a2", "a1"));
    settle(main.agent("a1", ""));
    settle(main);

    assertEquals("main(a1(a2)) / ", told(tree("s1")));
  }

  @Test
  void setsApartWhoseParentNeverCalled() {
    settle(main);
    settle(main.agent("a2", "a1"));
    settle(main.agent("a3", "a2"));

    assertEquals("main / a2(a3)", told(tree("s1")));
  }

  /** As tools do whose main agent has a name. */
  @Test
  void takesAgentsThatNameNoParentForTheFirstWhereThereIsNoMainOne() {
    settle(main.agent("jo", ""));
    settle(main.agent("a1", "jo"));

    assertEquals("jo(a1) / ", told(tree("s1")));
  }

  /** As tools do that name a parent by its id alone. */
  @Test
  void findsAParentThatIsNamedWithItsKind() {
    settle(main);
    settle(main.agent("spawn:t1", "s1"));
    settle(main.agent("review:t2", "t1"));

    assertEquals("main(spawn:t1(review:t2)) / ", told(tree("s1")));
  }

  @Test
  void gathersAgentsThatSayOfNoSession() {
    settle(main.by("plow", "").agent("a1", ""));
    settle(main.by("plow", "").agent("a2", "a1"));
    settle(main.by("plow", ""));

    assertEquals(" / a1(a2)", told(tree("")));
    assertEquals("plow/-", tree("").session().id().text());
  }

  @Test
  void endsWhereAgentsSayTheyStartedEachOther() {
    settle(main);
    settle(main.agent("a1", "a2"));
    settle(main.agent("a2", "a1"));
    settle(main.agent("a3", "a3"));

    assertEquals("main / a3 a1(a2)", told(tree("s1")));
  }

  @Test
  void leavesNobodyOutHoweverDeepAClientSaysItIs() {
    settle(main);
    for (int i = 1; i < 100; i++) {
      settle(main.agent("a" + i, i == 1 ? "" : "a" + (i - 1)));
    }

    SessionTree tree = tree("s1");

    assertEquals(100, tree.callsRead());
    for (int i = 1; i < 100; i++) {
      assertTrue(told(tree).matches(".*\\ba" + i + "\\b.*"), "a" + i);
    }
  }

  /** As tools do that give a sub-agent a session and name it by that. */
  private Calls child(String session, String parent) {
    return main.by("plow", session).agent(session, parent);
  }

  @Test
  void takesInTheSessionsOfSubAgents() {
    settle(main);
    settle(child("c1", "s1"));
    settle(child("c2", "c1"));
    OpenCall running = house.ledger().open(child("c3", "c1").next());
    house.flush();

    assertEquals("main(c1(c2 c3)) / ", told(tree("s1")));
    assertEquals("c1(c2 c3) / ", told(tree("c1")));
    assertEquals("s1", tree("c1").session().parent());
    assertEquals(
        1, tree("s1").agents().getFirst().agents().getFirst().agents().getLast().running());
    running.settle(Calls.settled("0.01"));
  }

  @Test
  void setsApartASessionWhoseParentIsNotKnown() {
    settle(child("c1", "s7"));
    settle(child("c2", "c1"));

    assertEquals(" / c1(c2)", told(tree("c1")));
  }

  @Test
  void addsUpEachAgentAlone() {
    settle(main.instance("laptop"));
    settle(main.agent("a1", "").model("small").result("r"));
    house.ledger().open(main.agent("a1", "").result("r").next()).settle(Calls.unpriced());
    house.ledger().open(main.agent("a1", "").next()).settle(Calls.failed());
    house.flush();

    AgentNode top = tree("s1").agents().getFirst();
    AgentNode sub = top.agents().getFirst();

    assertEquals("laptop", top.instance());
    assertEquals(1, top.traffic().calls());
    assertEquals(Money.usd("0.01"), top.traffic().cost());
    assertEquals(0, top.steps());
    assertEquals(3, sub.traffic().calls());
    assertEquals(1, sub.traffic().failed());
    assertEquals(1, sub.traffic().unpriced());
    assertEquals(200, sub.traffic().tokens().input());
    assertEquals(2, sub.steps());
    assertEquals(new Repetition(2, 2, 2), sub.repetition());
    assertEquals("0.040000", sub.burn().recent().toPlainString());
    assertEquals(List.of("large-2026", "large"), sub.models());
  }

  @Test
  void tellsToolsOfOneSessionIdApart() {
    settle(main);
    settle(main.by("rake", "s1").agent("a1", ""));

    assertEquals("main / ", told(tree("s1")));
    assertEquals(1, tree("s1").callsRead());
    assertTrue(tree("s1").complete());
  }
}
