package tollgate.runtime.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tollgate.api.usage.Money;

/**
 * Every counter of money, tokens and calls, under one lock. Nothing is read or written while the
 * lock is held, so a step costs about a microsecond; what has to reach the ledger is handed to its
 * queue inside the lock, so that the ledger is told of changes in the order in which the counters
 * saw them.
 *
 * <pre>
 *   claim ──admit──▶ Lease ──renew──▶ Lease ──settle──▶ spent
 *             ├──▶ Contended   running calls hold what is missing: waits in line, then 429
 *             ├──▶ Exhausted   it is spent: 402
 *             └──▶ Unknown     the ledger must tell first what was spent before
 * </pre>
 *
 * <p>A call posts to one counter of every meter there is, whether or not a cap limits it, so that a
 * cap which comes later finds everything counted. A claim is admitted if <em>every</em> cap that is
 * put to it has room for the least it needs: spent + held + least ≤ cap. That is looked at and the
 * hold is posted in one step; therefore no two calls are ever given the same room, and what calls
 * spend passes no cap unless one spends more than it holds. What a claim would like to have beyond
 * its least is a share of the room only, for a hold that is not needed is room that others lack.
 *
 * <p>A counter is made by the first call that belongs to it, and then lacks what was spent before:
 * a restart lies between, the session slept for long, or nobody counted by these axes until now.
 * The question for that is put at a known place in the ledger's queue, so answer and counter fit
 * together exactly. Calls that ran when a meter was made are posted to it as if it had been there.
 */
public final class Till {
  private final Object lock = new Object();
  private final Witness witness;
  private final Map<Meter, LiveMeter> meters = new LinkedHashMap<>();
  private final Set<Lease> leases = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<CounterKey, Allowances> allowances = new HashMap<>();
  private final WaitingLine line = new WaitingLine();
  private long heldNanos;

  /** A till that keeps these meters, and those that caps ask for. */
  public Till(List<Meter> standing) {
    this(standing, Witness.NOBODY);
  }

  Till(List<Meter> standing, Witness witness) {
    this.witness = witness;
    standing.forEach(meter -> meters.put(meter, new LiveMeter(meter, true, this::allowed)));
  }

  /** The meters that are always kept. */
  public List<Meter> standing() {
    synchronized (lock) {
      return meters.values().stream().filter(LiveMeter::isStanding).map(LiveMeter::meter).toList();
    }
  }

  /** Posts a hold on every counter the call belongs to, if every cap has room. */
  public Answer admit(Claim claim) {
    return admit(claim, Duration.ZERO);
  }

  /**
   * The same, but where only running calls stand in the way of what is enough, waits in line for
   * them to end. Who has waited so long is let in out of turn if there is room for its least: the
   * line is for fairness, and refuses nobody.
   */
  public Answer admit(Claim claim, Duration patience) {
    Waiter waiter;
    synchronized (lock) {
      List<Demand> demands = demands(claim);
      Amount needed = patience.isZero() ? claim.least() : claim.enough();
      Answer answer = attempt(claim, needed, demands, true);
      if (!(answer instanceof Answer.Contended) || patience.isZero()) {
        return answer;
      }
      waiter = new Waiter(claim, demands);
      line.enter(waiter);
    }
    long from = System.nanoTime();
    waiter.await(patience);
    Answer answer;
    synchronized (lock) {
      answer = waiter.answer().orElseGet(() -> giveUp(waiter));
    }
    if (answer instanceof Lease lease) {
      lease.waited(Duration.ofNanos(System.nanoTime() - from));
    }
    return answer;
  }

  /** What the caps of a claim leave that was not admitted. */
  public List<Lease.Left> leftOfEach(Claim claim) {
    synchronized (lock) {
      return demands(claim).stream().map(Lease.Left::of).toList();
    }
  }

  /** Whoever stood behind one that gives up need not stand there any longer. */
  private Answer giveUp(Waiter waiter) {
    line.leave(waiter);
    Answer answer = attempt(waiter, waiter.claim().least());
    serve(waiter.demands().stream().map(Demand::counter).toList());
    return answer;
  }

  private Answer attempt(Waiter waiter, Amount needed) {
    return attempt(waiter.claim(), needed, waiter.demands(), false);
  }

  private List<Demand> demands(Claim claim) {
    if (claim.caps().isEmpty()) {
      return List.of();
    }
    var demands = new ArrayList<Demand>(claim.caps().size());
    for (Cap cap : claim.caps()) {
      if (!cap.covers(claim.axes())) {
        continue;
      }
      LiveMeter meter = live(cap.meter());
      meter.ask(claim.at().toEpochMilli());
      for (Counter counter : meter.countersOf(claim)) {
        counter.use(claim.at().toEpochMilli());
        counter.ask(cap);
        demands.add(new Demand(cap, counter));
      }
    }
    return demands;
  }

  /** A meter that was not there counts the running calls from now on as if it had been. */
  private LiveMeter live(Meter meter) {
    LiveMeter known = meters.get(meter);
    if (known != null) {
      return known;
    }
    var made = new LiveMeter(meter, false, this::allowed);
    meters.put(meter, made);
    for (Lease lease : leases) {
      for (Counter counter : made.countersOf(lease.claim())) {
        counter.use(lease.claim().at().toEpochMilli());
        counter.join(lease.held());
        lease.counters().add(counter);
      }
    }
    return made;
  }

  /**
   * One step: all caps are asked, and either every counter gets the hold or none does.
   *
   * @param needed the claim's least, or what is enough for it
   * @param inTurn whether a place in the line before this one matters
   */
  private Answer attempt(Claim claim, Amount needed, List<Demand> demands, boolean inTurn) {
    Answer answer = judge(claim, needed, demands, inTurn).orElseGet(() -> grant(claim, demands));
    witness.answered(claim, needed, answer, inTurn);
    return answer;
  }

  private static Optional<Answer> judge(
      Claim claim, Amount needed, List<Demand> demands, boolean inTurn) {
    List<CounterKey> unknown = null;
    Answer.Exhausted exhausted = null;
    Answer.Contended contended = null;
    for (Demand demand : demands) {
      if (demand.isUnknown()) {
        unknown = unknown == null ? new ArrayList<>() : unknown;
        unknown.add(demand.counter().key());
      } else if (demand.fits(claim, needed)) {
        if (contended == null && inTurn && demand.counter().isAwaited()) {
          contended = demand.contended();
        }
      } else if (demand.isExhausted(claim)) {
        exhausted = later(exhausted, demand.exhausted(claim));
      } else if (contended == null) {
        contended = demand.contended();
      }
    }
    if (unknown != null) {
      return Optional.of(new Answer.Unknown(unknown));
    }
    return Optional.ofNullable(exhausted == null ? contended : exhausted);
  }

  /** Of two the one that has room again last. */
  private static Answer.Exhausted later(Answer.@Nullable Exhausted first, Answer.Exhausted second) {
    if (first == null) {
      return second;
    }
    boolean lasting = first.resets().isEmpty();
    boolean sooner =
        !lasting
            && (second.resets().isEmpty() || second.resets().get().isAfter(first.resets().get()));
    return sooner ? second : first;
  }

  private Lease grant(Claim claim, List<Demand> demands) {
    Amount granted = granted(claim, demands);
    List<Counter> counters = join(claim, granted);
    var lease = new Lease(this, claim, counters, demands, granted);
    leases.add(lease);
    heldNanos = Math.addExact(heldNanos, granted.nanos());
    return lease;
  }

  /** Lets a running call go elsewhere, if every cap has room for it there. */
  Answer move(Lease lease, Claim there) {
    synchronized (lock) {
      Amount own = lease.held();
      lease.counters().forEach(counter -> counter.leave(own));
      List<Demand> demands = demands(there);
      var objection = judge(there, there.least(), demands, false);
      if (objection.isPresent()) {
        lease.counters().forEach(counter -> counter.join(own));
        return objection.get();
      }
      Amount granted = granted(there, demands);
      List<Counter> freed = List.copyOf(lease.counters());
      lease.move(there, join(there, granted), demands, granted);
      heldNanos = Math.addExact(heldNanos, granted.nanos() - own.nanos());
      witness.moved(lease, granted);
      serve(freed);
      return lease;
    }
  }

  private static Amount granted(Claim claim, List<Demand> demands) {
    Amount granted = claim.wish();
    for (Demand demand : demands) {
      granted = demand.shared(granted, claim);
    }
    return granted;
  }

  private List<Counter> join(Claim claim, Amount hold) {
    long at = claim.at().toEpochMilli();
    var own = new ArrayList<Counter>(meters.size());
    for (LiveMeter meter : meters.values()) {
      for (Counter counter : meter.countersOf(claim)) {
        counter.use(at);
        counter.join(hold);
        own.add(counter);
      }
    }
    return own;
  }

  /** Sets what a lease holds. Under the lock. */
  void move(Lease lease, Amount hold) {
    Amount more = hold.minus(lease.held());
    heldNanos = Math.addExact(heldNanos, more.nanos());
    lease.counters().forEach(counter -> counter.hold(more));
    lease.held(hold);
    witness.moved(lease, hold);
    if (more.nanos() < 0 || more.tokens() < 0) {
      serve(lease.counters());
    }
  }

  /** Ends a lease. Under the lock. */
  void end(Lease lease, Amount cost) {
    long at = lease.claim().at().toEpochMilli();
    heldNanos = Math.subtractExact(heldNanos, lease.held().nanos());
    for (Counter counter : lease.counters()) {
      counter.leave(lease.held());
      counter.spend(at, cost);
    }
    leases.remove(lease);
    witness.ended(lease, cost);
    serve(lease.counters());
  }

  private void serve(List<Counter> freed) {
    line.serve(freed, waiter -> attempt(waiter, waiter.claim().enough()));
  }

  /**
   * Puts the question what a counter lacks.
   *
   * @param at a time in the counter's window
   * @param handOver hands the question to the ledger's queue; must not block
   */
  public <T> T ask(CounterKey key, Instant at, Function<Missing, T> handOver) {
    synchronized (lock) {
      Counter counter = live(key.meter()).counter(key, at);
      counter.use(at.toEpochMilli());
      return handOver.apply(counter.missing());
    }
  }

  /**
   * Gives a counter what was spent before it was made; only the first answer counts.
   *
   * @param all what the ledger knows of its time, by the number of the part, as of the question
   */
  public void complete(Missing question, Map<Long, Amount> all) {
    var before = new HashMap<>(all);
    question
        .since()
        .forEach((slot, since) -> before.merge(slot, Amount.ZERO.minus(since), Amount::plus));
    synchronized (lock) {
      find(question.key()).ifPresent(counter -> counter.complete(before));
    }
  }

  /** Makes a counter that knows all that was spent in its one window, unless there is one. */
  public void restore(CounterKey key, Amount spent, Instant lastUsed) {
    synchronized (lock) {
      if (find(key).isEmpty()) {
        Counter counter = live(key.meter()).counter(key, lastUsed);
        counter.use(lastUsed.toEpochMilli());
        counter.complete(Map.of(0L, spent));
      }
    }
  }

  /**
   * Posts a later correction of a call that has ended.
   *
   * @param claim as at its admission
   * @param more what it cost beyond what was posted, negative if it cost less
   * @param enqueue hands the correction to the ledger's queue; must not block
   */
  public <T> T correct(Claim claim, Amount more, Supplier<T> enqueue) {
    synchronized (lock) {
      for (LiveMeter meter : meters.values()) {
        List<Counter> counters = meter.existing(claim);
        counters.forEach(counter -> counter.spend(claim.at().toEpochMilli(), more));
        serve(counters);
      }
      return enqueue.get();
    }
  }

  /** Every counter that knows all that was spent. */
  public List<Reading> readings() {
    synchronized (lock) {
      var readings = new ArrayList<Reading>();
      for (LiveMeter meter : meters.values()) {
        meter.forEach(counter -> {
          if (counter.isComplete()) {
            readings.add(counter.reading());
          }
        });
      }
      return readings;
    }
  }

  /** How every cap stands that was put to a call, on each of its counters in memory. */
  public List<Standing> standings(Instant now) {
    synchronized (lock) {
      var standings = new ArrayList<Standing>();
      meters
          .values()
          .forEach(meter ->
              meter.forEach(counter -> {
                counter.advance(now.toEpochMilli());
                counter.standings(standings::add);
              }));
      return standings;
    }
  }

  /**
   * How a cap stands on a counter, whether or not it was put to a call.
   *
   * @return empty where the counter is not in memory, or does not know what was spent
   */
  public Optional<Standing> standing(Cap cap, CounterKey key, Instant now) {
    synchronized (lock) {
      return look(key, now).flatMap(counter -> counter.standing(cap));
    }
  }

  /**
   * What would make that nothing of what was spent counts for a cap any more.
   *
   * @return empty where the counter is not in memory, or does not know what was spent
   */
  public Optional<Grant> forgiving(Cap cap, CounterKey key, Instant now) {
    synchronized (lock) {
      return look(key, now)
          .filter(Counter::isComplete)
          .map(counter ->
              new Grant(Grant.Kind.RESET, cap.name(), cap.unit(), key, counter.counting(cap)));
    }
  }

  /** Gives a cap on a counter something; who waits for room there is let in at once. */
  public void grant(Grant grant) {
    synchronized (lock) {
      Allowances own = allowances.computeIfAbsent(grant.counter(), key -> new Allowances());
      own.add(grant);
      find(grant.counter())
          .ifPresent(counter -> {
            counter.allow(own);
            serve(List.of(counter));
          });
    }
  }

  /** Everything that was granted and may not have ended, added up. */
  public List<Grant> grants() {
    synchronized (lock) {
      return allowances.entrySet().stream()
          .flatMap(one -> one.getValue().grants(one.getKey()).stream())
          .toList();
    }
  }

  /** A counter as it is at a time. */
  private Optional<Counter> look(CounterKey key, Instant now) {
    Optional<Counter> found = find(key);
    found.ifPresent(counter -> counter.advance(now.toEpochMilli()));
    return found;
  }

  private Allowances allowed(CounterKey key) {
    return allowances.getOrDefault(key, Allowances.NONE);
  }

  /** One counter, if it exists and knows all that was spent. */
  public Optional<Reading> reading(CounterKey key) {
    synchronized (lock) {
      return find(key).filter(Counter::isComplete).map(Counter::reading);
    }
  }

  /**
   * Reads every complete counter at a known place in the ledger's queue, for proving that both
   * agree.
   *
   * @param enqueue hands the question to the ledger's queue; must not block
   */
  public <T> T compare(Function<List<Reading>, T> enqueue) {
    synchronized (lock) {
      return enqueue.apply(readings());
    }
  }

  /** What all running calls may still cost. */
  public Money held() {
    synchronized (lock) {
      return new Money(heldNanos);
    }
  }

  /** How many calls hold something. */
  public int leases() {
    synchronized (lock) {
      return leases.size();
    }
  }

  /** How many calls wait for room. */
  public int waiting() {
    synchronized (lock) {
      return line.length();
    }
  }

  /** Forgets counters that nobody used since; the ledger knows them if they are asked for again. */
  public void forgetIdle(Instant since) {
    long millis = since.toEpochMilli();
    synchronized (lock) {
      meters.values().forEach(meter -> meter.forgetIdle(millis));
      meters.values().removeIf(meter -> meter.isIdleSince(millis));
      allowances.values().removeIf(given -> given.isOver(since));
    }
  }

  Object lock() {
    return lock;
  }

  boolean isStanding(Counter counter) {
    LiveMeter meter = meters.get(counter.key().meter());
    return meter != null && meter.isStanding();
  }

  private Optional<Counter> find(CounterKey key) {
    LiveMeter meter = meters.get(key.meter());
    return meter == null ? Optional.empty() : meter.find(key);
  }
}
