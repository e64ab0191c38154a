package tollgate.runtime.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tollgate.api.face.Axis;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.ledger.CallOpening;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.session.SessionWish.Order;
import tollgate.runtime.store.StoreSettings;

/** Lists of sessions. */
@Timeout(60)
class SessionBookTest {
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private static final int READERS = StoreSettings.of(Path.of("any")).readers();

  @TempDir Path folder;

  private LedgerHouse house;
  private SessionBook book;
  private Calls calls;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    book = new SessionBook(house.database().reads(), house);
    calls = Calls.at(house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void settle(Calls some, String usd) {
    settle(some.next(), usd);
  }

  private void settle(CallOpening opening, String usd) {
    house.ledger().open(opening).settle(Calls.settled(usd));
    house.advance(Duration.ofSeconds(1));
    house.flush();
  }

  private static SessionWish all(Order order, String after, int limit) {
    return new SessionWish(Map.of(), Instant.EPOCH, NEVER, false, order, after, limit);
  }

  private List<Session> sessions() {
    return book.page(all(Order.LAST, "", 100)).sessions();
  }

  private List<String> ids(SessionWish wish) {
    return book.page(wish).sessions().stream().map(session -> session.id().text()).toList();
  }

  @Test
  void aCallDoesNotWaitForLongUntilAReaderIsFree() {
    settle(calls, "0.01");
    var goOn = new CountDownLatch(1);
    var begun = new CountDownLatch(READERS);
    for (int i = 0; i < READERS; i++) {
      Thread.ofVirtual()
          .start(() ->
              house
                  .database()
                  .reads()
                  .ask(connection -> {
                    begun.countDown();
                    awaitUninterruptibly(goOn);
                    return "";
                  }));
    }
    awaitUninterruptibly(begun);

    try {
      assertEquals(0, book.size(new SessionId("plow", "s1")));
    } finally {
      goOn.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException end) {
      throw new AssertionError(end);
    }
  }

  @Test
  void tellsHowLargeASessionsConversationIsByItsNewestCallThatSaidSo() {
    assertEquals(0, book.size(new SessionId("plow", "nobody")));
    house.ledger().open(calls.next()).settle(Calls.settled(TokenCounts.of(9_000, 900), "0.01"));
    house
        .ledger()
        .open(calls.next())
        .settle(Calls.settled(new TokenCounts(10, 50, 700, 300, 20, 0, 0, 0), "0.01"));
    house.ledger().open(calls.next()).settle(Calls.failed());
    house.flush();

    assertEquals(1_080, book.size(sessions().getFirst().id()));
  }

  @Test
  void addsUpWhatASessionDid() {
    settle(calls.instance("laptop").key("k1"), "0.01");
    settle(calls.instance("desk").key("k2").result("r1"), "0.02");
    house.ledger().open(calls.next()).settle(Calls.failed());
    house.ledger().open(calls.next()).settle(Calls.unpriced());
    house.ledger().refuse(calls.next(), 402, "budget.spent", "no").await();
    OpenCall running = house.ledger().open(calls.instance("desk").key("k2").next());
    house.flush();

    Session session = sessions().getFirst();

    assertEquals(new SessionId("plow", "s1"), session.id());
    assertEquals(5, session.traffic().calls());
    assertEquals(1, session.traffic().failed());
    assertEquals(1, session.traffic().unpriced());
    assertEquals(1, session.traffic().refused());
    assertEquals(Money.usd("0.03"), session.traffic().cost());
    assertEquals(300, session.traffic().tokens().input());
    assertEquals(1, session.steps());
    assertEquals(1, session.running());
    assertEquals(Instant.parse("2026-11-21T12:00:00.123Z"), session.first());
    assertEquals(Instant.parse("2026-11-21T12:00:02.123Z"), session.last());
    running.settle(Calls.settled("0.01"));
    house.flush();
    assertEquals("desk", sessions().getFirst().lastCall().instance());
    assertEquals("k2", sessions().getFirst().lastCall().keyId());
    assertEquals("large-2026", sessions().getFirst().lastCall().model());
    assertEquals(0, sessions().getFirst().running());
  }

  @Test
  void tellsTheLastCallByItsArrivalAndNotByItsEnd() {
    OpenCall early = house.ledger().open(calls.instance("early").next());
    house.advance(Duration.ofSeconds(5));
    settle(calls.instance("late"), "0.01");
    early.settle(Calls.settled("0.01"));
    house.flush();

    assertEquals("late", sessions().getFirst().lastCall().instance());
  }

  @Test
  void knowsASessionWhoseFirstCallRuns() {
    house.ledger().open(calls.instance("laptop").next());
    house.flush();

    Session session = sessions().getFirst();

    assertEquals(1, session.running());
    assertEquals(0, session.traffic().calls());
    assertEquals("laptop", session.lastCall().instance());
    assertTrue(book.tree(session.id()).isPresent());
  }

  @Test
  void leavesOutCallsThatSayOfNoSessionAndNoAgent() {
    settle(calls.by("plow", ""), "0.01");

    assertEquals(List.of(), sessions());
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void goesFromPageToPageWithoutAGapAndWithoutADouble(Order order) {
    var expected = new ArrayList<String>();
    for (int i = 0; i < 7; i++) {
      settle(calls.by("plow", "s" + i), "0.0" + (i / 2)); // ranks that are shared
      expected.addFirst("plow/s" + i);
    }
    house.ledger().open(calls.by("plow", "s9").next());
    house.flush();
    expected.add(order == Order.LAST ? 0 : 5, "plow/s9"); // costs nothing yet, as s1 and s0

    var found = new ArrayList<String>();
    String after = "";
    do {
      SessionBook.Page page = book.page(all(order, after, 3));
      page.sessions().forEach(session -> found.add(session.id().text()));
      after = page.next();
    } while (!after.isEmpty());

    assertEquals(expected, found);
  }

  @Test
  void refusesACursorItDidNotGive() {
    var problem =
        assertThrows(ProblemException.class, () -> book.page(all(Order.LAST, "x/y/z", 3)));

    assertEquals(RequestProblem.REQUEST_BAD_PARAMETER, problem.report().problem());
  }

  @Test
  void showsOnlyWhatIsAskedFor() {
    settle(calls.by("plow", "a").instance("laptop").key("k1"), "0.01");
    settle(calls.by("plow", "b").instance("desk"), "0.01");
    settle(calls.by("rake", "a"), "0.01");
    house.advance(Duration.ofHours(1));
    OpenCall running = house.ledger().open(calls.by("rake", "a").next());
    settle(calls.by("hoe", "c"), "0.01");
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");
    Instant one = noon.plus(Duration.ofHours(1));

    assertEquals(4, ids(all(Order.LAST, "", 9)).size());
    assertEquals(List.of("hoe/c"), ids(wish(one, NEVER, false)));
    assertEquals(List.of("rake/a", "plow/b", "plow/a"), ids(wish(Instant.EPOCH, one, false)));
    assertEquals(List.of("hoe/c", "rake/a"), ids(wish(Instant.EPOCH, NEVER, true)));
    running.settle(Calls.settled("0.01"));
  }

  private static SessionWish wish(Instant since, Instant until, boolean active) {
    return new SessionWish(Map.of(), since, until, active, Order.LAST, "", 9);
  }

  @ParameterizedTest
  @CsvSource({
    "TOOL, plow, plow/b plow/a",
    "INSTANCE, laptop, plow/a",
    "KEY, k1, plow/a",
    "PROVIDER, field, hoe/c rake/a plow/b plow/a",
    "PROVIDER, other, ''",
    "ACCOUNT, farmer@example.test, rake/a plow/b plow/a",
    "ACCOUNT, nobody, ''",
    "MODEL, large-2026, rake/a plow/b plow/a",
    "MODEL, large, hoe/c",
  })
  void showsOnlyWhatTheLastCallHadOnAnAxis(Axis axis, String value, String found) {
    settle(calls.by("plow", "a").instance("laptop").key("k1"), "0.01");
    settle(calls.by("plow", "b").instance("desk"), "0.01");
    settle(calls.by("rake", "a"), "0.01");
    OpenCall running = house.ledger().open(calls.by("hoe", "c").next());
    house.flush();

    var wish = new SessionWish(Map.of(axis, value), Instant.EPOCH, NEVER, false, Order.LAST, "", 9);

    assertEquals(found, String.join(" ", ids(wish)));
    running.settle(Calls.settled("0.01"));
  }

  @Test
  void tellsHowFastMoneyGoesNowAndOverTheSessionsLife() {
    settle(calls, "3.00");
    house.advance(Duration.ofHours(3).minusSeconds(1));
    settle(calls, "0.50");

    BurnRate burn = sessions().getFirst().burn();

    assertEquals("2.000000", burn.recent().toPlainString());
    assertEquals("1.166667", burn.life().toPlainString());
    house.advance(Duration.ofMinutes(16));
    assertEquals("0.000000", sessions().getFirst().burn().recent().toPlainString());
  }

  @Test
  void tellsOfTheAgentThatRepeatsMost() {
    for (int i = 0; i < 3; i++) {
      settle(calls.result("main" + i), "0.01");
      settle(calls.agent("a1", "").result("same"), "0.01");
    }
    house.ledger().open(calls.agent("a1", "").result("same").next()).settle(Calls.failed());
    house.flush();

    assertEquals(new Repetition(3, 3, 3), sessions().getFirst().repetition());
  }

  @Test
  void keepsWhatRetentionTakesFromTheRows() {
    settle(calls, "0.01");
    house
        .database()
        .writer()
        .submit(tx -> tx.statement("DELETE FROM call").executeUpdate())
        .await();

    SessionTree tree = book.tree(new SessionId("plow", "s1")).orElseThrow();
    assertEquals(Money.usd("0.01"), tree.session().traffic().cost());
    assertEquals(List.of(), tree.agents());
    assertEquals(0, tree.callsRead());
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void readsNoMoreThanItShowsHoweverManySessionsThereAre(Order order) {
    SessionWish wish = all(order, "1/plow/s", 50);
    String page =
        house
            .database()
            .reads()
            .ask(connection ->
                new SessionQuery(connection, house.instant()).pageSql(wish).toString());
    String index = "session_traffic_" + (order == Order.LAST ? "last" : "cost");

    assertPlan(page, "session_traffic USING INDEX " + index);
    assertPlan(page, "call USING INDEX call_unfinished");
    assertPlan(SessionQuery.RUNNING_OF, "call USING INDEX call_unfinished");
    assertPlan(SessionQuery.NEWEST_RESULTS, "call USING INDEX call_session (session=?)");
    assertPlan(SessionQuery.COST_SINCE, "call USING INDEX call_session (session=? AND id>?)");
    assertPlan(Family.CALLS, "call USING INDEX call_session (session=?)");
    assertPlan(Family.CHILDREN, "session_traffic_parent (tool=? AND parent=?)");
  }

  /** The plan has a step, and goes through no table but the few running calls. */
  private void assertPlan(String sql, String step) {
    List<String> plan = house.list("EXPLAIN QUERY PLAN " + sql);
    assertTrue(
        plan.stream().anyMatch(line -> line.contains(step)),
        () -> step + " in\n" + String.join("\n", plan));
    assertEquals(
        List.of(),
        plan.stream()
            .filter(line -> line.matches(".* SCAN (call|session_traffic).*"))
            .filter(line -> !line.contains("call_unfinished") && !line.contains(step))
            .toList());
  }
}
