package tollgate.runtime.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Grant;
import tollgate.runtime.budget.Period;
import tollgate.runtime.budget.Standing;
import tollgate.runtime.budget.Till;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.store.AuditEntry;
import tollgate.runtime.store.Database;

/**
 * Raises caps, and lets what was spent count no more, for the rest of a window. What is granted is
 * on disk with its audit entry before it holds: a crash between the two leaves a grant that holds
 * from the next start on, and none is ever held that is not on disk. The counters are not touched,
 * so they still say what the rows say. Safe for any thread; one change at a time.
 */
public final class BudgetChanges {
  private final Database database;
  private final Till till;
  private final CounterLoads loads;
  private final InstantSource clock;

  /** Changes to the caps that this till keeps. */
  public BudgetChanges(Database database, Till till, InstantSource clock) {
    this.database = database;
    this.till = till;
    this.loads = new CounterLoads(till, database.writer());
    this.clock = clock;
  }

  /** What can be told of caps while no gateway runs: what rows and grants on disk say. */
  public static Till atRest(Database database, InstantSource clock) {
    var till = new Till(List.of());
    Instant now = clock.instant();
    database.reads().ask(connection -> BudgetTable.inForce(connection, now)).forEach(till::grant);
    return till;
  }

  /**
   * Who asked, and why.
   *
   * @param actor who
   * @param reason why, in their words; may be empty
   */
  public record Asked(String actor, String reason) {}

  /**
   * How a cap stands on a counter, asked of the ledger where memory does not know; blocks for one
   * commit then.
   *
   * @param at a time in the counter's window
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when nobody can tell
   */
  public Standing standing(Cap cap, CounterKey key, Instant at) {
    Optional<Standing> known = till.standing(cap, key, at);
    if (known.isPresent()) {
      return known.get();
    }
    if (cap.unit() == Unit.CONCURRENT) {
      return Standing.unused(cap, key, at);
    }
    loads.load(key, at);
    return till.standing(cap, key, at).orElseGet(() -> Standing.unused(cap, key, at));
  }

  /**
   * Lets there be so much more for the rest of the counter's window. Blocks until that is durable.
   *
   * @param more of the cap's unit
   * @return how it stands now
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when it cannot be
   *     kept; all stays as it was then
   */
  public synchronized Standing raise(Cap cap, CounterKey key, long more, Asked asked) {
    Instant now = clock.instant();
    Standing before = standing(cap, key, now);
    keep(Grant.raise(cap, key, more, now), asked, before);
    Standing after = standing(cap, key, now);
    tell(MoneyEvent.BUDGET_RAISED, asked, before, after);
    return after;
  }

  /**
   * Lets nothing of what ended calls took in the counter's window count for the cap any more; what
   * running calls hold still does, and counts when they end. Blocks until that is durable.
   *
   * @return how it stands now
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when it cannot be
   *     kept; all stays as it was then
   */
  public synchronized Standing reset(Cap cap, CounterKey key, Asked asked) {
    Instant now = clock.instant();
    Standing before = standing(cap, key, now);
    Optional<Grant> grant = till.forgiving(cap, key, now).filter(all -> all.amount() > 0);
    grant.ifPresent(all -> keep(all, asked, before));
    Standing after = standing(cap, key, now);
    tell(MoneyEvent.BUDGET_RESET, asked, before, after);
    return after;
  }

  private void keep(Grant grant, Asked asked, Standing before) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    var row = new BudgetTable.Row(grant, now, asked.actor(), asked.reason());
    String action = grant.kind() == Grant.Kind.RAISE ? "budget.raised" : "budget.reset";
    var audit = new AuditEntry(now, asked.actor(), action, grant.cap(), detail(row, before));
    database
        .writer()
        .submit(transaction -> {
          BudgetTable.insert(transaction, row);
          audit.write(transaction);
        })
        .await();
    till.grant(grant);
  }

  /** The old and the new value, of what, and why. */
  private static String detail(BudgetTable.Row row, Standing before) {
    Grant grant = row.grant();
    Unit unit = grant.unit();
    String change =
        grant.kind() == Grant.Kind.RAISE
            ? "limit %s, was %s"
                .formatted(
                    unit.text(Math.addExact(before.limit(), grant.amount())),
                    unit.text(before.limit()))
            : "spent %s, was %s".formatted(unit.text(0), unit.text(before.spent()));
    return "%s; %s of %s, window from %s%s"
        .formatted(
            change,
            grant.counter().meter().text(),
            String.join(" ", grant.counter().values()),
            from(before.period()),
            row.reason().isEmpty() ? "" : "; " + row.reason());
  }

  private static String from(Period period) {
    return period.from() == 0 ? "the beginning" : Instant.ofEpochMilli(period.from()).toString();
  }

  private static void tell(MoneyEvent event, Asked asked, Standing before, Standing after) {
    Unit unit = after.cap().unit();
    Events.log(
        event,
        "cap",
        after.cap().name(),
        "values",
        String.join(" ", after.key().values()),
        "limit",
        unit.text(after.limit()),
        "limit_before",
        unit.text(before.limit()),
        "spent",
        unit.text(after.spent()),
        "spent_before",
        unit.text(before.spent()),
        "reason",
        asked.reason(),
        "by",
        asked.actor());
  }
}
