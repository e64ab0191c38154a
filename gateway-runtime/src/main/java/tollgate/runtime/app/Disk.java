package tollgate.runtime.app;

import java.security.SecureRandom;
import java.time.InstantSource;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Till;
import tollgate.runtime.config.Settings;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.key.SqliteKeyring;
import tollgate.runtime.ledger.Ledger;
import tollgate.runtime.ledger.PriceChanges;
import tollgate.runtime.metric.Metric;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.quota.QuotaBook;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.store.Database;

/**
 * Everything that stands on the database, which comes first: without a ledger nothing may be sent.
 *
 * @param database the open file
 * @param till the counters of money, as the ledger knows them
 * @param ledger the rows, with what an earlier run left open resolved
 * @param keyring the gateway's keys
 * @param words the prices and aliases that the operator set
 * @param reports questions to the rows
 * @param quotas what is left of upstream accounts' quotas
 */
record Disk(
    Database database,
    Till till,
    Ledger ledger,
    Keyring keyring,
    PriceChanges words,
    LedgerReports reports,
    QuotaBook quotas) {

  /** Opens the database and what stands on it; closing it is the stack's business. */
  static Disk open(
      Settings settings,
      Metrics metrics,
      InstantSource clock,
      SecureRandom random,
      CloseStack stack) {
    var database =
        stack.push(
            Database.open(
                Shapes.store(settings),
                (works, nanos) -> {
                  metrics.add(Metric.STORE_COMMIT, nanos);
                  metrics.add(Metric.STORE_JOBS, works);
                }));
    GatewayAddress.beside(settings.store().path()).forget(); // an earlier run's, if it was killed
    var till = new Till(Meter.standing(Shapes.zone()));
    var ledger = Ledger.start(database, till, clock);
    var keyring = new SqliteKeyring(database, clock, random);
    return new Disk(
        database,
        till,
        ledger,
        keyring,
        new PriceChanges(database, clock),
        new LedgerReports(database.reads(), clock),
        new QuotaBook(database));
  }
}
