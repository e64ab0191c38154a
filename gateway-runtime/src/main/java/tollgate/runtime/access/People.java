package tollgate.runtime.access;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tollgate.runtime.event.Actor;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.Columns;
import tollgate.runtime.store.Database;

/**
 * The people of the database, all of them in memory as well; the table changes first. Every change
 * is audited in the name of {@link Actor#current}. Changes block until they are durable and throw
 * STORE_UNAVAILABLE where they cannot be kept. Safe for any thread.
 */
public final class People {
  private final AccessChanges changes;
  private final Passwords passwords;
  private final Map<String, PersonTable.Row> rows = new ConcurrentHashMap<>();

  /**
   * Reads everybody.
   *
   * @throws ProblemException with STORE_UNREADABLE when they cannot be read
   */
  public People(Database database, InstantSource clock, SecureRandom random) {
    this(database, clock, new Passwords(random, Passwords.Cost.ORDINARY));
  }

  /** The same with another way to keep passwords. */
  People(Database database, InstantSource clock, Passwords passwords) {
    this.changes = new AccessChanges(database, clock);
    this.passwords = passwords;
    for (PersonTable.Row row : database.reads().ask(PersonTable::read)) {
      rows.put(row.person().name(), row);
    }
  }

  /** Everybody, by name. */
  public List<Person> list() {
    return new TreeMap<>(rows).values().stream().map(PersonTable.Row::person).toList();
  }

  /** The one of that name. */
  public Optional<Person> find(String name) {
    return Optional.ofNullable(rows.get(name)).map(PersonTable.Row::person);
  }

  /** Whether there is nobody who could log in. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /**
   * Lets somebody log in from now on.
   *
   * @throws ProblemException with ACCESS_BAD_TERMS for a name or password that cannot be taken, or
   *     a name that is taken
   */
  public synchronized Person add(String name, Role role, String password) {
    if (!Person.isName(name)) {
      throw refused(
          "\"" + Columns.cut(name, 64) + "\" is no name",
          "Use up to 64 small letters, digits, dots, dashes, underscores and @.");
    }
    if (rows.containsKey(name)) {
      throw refused("there is a \"" + name + "\" already", "Choose another name.");
    }
    String hash = hash(password);
    Instant now = changes.now();
    var row = new PersonTable.Row(new Person(name, role, now, now, Person.NEVER), hash);
    changes.commit(
        transaction -> PersonTable.insert(transaction, row),
        "user.added",
        name,
        "as " + role.word());
    rows.put(name, row);
    return row.person();
  }

  /** Gives somebody another password; whoever is logged in under that name no longer is. */
  public synchronized Person changePassword(String name, String password) {
    Person person = require(name);
    var row = new PersonTable.Row(person.withPasswordAt(changes.now()), hash(password));
    return update(row, "user.password_changed", "");
  }

  /** Gives somebody another role, at once also where they are logged in. */
  public synchronized Person changeRole(String name, Role role) {
    var row = row(name);
    return update(row.with(row.person().withRole(role)), "user.role_changed", role.word());
  }

  /** Lets somebody log in no more; whoever is logged in under that name no longer is. */
  public synchronized Person remove(String name) {
    Person person = require(name);
    changes.commit(transaction -> PersonTable.delete(transaction, name), "user.removed", name, "");
    rows.remove(name);
    return person;
  }

  /**
   * Whoever has that name and that password. Takes a tenth of a second of a processor and longer
   * where others log in at the same time, the same for a name that nobody has.
   */
  public Optional<Person> check(String name, String password) {
    Optional<PersonTable.Row> row = Optional.ofNullable(rows.get(name));
    boolean right = passwords.isRight(password, row.map(PersonTable.Row::hash));
    return right ? row.map(PersonTable.Row::person) : Optional.empty();
  }

  /** Notes that somebody has logged in. */
  public synchronized void noteLogin(String name) {
    var row = row(name);
    update(row.with(row.person().withLoginAt(changes.now())), "session.opened", "");
  }

  /** The one of that name; throws ACCESS_NOT_THERE where there is none. */
  public Person require(String name) {
    return row(name).person();
  }

  private PersonTable.Row row(String name) {
    return Optional.ofNullable(rows.get(name))
        .orElseThrow(() -> AccessProblem.ACCESS_NOT_THERE.exception("user", name, "/admin/users"));
  }

  private String hash(String password) {
    Passwords.objectionTo(password)
        .ifPresent(objection -> {
          throw refused(
              objection,
              "Give one of " + Passwords.SHORTEST + " to 1024 characters; words will do.");
        });
    return passwords.hash(password);
  }

  private Person update(PersonTable.Row row, String action, String detail) {
    changes.commit(
        transaction -> PersonTable.update(transaction, row), action, row.person().name(), detail);
    rows.put(row.person().name(), row);
    return row.person();
  }

  private static ProblemException refused(String what, String remedy) {
    return AccessProblem.ACCESS_BAD_TERMS.exception("user", what, remedy);
  }
}
