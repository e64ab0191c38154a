package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.ReplyNotes.Fault;
import tollgate.api.quota.QuotaWindow;
import tollgate.runtime.event.ProviderEvent;
import tollgate.runtime.event.RecordedEvents;

class AccountsTest {
  private static final String MODEL = "large";

  private final FakeClock clock = new FakeClock();
  private final Accounts accounts = new Accounts(clock);

  private static OpenProvider provider(String... names) {
    var config = ProviderSketch.of("field", "plain").byDefault().config();
    var half = new Providers.Plain();
    return new OpenProvider(
        config,
        Providers.transform("plain", half),
        Arrays.stream(names).map(name -> new Login(name, half)).toList());
  }

  private static OpenProvider account(OpenProvider provider, String name) {
    return provider.perLogin().stream()
        .filter(one -> one.account().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> ready(OpenProvider provider, String session) {
    return accounts.ready(provider, MODEL, session).stream().map(OpenProvider::account).toList();
  }

  private static ReplyNotes wait(Duration retryAfter, QuotaWindow... windows) {
    return new ReplyNotes("", "", List.of(windows), Fault.LIMITED, retryAfter);
  }

  private void turnedDown(OpenProvider provider, String name, Trouble trouble, ReplyNotes notes) {
    accounts.turnedDown(account(provider, name), MODEL, trouble, notes);
  }

  private long restSeconds(OpenProvider provider, String name) {
    return accounts.rest(account(provider, name), MODEL).toSeconds();
  }

  @Test
  void accountsTakeTurns() {
    var provider = provider("one", "two", "three");

    assertEquals(List.of("one", "two", "three"), ready(provider, ""));
    assertEquals(List.of("two", "three", "one"), ready(provider, ""));
    assertEquals(List.of("three", "one", "two"), ready(provider, ""));
    assertEquals(List.of("one", "two", "three"), ready(provider, ""));
  }

  @Test
  void aSessionStaysWithItsAccountWhileOthersTakeTurns() {
    var provider = provider("one", "two");

    assertEquals("one", ready(provider, "s1").getFirst());
    assertEquals("two", ready(provider, "s2").getFirst());
    assertEquals("one", ready(provider, "").getFirst());
    for (int i = 0; i < 3; i++) {
      assertEquals("one", ready(provider, "s1").getFirst());
      assertEquals("two", ready(provider, "s2").getFirst());
    }
  }

  @Test
  void aSessionMovesWithTheAccountThatServedIt() {
    var provider = provider("one", "two");
    assertEquals("one", ready(provider, "s1").getFirst());

    turnedDown(provider, "one", Trouble.LIMITED, wait(Duration.ofSeconds(30)));
    accounts.served(account(provider, "two"), MODEL, "s1");
    clock.pass(Duration.ofSeconds(31));

    assertEquals("two", ready(provider, "s1").getFirst(), "its prompt is cached there by now");
  }

  @Test
  void anAccountAtItsLimitsRestsAsLongAsItAsks() {
    var provider = provider("one", "two");

    turnedDown(provider, "one", Trouble.LIMITED, wait(Duration.ofSeconds(30)));

    assertEquals(List.of("two"), ready(provider, ""));
    clock.pass(Duration.ofSeconds(29));
    assertEquals(List.of("two"), ready(provider, ""));
    clock.pass(Duration.ofSeconds(1));
    assertEquals(2, ready(provider, "").size());
  }

  @Test
  void aLimitHoldsForTheModelThatWasAskedFor() {
    var provider = provider("one", "two");

    turnedDown(provider, "one", Trouble.LIMITED, wait(Duration.ofSeconds(30)));

    assertEquals(2, accounts.ready(provider, "small", "").size());
  }

  @Test
  void withoutAWordOfItsOwnItRestsUntilItsSpentWindowBeginsAnew() {
    var provider = provider("one");
    var reset = Optional.of(clock.instant().plusSeconds(3_600));
    var spent = new QuotaWindow("5h", Optional.of(new BigDecimal("100")), "", reset);
    var fresh =
        new QuotaWindow(
            "week",
            Optional.of(new BigDecimal("40")),
            "",
            Optional.of(clock.instant().plusSeconds(90_000)));

    turnedDown(provider, "one", Trouble.LIMITED, wait(Duration.ZERO, spent, fresh));

    assertEquals(3_600, restSeconds(provider, "one"));
  }

  @Test
  void otherwiseItRestsLongerEveryTimeUpToTenMinutes() {
    var provider = provider("one");
    for (int seconds : new int[] {5, 10, 20, 40, 80, 160, 320, 600, 600}) {
      turnedDown(provider, "one", Trouble.LIMITED, wait(Duration.ZERO));
      assertEquals(seconds, restSeconds(provider, "one"));
      clock.pass(Duration.ofSeconds(seconds));
    }

    accounts.served(account(provider, "one"), MODEL, "");
    turnedDown(provider, "one", Trouble.LIMITED, wait(Duration.ZERO));

    assertEquals(5, restSeconds(provider, "one"), "it has served in between");
  }

  @Test
  void callsThatWereUnderWayDoNotProlongARest() {
    var provider = provider("one");
    for (int i = 0; i < 10; i++) {
      turnedDown(provider, "one", Trouble.LIMITED, wait(Duration.ZERO));
    }

    clock.pass(Duration.ofSeconds(10));

    assertEquals(0, restSeconds(provider, "one"));
  }

  @Test
  void aRefusedCredentialRestsLongAndIsReportedOnce() {
    var provider = provider("one", "two");
    try (var events = new RecordedEvents()) {
      turnedDown(provider, "one", Trouble.CREDENTIAL, ReplyNotes.NONE);
      turnedDown(provider, "one", Trouble.CREDENTIAL, ReplyNotes.NONE);

      assertEquals(1, events.count(ProviderEvent.UPSTREAM_CREDENTIAL_REFUSED));
      assertEquals("one", events.field(ProviderEvent.UPSTREAM_CREDENTIAL_REFUSED, "account"));
    }
    assertEquals(600, restSeconds(provider, "one"));
    assertEquals(1, accounts.ready(provider, "small", "").size(), "whatever the model");
  }

  @Test
  void anOverloadedProviderRestsShortly() {
    var provider = provider("one");

    turnedDown(provider, "one", Trouble.BUSY, ReplyNotes.NONE);

    assertEquals(10, restSeconds(provider, "one"));
  }

  @Test
  void whatIsKnownOfAnAccountHoldsForTheNextGeneration() {
    turnedDown(provider("one", "two"), "one", Trouble.CREDENTIAL, ReplyNotes.NONE);

    assertEquals(List.of("two", "three"), ready(provider("one", "two", "three"), ""));
  }

  @Test
  void madeUpModelsDoNotFillTheMemory() {
    var one = account(provider("one"), "one");
    for (int i = 0; i < 10_000; i++) {
      accounts.turnedDown(one, "m" + i, Trouble.LIMITED, wait(Duration.ofHours(1)));
    }

    assertEquals(3_600, accounts.rest(one, "m0").toSeconds());
    assertEquals(0, accounts.rest(one, "m9999").toSeconds(), "too many already");

    clock.pass(Duration.ofHours(1));
    accounts.turnedDown(one, "m9999", Trouble.LIMITED, wait(Duration.ofHours(1)));
    assertFalse(accounts.rest(one, "m9999").isZero());
  }
}
