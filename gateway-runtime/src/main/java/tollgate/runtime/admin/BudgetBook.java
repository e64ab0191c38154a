package tollgate.runtime.admin;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Standing;
import tollgate.runtime.budget.Till;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.ledger.BudgetChanges;
import tollgate.runtime.problem.MoneyProblem;

/**
 * The caps that there are, each for every value it has an amount of its own for: those that were
 * put to a call since the start, and of keys and settings also those that can be known without one.
 */
final class BudgetBook {
  private static final int ID_LENGTH = 16;

  private final Till till;
  private final BudgetChanges changes;
  private final Supplier<List<Cap>> settings;
  private final Keyring keyring;
  private final ZoneId zone;
  private final InstantSource clock;

  BudgetBook(
      Till till,
      BudgetChanges changes,
      Supplier<List<Cap>> settings,
      Keyring keyring,
      ZoneId zone,
      InstantSource clock) {
    this.till = till;
    this.changes = changes;
    this.settings = settings;
    this.keyring = keyring;
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * One cap for one value of each axis, in the window that counts now.
   *
   * @param id names it, from one window to the next
   * @param standing how it stands, if that is known without a question to the ledger
   */
  record Budget(String id, Cap cap, CounterKey key, Optional<Standing> standing) {

    static Budget of(Cap cap, CounterKey key, Optional<Standing> standing) {
      return new Budget(name(cap, key), cap, key, standing);
    }

    /** In millionths of what there may be. */
    BigDecimal fullness() {
      return standing
          .map(one ->
              BigDecimal.valueOf(one.spent())
                  .add(BigDecimal.valueOf(one.held()))
                  .movePointRight(6)
                  .divideToIntegralValue(BigDecimal.valueOf(one.limit())))
          .orElse(BigDecimal.valueOf(-1));
    }

    private static String name(Cap cap, CounterKey key) {
      String words =
          String.join("\u001e", cap.name(), cap.unit().name(), key.meter().text())
              + "\u001e"
              + String.join("\u001e", key.values());
      return UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8))
          .toString()
          .replace("-", "")
          .substring(0, ID_LENGTH);
    }
  }

  /** Every budget, the fullest first; those of which nothing is known yet last. */
  List<Budget> list(Predicate<Budget> wanted) {
    return all().stream()
        .filter(wanted)
        .sorted(
            Comparator.comparing(Budget::fullness)
                .reversed()
                .thenComparing(budget -> budget.cap().name())
                .thenComparing(Budget::id))
        .toList();
  }

  /** How a budget stands, asked of the ledger where memory does not know. */
  Standing standing(Budget budget) {
    return budget
        .standing()
        .orElseGet(() -> changes.standing(budget.cap(), budget.key(), clock.instant()));
  }

  /**
   * The budget of an id, or of a cap's name that has but one.
   *
   * @throws tollgate.runtime.problem.ProblemException with BUDGET_UNKNOWN
   */
  Budget find(String name) {
    List<Budget> all = all();
    Optional<Budget> byId = all.stream().filter(one -> one.id().equals(name)).findFirst();
    List<Budget> byName = all.stream().filter(one -> one.cap().name().equals(name)).toList();
    return byId.or(() -> byName.size() == 1 ? Optional.of(byName.getFirst()) : Optional.empty())
        .orElseThrow(() -> MoneyProblem.BUDGET_UNKNOWN.exception(name));
  }

  private List<Budget> all() {
    Instant now = clock.instant();
    var budgets = new LinkedHashMap<String, Budget>();
    for (Standing one : till.standings(now)) {
      if (!one.isOver(now)) {
        inForce(one, now).ifPresent(budget -> budgets.put(budget.id(), budget));
      }
    }
    for (Budget budget : known(now)) {
      budgets.put(budget.id(), budget);
    }
    return new ArrayList<>(budgets.values());
  }

  /** Of a key or the settings what was put to a call counts only as long as it is there. */
  private Optional<Budget> inForce(Standing asked, Instant now) {
    return switch (asked.cap().source()) {
      case POLICY -> Optional.of(Budget.of(asked.cap(), asked.key(), Optional.of(asked)));
      case KEY -> Optional.empty();
      case SETTINGS ->
          settings.get().stream()
              .filter(cap -> cap.name().equals(asked.cap().name()))
              .filter(cap -> cap.meter().equals(asked.key().meter()))
              .findFirst()
              .map(cap -> Budget.of(cap, asked.key(), till.standing(cap, asked.key(), now)));
    };
  }

  /** Those of keys, and those of the settings that are narrowed down to one value of each axis. */
  private List<Budget> known(Instant now) {
    var known = new ArrayList<Budget>();
    for (var key : keyring.list()) {
      if (key.isUsable(now)) {
        for (Cap cap : key.terms().limits().caps(key.name(), zone)) {
          known.add(known(cap, cap.meter().at(now, key.id()), now));
        }
      }
    }
    for (Cap cap : settings.get()) {
      Map<String, String> only = cap.only();
      if (only.keySet().containsAll(cap.meter().by())) {
        String[] values =
            cap.meter().by().stream()
                .map(axis -> only.getOrDefault(axis, ""))
                .toArray(String[]::new);
        known.add(known(cap, cap.meter().at(now, values), now));
      }
    }
    return known;
  }

  private Budget known(Cap cap, CounterKey key, Instant now) {
    return Budget.of(cap, key, till.standing(cap, key, now).filter(one -> !one.isOver(now)));
  }
}
