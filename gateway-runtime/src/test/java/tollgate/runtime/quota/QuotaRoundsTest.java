package tollgate.runtime.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.call.Headers;
import tollgate.api.net.HttpCaller;
import tollgate.api.quota.Account;
import tollgate.api.quota.AccountSource;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.quota.QuotaWindow;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.EventWatch;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.Happening;
import tollgate.runtime.event.ProviderEvent;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.quota.AccountReading.Status;

@Timeout(60)
class QuotaRoundsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration GAP = Duration.ofMinutes(15);

  @TempDir Path folder;

  private final List<Account> accounts = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final Metrics metrics = new Metrics();
  private LedgerHouse house;
  private QuotaBook book;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    book = new QuotaBook(house.database());
  }

  @AfterEach
  void close() {
    house.close();
    metrics.close();
  }

  /** How the vendor of a test answers. */
  private interface Answers {
    List<QuotaWindow> to(Account account) throws IOException;
  }

  private QuotaRounds rounds(Duration patience, Answers answers) {
    var limits = new QuotaRounds.Limits(patience, GAP);
    return new QuotaRounds(() -> new Lender(answers), book, house, limits, metrics);
  }

  private final class Lender implements Probes.Lent, AccountSource, QuotaProbe {
    private final Answers answers;

    Lender(Answers answers) {
      this.answers = answers;
    }

    @Override
    public List<AccountSource> sources() {
      return List.of(this);
    }

    @Override
    public List<QuotaProbe> probes() {
      return List.of(this);
    }

    @Override
    public String id() {
      return "list";
    }

    @Override
    public List<Account> accounts() {
      return accounts;
    }

    @Override
    public HttpCaller caller(Account account) {
      return ask -> new HttpCaller.Answer(200, Headers.none(), "");
    }

    @Override
    public String vendor() {
      return "field";
    }

    @Override
    public List<QuotaWindow> probe(Account account, HttpCaller caller) throws IOException {
      asked.incrementAndGet();
      return answers.to(account);
    }

    @Override
    public void close() {}
  }

  private static List<QuotaWindow> used(int percent) {
    return List.of(
        new QuotaWindow(
            "5h",
            Optional.of(BigDecimal.valueOf(percent)),
            "",
            Optional.of(Instant.parse("2026-11-21T15:00:00Z"))));
  }

  /** What the log says of gaps meanwhile. */
  private static List<String> gapsIn(Runnable work) {
    var gaps = new ArrayList<String>();
    var watch =
        new EventWatch() {
          @Override
          public boolean wants(Event event) {
            return event == ProviderEvent.INTAKE_GAP;
          }

          @Override
          public void happened(Happening happening) {
            gaps.add(happening.fields().get("source") + " " + happening.fields().get("from"));
          }
        };
    try (var _ = Events.watch(watch)) {
      work.run();
    }
    return gaps;
  }

  @Test
  void tellsOnceOfAnAccountThatCannotBeReadForAWhile() {
    accounts.add(new Account("field", "good", "1", false));
    accounts.add(new Account("field", "sick", "2", false));
    var sick = new AtomicBoolean();
    QuotaRounds rounds =
        rounds(
            PATIENCE,
            account -> {
              if (sick.get() && account.label().equals("sick")) {
                throw new IOException("it answered 500");
              }
              return used(30);
            });
    Runnable someTime =
        () -> {
          for (int i = 0; i < 4; i++) {
            house.advance(Duration.ofMinutes(5));
            rounds.run();
          }
        };
    rounds.run();
    Instant lastRead = house.instant();
    sick.set(true);

    assertEquals(List.of("field sick " + lastRead), gapsIn(someTime));
    assertEquals(List.of(), gapsIn(someTime), "it was said");
    sick.set(false);
    assertEquals(List.of(), gapsIn(someTime));
    sick.set(true);
    assertEquals(1, gapsIn(someTime).size(), "another gap");
  }

  @Test
  void tellsOfEveryAccountHowItStands() {
    accounts.add(new Account("field", "good", "1", false));
    accounts.add(new Account("field", "full", "2", false));
    accounts.add(new Account("field", "idle", "3", true));
    accounts.add(new Account("field", "sick", "4", false));
    accounts.add(new Account("barn", "strange", "5", false));
    accounts.add(new Account("field", "broken", "6", false));
    var rounds =
        rounds(
            PATIENCE,
            account ->
                switch (account.label()) {
                  case "good" -> used(30);
                  case "broken" ->
                      List.of(new QuotaWindow(null, Optional.empty(), "", Optional.empty()));
                  case "full" -> used(250);
                  default -> throw new IOException("it answered 500");
                });

    QuotaRound round = rounds.run();

    assertEquals(
        List.of(
            Status.ACTIVE,
            Status.LIMIT_REACHED,
            Status.DISABLED,
            Status.ERROR,
            Status.UNSUPPORTED,
            Status.ERROR),
        round.accounts().stream().map(AccountReading::status).toList());
    assertEquals("it answered 500", round.accounts().get(3).error());
    assertEquals(
        "java.lang.NullPointerException: a window without a name", round.accounts().get(5).error());
    assertEquals(4, asked.get(), "who is not in use or cannot be asked is not asked");
    assertEquals(2, round.kept());
    var full = round.accounts().get(1).windows().getFirst().window();
    assertEquals(Optional.of(new BigDecimal(100)), full.usedPercent());
    assertTrue(metrics.scrape().contains("tollgate_quota_probes_total{outcome=\"error\"} 2"));
  }

  @Test
  void leavesASlowAccountBehindAndKeepsWhatItSaidBefore() {
    accounts.add(new Account("field", "slow", "1", false));
    rounds(PATIENCE, account -> used(40)).run();
    var never = new CountDownLatch(1);
    var hanging =
        rounds(
            Duration.ofMillis(50),
            account -> {
              try {
                never.await();
              } catch (InterruptedException leftBehind) {
                throw new IOException(leftBehind);
              }
              return used(50);
            });

    AccountReading reading = hanging.run().accounts().getFirst();

    assertEquals(Status.ERROR, reading.status());
    assertEquals("it did not answer within 50 ms", reading.error());
    assertEquals(Optional.of(new BigDecimal(40)), book.newest().getFirst().window().usedPercent());
  }

  @Test
  void whoeverAsksMeanwhileGetsTheSameRound() throws Exception {
    accounts.add(new Account("field", "good", "1", false));
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var rounds =
        rounds(
            PATIENCE,
            account -> {
              begun.countDown();
              try {
                go.await();
              } catch (InterruptedException stop) {
                throw new IOException(stop);
              }
              return used(1);
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<QuotaRound> first = threads.submit(rounds::run);
      begun.await();
      Future<QuotaRound> second = threads.submit(rounds::run);
      while (rounds.waiting() == 0) {
        Thread.onSpinWait();
      }
      go.countDown();

      assertSame(first.get(), second.get());
    }
    assertEquals(1, asked.get());
  }

  @Test
  void remembersTheNewestOfEveryWindowAcrossARestart() {
    accounts.add(new Account("field", "good", "1", false));
    rounds(PATIENCE, account -> used(10)).run();
    house.advance(Duration.ofMinutes(5));
    rounds(PATIENCE, account -> used(20)).run();
    Instant now = house.instant();

    var again = new QuotaBook(house.database());

    assertEquals(book.newest(), again.newest());
    assertEquals(Optional.of(new BigDecimal(20)), again.newest().getFirst().window().usedPercent());
    assertEquals(2, again.between(now.minusSeconds(900), now.plusSeconds(1), "", "").size());
    again.forget(now.plusSeconds(1));
    assertEquals(1, again.between(Instant.EPOCH, now.plusSeconds(1), "field", "good").size());
  }

  @Test
  void aVendorIsDrainedWhenNoneOfItsAccountsHasAnythingLeft() {
    Instant now = house.instant();
    assertEquals(Optional.empty(), book.standing("field", now));

    book.note(now, "field", "one", used(100));
    assertEquals("drained", book.standing("field", now).orElseThrow().state());
    assertEquals(1, book.drained(now));

    book.note(now.plusSeconds(60), "field", "two", used(99));
    var standing = book.standing("field", now.plusSeconds(90)).orElseThrow();
    assertEquals("ok", standing.state());
    assertEquals(Duration.ofSeconds(90), standing.age(), "the oldest reading behind it");

    Instant begunAnew = Instant.parse("2026-11-21T15:00:00Z");
    assertEquals(Optional.empty(), book.standing("field", begunAnew));
    assertEquals(0, book.drained(begunAnew));
  }
}
