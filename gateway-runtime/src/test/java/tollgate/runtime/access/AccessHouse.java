package tollgate.runtime.access;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import tollgate.runtime.ledger.LedgerHouse;

/** Who may administer, on a database of its own, with passwords that cost little. */
public final class AccessHouse implements AutoCloseable {
  /** A password that is taken. */
  public static final String PASSWORD = "correct horse battery";

  /** How long a session may be silent. */
  static final Duration IDLE = Duration.ofMinutes(30);

  /** How long a session lasts at most. */
  static final Duration LONGEST = Duration.ofHours(8);

  /** How many wrong passwords an address may try in a minute. */
  static final int ATTEMPTS = 2;

  private final LedgerHouse house;
  private final Access access;

  private AccessHouse(LedgerHouse house) {
    this.house = house;
    this.access = access(house);
  }

  /** Begins or opens the file. */
  public static AccessHouse at(Path file) {
    return new AccessHouse(LedgerHouse.at(file));
  }

  private static Access access(LedgerHouse house) {
    var random = new SecureRandom();
    var cheap = new Passwords(random, new Passwords.Cost(64, 1));
    var people = new People(house.database(), house, cheap);
    return new Access(
        people,
        new ProgramTokens(house.database(), house, random),
        new Sessions(people, new Sessions.Life(IDLE, LONGEST), house, random),
        new Logins(people, ATTEMPTS, Duration.ofMinutes(1), house, random));
  }

  /** The house with its clock and its database. */
  public LedgerHouse house() {
    return house;
  }

  /** Who may administer. */
  public Access access() {
    return access;
  }

  /** The same read from the database anew. */
  Access again() {
    house.flush();
    return access(house);
  }

  /** What the audit holds: who, what, to what. */
  List<String> audit() {
    return house.list("SELECT actor, action, subject, detail FROM audit ORDER BY id");
  }

  @Override
  public void close() {
    house.close();
  }
}
