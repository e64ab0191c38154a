package tollgate.runtime.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.ledger.MadeCall.How;
import tollgate.runtime.ledger.MadeCall.Talk;

/** What a {@link Crowd} does in some months: days and nights, weekends, bad minutes. */
final class CrowdCalls implements InstantSource {
  private static final long QUARTER = Duration.ofMinutes(15).toMillis();
  private static final int CONTEXT = 160_000;

  private final SplittableRandom random;
  private final Crowd crowd;
  private final CrowdSession[] sessions;
  private final CallIds ids;
  private long now;
  private long rows;

  /** The calls of a seed. */
  CrowdCalls(long seed) {
    random = new SplittableRandom(seed);
    crowd = new Crowd(random.split());
    sessions = new CrowdSession[crowd.desks().size()];
    ids = new CallIds(this, random.split());
  }

  Crowd crowd() {
    return crowd;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  @Override
  public long millis() {
    return now;
  }

  /** Makes so many calls that arrive between two instants, in their order. */
  void make(long count, Instant from, Instant to, Consumer<MadeCall> taker) {
    long first = from.toEpochMilli() / QUARTER;
    long end = Math.ceilDiv(to.toEpochMilli(), QUARTER);
    long all = 0;
    for (long quarter = first; quarter < end; quarter++) {
      all += Crowd.busy(quarter * QUARTER);
    }
    long passed = 0;
    for (long quarter = first; quarter < end; quarter++) {
      long before = count * passed / all;
      passed += Crowd.busy(quarter * QUARTER);
      long begin = Math.max(from.toEpochMilli(), quarter * QUARTER);
      long last = Math.min(to.toEpochMilli(), (quarter + 1) * QUARTER);
      makeQuarter((int) (count * passed / all - before), begin, last, taker);
    }
  }

  private void makeQuarter(int count, long from, long to, Consumer<MadeCall> taker) {
    var busy = new Crowd.Desk[3 + Crowd.busy(from) * 2 / 5];
    for (int i = 0; i < busy.length; i++) {
      busy[i] = crowd.desk(random);
    }
    boolean bad = random.nextInt(200) == 0; // a provider has trouble
    for (int i = 0; i < count; i++) {
      now = from + (to - from) * i / count;
      double luck = random.nextDouble();
      taker.accept(call(busy[(int) (busy.length * luck * luck)], bad));
    }
  }

  private MadeCall call(Crowd.Desk desk, boolean bad) {
    CrowdSession session = sessions[desk.number()];
    if (session == null || session.isOver(now)) {
      session = new CrowdSession(random);
      sessions[desk.number()] = session;
    }
    session.next(random, now);
    boolean goesOn = session.step() > 1 && random.nextInt(10) > 0;
    var talk =
        new Talk(
            session.id(),
            session.agent(),
            session.step(),
            goesOn ? Long.toHexString(random.nextLong()) : "");
    int model = random.nextInt(5) == 0 ? desk.side() : desk.main();
    CrowdEnding ending = ending(bad);
    Crowd.Offer offer = offer(model, session, ending);
    TokenCounts tokens = tokens(session.step(), ending, offer.model());
    return new MadeCall(
        ++rows,
        ids.next().text(),
        now,
        desk,
        talk,
        offer,
        new How(ending, attempts(ending), nanos(ending)),
        tokens,
        bill(offer.model(), ending, tokens));
  }

  private CrowdEnding ending(boolean bad) {
    int luck = random.nextInt(1_000);
    if (luck < (bad ? 300 : 12)) {
      return luck % 2 == 0 ? CrowdEnding.BROKE : CrowdEnding.LIMITED;
    }
    if (luck > 990) {
      return CrowdEnding.LEFT;
    }
    return luck <= 975 ? CrowdEnding.DONE : luck % 3 == 0 ? CrowdEnding.SPENT : CrowdEnding.DENIED;
  }

  private int attempts(CrowdEnding ending) {
    return ending.state == State.REFUSED ? 0 : random.nextInt(50) == 0 ? 2 : 1;
  }

  private long nanos(CrowdEnding ending) {
    return ending.state == State.REFUSED
        ? 400_000
        : (long) (400_000_000L / (0.02 + random.nextDouble()));
  }

  private Crowd.Offer offer(int model, CrowdSession session, CrowdEnding ending) {
    if (ending.state == State.REFUSED) {
      return crowd.offer(model, false, -1, false);
    }
    int luck = random.nextInt(100);
    int account = session.account() + (luck == 1 ? 1 : 0);
    return crowd.offer(model, luck == 0, account, ending == CrowdEnding.DONE);
  }

  private TokenCounts tokens(int step, CrowdEnding ending, Crowd.Model model) {
    if (!ending.used()) {
      return TokenCounts.ZERO;
    }
    int context = Math.min(CONTEXT, 12_000 + step * 900);
    boolean cold = random.nextInt(25) == 0;
    int fresh = 200 + random.nextInt(1_800);
    boolean writes = !model.nanos().isEmpty() && model.nanos().get(2) > 0;
    int output = (int) (60 / (0.015 + random.nextDouble()));
    return new TokenCounts(
        cold && !writes ? context + fresh : writes ? 8 : fresh,
        output,
        cold ? 0 : context,
        writes ? (cold ? context + fresh : fresh) : 0,
        0,
        output / 3,
        0,
        0);
  }

  private static Bill bill(Crowd.Model model, CrowdEnding ending, TokenCounts tokens) {
    if (tokens.total() == 0) {
      return Bill.NONE;
    }
    List<Long> nanos = model.nanos();
    if (nanos.isEmpty()) {
      return Bill.UNPRICED;
    }
    long cost =
        tokens.input() * nanos.get(0)
            + tokens.cacheRead() * nanos.get(1)
            + tokens.cacheWrite5m() * nanos.get(2)
            + tokens.output() * nanos.get(3);
    var text = new StringBuilder(80);
    line(text, "input", tokens.input(), model.rates().get(0));
    line(text, "cache_read", tokens.cacheRead(), model.rates().get(1));
    line(text, "cache_write_5m", tokens.cacheWrite5m(), model.rates().get(2));
    line(text, "output", tokens.output(), model.rates().get(3));
    CostStatus status = ending == CrowdEnding.DONE ? CostStatus.OK : CostStatus.ESTIMATED;
    String key = "lists@2026-11-01:" + model.name() + ":2026-01-01";
    return new Bill(status, new Money(cost), key, text.toString());
  }

  private static void line(StringBuilder text, String unit, long tokens, String rate) {
    if (tokens > 0) {
      text.append(text.isEmpty() ? "" : " ").append(unit).append('=').append(tokens).append('*');
      text.append(rate);
    }
  }
}
