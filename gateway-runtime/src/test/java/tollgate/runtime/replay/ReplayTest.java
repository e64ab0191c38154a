package tollgate.runtime.replay;

import static java.time.temporal.ChronoField.SECOND_OF_DAY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.json.Json;
import tollgate.runtime.ledger.Calls;

@Timeout(60)
class ReplayTest {
  @TempDir Path folder;
  private Past past;

  @BeforeEach
  void open() {
    past = new Past(folder);
  }

  @AfterEach
  void close() {
    past.close();
  }

  @Test
  void tellsWhatWouldHaveBeenRefusedAndWhoseSessionsWouldHaveEnded() {
    past.served(past.calls(), "0.5");
    var hit = past.served(past.calls().model("dear").key("k"), "2");
    past.served(past.calls(), "0.25");
    past.served(past.calls().by("hoe", "s2"), "1");

    var told = past.replay(past.policy("models", "call.model === 'dear' && deny('Too dear.')"));

    assertEquals(
        "calls=4 certain=4 bounded=0 unknowable=0 blocked=1 blocked_most=1 saved_usd=2"
            + " saved_usd_most=2 sessions_stopped=1 reasons={\"Too dear.\":1}",
        told.of(
            "calls",
            "certain",
            "bounded",
            "unknowable",
            "blocked",
            "blocked_most",
            "saved_usd",
            "saved_usd_most",
            "sessions_stopped",
            "reasons"));
    Json.Obj session = told.first("by_session");
    assertEquals(Json.text("s1"), session.members().get("session"));
    assertEquals(Json.text(hit.id().text()), session.members().get("stopped_by"));
    assertEquals(Json.of(1), session.members().get("calls_after"));
    assertEquals("0.25", Json.encode(session.members().get("usd_after")));
    assertEquals(Json.text("hoe"), told.first("by_tool").members().get("tool"));
    assertEquals(List.of(), Replay.shape().misfits(told.document()));
  }

  /** Ten calls of 40 cents: how many of them a policy would have refused. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "call.spent({ per: 'day' }) >= 1 && deny('x', { as: 'budget' }) | 7 | 2.8",
        "call.spent({ per: 'day', by: 'tool' }) >= 1 && deny('x')       | 7 | 2.8",
        "call.spent({ per: 'session' }) >= 1 && deny('x')               | 7 | 2.8",
        "call.session.costUsd >= 1 && deny('x')                         | 7 | 2.8",
        "call.session.calls >= 4 && deny('x')                           | 6 | 2.4",
        "cap('a', { usd: 1, per: 'day' })                               | 8 | 3.2",
        "cap('a', { usd: 1, per: 'month', by: 'model' })                | 8 | 3.2",
        "cap('a', { usd: 1, per: 'session' })                           | 8 | 3.2",
        "cap('a', { usd: 1, per: 'lifetime', by: 'tool' })              | 8 | 3.2",
        "cap('a', { usd: 1, per: '150s' })                              | 3 | 1.2",
        "cap('a', { calls: 3, per: 'agent' })                           | 7 | 2.8",
        "cap('a', { tokens: 500, per: 'day', by: 'key' })               | 0 | 0",
        "cap('a', { tokens: 500, per: 'day', by: 'provider' })          | 6 | 2.4",
        "cap('a', { concurrent: 1 })                                    | 0 | 0",
        "[tag('team', 'red'), cap('a', { calls: 3, per: 'day', by: 'tag:team' })] | 7 | 2.8"
      })
  void whatIsRefusedDoesNotUseUpWhatLaterCallsMaySpend(String policy, int blocked, String saved) {
    for (int i = 0; i < 10; i++) {
      past.served(past.calls(), "0.4");
    }

    var told = past.replay(past.policy("a", policy));

    assertEquals(
        "blocked=%d saved_usd=%s certain=10 failed=0".formatted(blocked, saved),
        told.of("blocked", "saved_usd", "certain", "failed"));
  }

  /** Midnight comes after the fifth of ten calls of 40 cents; three of a day are let through. */
  @Test
  void aDayIsOneOfTheOperatorsZone() {
    for (int i = 0; i < 10; i++) {
      past.served(past.calls(), "0.4");
    }
    int midnight = past.begin().plusSeconds(5 * 61).atOffset(ZoneOffset.UTC).get(SECOND_OF_DAY);
    var zone = ZoneOffset.ofTotalSeconds(midnight < 64_800 ? -midnight : 86_400 - midnight);

    var told =
        past.replay(
            past.begin(),
            zone,
            past.policy("a", "call.spent({ per: 'day' }) >= 1 && deny('x', { as: 'budget' })"));

    assertEquals("blocked=4", told.of("blocked"));
  }

  @Test
  void aCheapCallFitsUnderACapThatADearOneDidNot() {
    past.served(past.calls(), "0.8");
    past.served(past.calls(), "0.4");
    past.served(past.calls(), "0.1");

    var told = past.replay(past.policy("a", "cap('day', { usd: 1, per: 'day' })"));

    assertEquals("blocked=1 saved_usd=0.4", told.of("blocked", "saved_usd"));
  }

  @Test
  void aFactThatNobodyKnowsMakesACallUnknowable() {
    past.served(past.calls(), "1");
    past.served(past.calls(), "", Calls.settled("1"));

    var tags = past.replay(past.policy("a", "call.key.tags.includes('ci') && deny('no')"));
    var providers = past.replay(past.policy("b", "call.providers.length && deny('no')"));

    assertEquals(
        "certain=1 unknowable=1 blocked=1 blocked_most=2 saved_usd=1 saved_usd_most=2"
            + " unknown_facts={\"key.tags\":1}",
        tags.of(
            "certain",
            "unknowable",
            "blocked",
            "blocked_most",
            "saved_usd",
            "saved_usd_most",
            "unknown_facts"));
    assertEquals(
        "unknowable=2 unknown_facts={\"providers\":2}",
        providers.of("unknowable", "unknown_facts"));
  }

  @Test
  void aFactThatIsKnownToARangeIsTriedAtBothEnds() {
    past.served(past.calls(), Past.record(Instant.EPOCH), Past.estimated("2"));
    past.served(past.calls(), "0.5");
    past.served(past.calls(), "1");

    var between = past.replay(past.policy("a", "call.spent({ per: 'day' }) >= 1 && deny('no')"));
    var below = past.replay(past.policy("b", "call.spent({ per: 'day' }) >= 9 && deny('no')"));

    assertEquals(
        "certain=1 bounded=2 blocked=0 blocked_most=2 saved_usd=0 saved_usd_most=1.5"
            + " bounded_facts={\"spent.day\":2}",
        between.of(
            "certain",
            "bounded",
            "blocked",
            "blocked_most",
            "saved_usd",
            "saved_usd_most",
            "bounded_facts"));
    assertEquals("bounded=2 blocked_most=0", below.of("bounded", "blocked_most"));
  }

  @Test
  void aClampSavesWhatWasWrittenBeyondIt() {
    past.served(past.calls(), Past.record(Instant.EPOCH), Past.wrote(1000));
    past.served(past.calls(), Past.record(Instant.EPOCH), Past.wrote(50));

    var told = past.replay(past.policy("a", "clamp({ maxTokens: 400 })"));

    assertEquals(
        "clamped=1 bounded=1 saved_usd=0 saved_usd_most=0.006",
        told.of("clamped", "bounded", "saved_usd", "saved_usd_most"));
  }

  @Test
  void aRouteToAModelWithoutAPriceSavesAnythingUpToTheCost() {
    past.served(past.calls(), "1");
    past.served(past.calls().model("small"), "1");

    var told = past.replay(past.policy("a", "route({ provider: 'field', model: 'small' })"));

    assertEquals(
        "rerouted=1 saved_usd=0 saved_usd_most=1",
        told.of("rerouted", "saved_usd", "saved_usd_most"));
  }

  @Test
  void whatAPolicyRefusedThenIsItsOwnToRelease() {
    past.refused(past.calls(), "{\"policies\":\"1\",\"call\":{},\"facts\":{},\"denied\":\"a\"}");
    past.refused(past.calls(), "{\"policies\":\"1\",\"call\":{},\"facts\":{},\"denied\":\"b\"}");
    past.refused(past.calls().model("x"), "{\"policies\":\"1\",\"call\":{},\"denied\":\"a\"}");
    past.refused(past.calls(), "");

    var told = past.replay(past.policy("a", "call.model === 'x' && deny('no')"));

    assertEquals(
        "calls=0 released=1 still_refused=1 refused_otherwise=2 certain=2",
        told.of("calls", "released", "still_refused", "refused_otherwise", "certain"));
  }

  @Test
  void aPolicyThatFailsWouldHaveRefused() {
    past.served(past.calls(), "1");

    var told = past.replay(past.policy("a", "call.modle && deny('no')"));

    assertEquals("blocked=1 failed=1 certain=1", told.of("blocked", "failed", "certain"));
  }

  @Test
  void whatHappenedBeforeIsKnownFromTheRowsOfTheMonthAndFromSums() {
    past.served(past.calls(), "3");
    past.advance(Duration.ofDays(14));
    past.served(past.calls(), "1");
    past.advance(Duration.ofDays(2));
    Instant since = Instant.parse("2026-12-06T00:00:00Z");
    past.served(past.calls(), "1");

    assertEquals(
        "calls=1 blocked=1 certain=1",
        past.replay(since, past.policy("a", "call.spent({ per: 'session' }) >= 4 && deny('no')"))
            .of("calls", "blocked", "certain"));
    assertEquals(
        "blocked=1 certain=1",
        past.replay(since, past.policy("b", "cap('all', { usd: 4, per: 'lifetime' })"))
            .of("blocked", "certain"));
    assertEquals(
        "blocked=1 certain=1",
        past.replay(since, past.policy("c", "cap('all', { usd: 1, per: 'month' })"))
            .of("blocked", "certain"));
    assertEquals(
        "blocked=0 blocked_most=1 bounded=1",
        past.replay(since, past.policy("d", "cap('all', { usd: 3, per: '30d' })"))
            .of("blocked", "blocked_most", "bounded"));
  }

  @Test
  void twoPoliciesAreComparedCallByCall() {
    past.served(past.calls(), "1");
    past.served(past.calls().model("dear"), "1");

    var told =
        past.replay(
            past.policy("a", "call.model === 'dear' && deny('no')"), past.policy("b", "undefined"));

    assertEquals(Json.of(1), told.document().members().get("differ"));
    assertEquals(Json.of(1), told.candidate(0).members().get("blocked"));
    assertEquals(Json.of(0), told.candidate(1).members().get("blocked"));
    assertEquals(List.of(), Replay.shape().misfits(told.document()));
  }
}
