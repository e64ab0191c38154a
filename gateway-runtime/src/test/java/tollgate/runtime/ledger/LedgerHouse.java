package tollgate.runtime.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Till;
import tollgate.runtime.store.CommitWatch;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.StoreSettings;

/** A ledger on a file of its own, with a clock that stands still until it is moved. */
public final class LedgerHouse implements AutoCloseable, InstantSource {
  private final Path file;
  private final Database database;
  private final Till till = new Till(Meter.standing(ZoneOffset.UTC));
  private final Ledger ledger;
  private Instant now;

  /** Opens or begins the file. */
  public LedgerHouse(Path file, Instant now) {
    this.file = file;
    this.now = now;
    this.database = Database.open(StoreSettings.of(file), CommitWatch.NONE);
    this.ledger = Ledger.start(database, till, this);
  }

  /** A house at noon of a Saturday. */
  public static LedgerHouse at(Path file) {
    return new LedgerHouse(file, Instant.parse("2026-11-21T12:00:00.123Z"));
  }

  /** The same house again, after its process died. */
  LedgerHouse afterCrash(Path elsewhere) {
    return new LedgerHouse(copyTo(elsewhere), now.plusSeconds(60));
  }

  /** Where the database lies. */
  Path file() {
    return file;
  }

  /** Copies what a crash at this moment would leave on the disk. */
  Path copyTo(Path elsewhere) {
    try {
      Files.copy(file, elsewhere);
      Files.copy(log(file), log(elsewhere));
      return elsewhere;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path log(Path file) {
    return Path.of(file + "-wal");
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves the clock. */
  public void advance(java.time.Duration time) {
    now = now.plus(time);
  }

  /** The ledger. */
  public Ledger ledger() {
    return ledger;
  }

  /** Its database. */
  public Database database() {
    return database;
  }

  /** Its till. */
  public Till till() {
    return till;
  }

  /** Waits until everything handed over is durable. */
  public void flush() {
    database.writer().flush();
  }

  /** Whether rows, sums and counters agree. */
  LedgerCheck.Findings verify() {
    flush();
    return new LedgerCheck(database).verify(till);
  }

  /** The first column of the first row, as text; "null" where it is NULL. */
  String one(String sql) {
    return list(sql).getFirst();
  }

  /** The rows of an answer, columns joined by a space. */
  public List<String> list(String sql) {
    return database
        .reads()
        .ask(connection -> {
          var lines = new ArrayList<String>();
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
              var line = new ArrayList<String>();
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                line.add(String.valueOf(row.getString(i)));
              }
              lines.add(String.join(" ", line));
            }
          }
          return lines;
        });
  }

  /** Changes something behind the ledger's back. */
  void tamper(String sql) {
    database.writer().submit(tx -> tx.statement(sql).executeUpdate()).await();
  }

  @Override
  public void close() {
    database.close();
  }
}
