package tollgate.runtime.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tollgate.api.quota.QuotaWindow;
import tollgate.runtime.store.Database;

/**
 * What is known of accounts' quotas: the newest reading of every window in memory, those before it
 * on disk. A passive book: it is told what was read and asks nobody. Safe for any thread.
 */
public final class QuotaBook {

  /** An account nobody has told of for so long is not what it was. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final QuotaTable table;
  private final Map<Series, QuotaReading> newest = new ConcurrentHashMap<>();

  private record Series(String vendor, String account, String window) {}

  /**
   * How the accounts of a vendor stand together.
   *
   * @param state {@code ok} where an account has something left in every window, {@code drained}
   *     where none has
   * @param age how long ago the oldest reading behind it was made
   */
  public record Standing(String state, Duration age) {}

  /** Opens the book of a database. */
  public QuotaBook(Database database) {
    table = new QuotaTable(database.reads(), database.writer());
    table.newest().forEach(this::remember);
  }

  /** Keeps what was read of an account; durable when this returns. */
  List<QuotaReading> note(Instant at, String vendor, String account, List<QuotaWindow> windows) {
    List<QuotaReading> kept = table.keep(at, vendor, account, windows);
    kept.forEach(this::remember);
    return kept;
  }

  private void remember(QuotaReading reading) {
    newest.put(new Series(reading.vendor(), reading.account(), reading.window().name()), reading);
  }

  /** The newest reading of every window, by vendor, account and window. */
  public List<QuotaReading> newest() {
    return newest.values().stream()
        .sorted(
            Comparator.comparing(QuotaReading::vendor)
                .thenComparing(QuotaReading::account)
                .thenComparing(reading -> reading.window().name()))
        .toList();
  }

  /** What was read between two instants, the oldest first; empty names leave a question open. */
  public List<QuotaReading> between(Instant from, Instant to, String vendor, String account) {
    return table.between(from, to, vendor, account);
  }

  /** Forgets what is older than that; the newest reading of each window stays. */
  public void forget(Instant before) {
    table.forget(before);
  }

  /** How many windows have nothing left. */
  public long drained(Instant now) {
    return newest.values().stream()
        .filter(reading -> reading.isDrained() && !reading.isOver(now))
        .count();
  }

  /** How the accounts of a vendor stand; empty where nothing recent is known. */
  public Optional<Standing> standing(String vendor, Instant now) {
    var drained = new LinkedHashMap<String, Boolean>();
    Instant oldest = now;
    for (QuotaReading reading : newest()) {
      boolean counts = reading.vendor().equals(vendor) && !reading.isOver(now);
      if (counts && reading.at().isAfter(now.minus(REMEMBERED))) {
        drained.merge(reading.account(), reading.isDrained(), Boolean::logicalOr);
        oldest = reading.at().isBefore(oldest) ? reading.at() : oldest;
      }
    }
    return drained.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Standing(
                drained.containsValue(false) ? "ok" : "drained", Duration.between(oldest, now)));
  }
}
