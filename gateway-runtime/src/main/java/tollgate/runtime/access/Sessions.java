package tollgate.runtime.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Who is logged in, found by the SHA-256 of what their cookie holds. Kept in memory only: a session
 * that lives nowhere else ends with certainty, by logging out as by a restart of the gateway, and
 * there is no secret on the disk by which sessions could be forged.
 *
 * <p>Each look-up asks {@link People} again: another role holds at once, and whoever was removed or
 * has another password is logged in no more. Safe for any thread.
 */
public final class Sessions implements PrincipalFinder {

  /** How many sessions one person has at most; the one that was silent for longest makes room. */
  static final int MOST_OF_ONE = 20;

  private final People people;
  private final Life life;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  /**
   * How long a session lives.
   *
   * @param idle without a request
   * @param longest at most
   */
  public record Life(Duration idle, Duration longest) {}

  /**
   * A session that was just opened.
   *
   * @param secret what the cookie holds
   * @param life how long it may last
   */
  public record Opened(String secret, Duration life) {

    /** Without the secret, so that it cannot slip into a log. */
    @Override
    public String toString() {
      return "Opened[" + life + "]";
    }
  }

  /** Whose session, with which password it was opened, when, and when it was last used. */
  private record Session(String name, Instant passwordAt, Instant openedAt, Instant seenAt) {}

  /**
   * Nobody is logged in yet.
   *
   * @param random must be a secure one in production
   */
  public Sessions(People people, Life life, InstantSource clock, RandomGenerator random) {
    this.people = people;
    this.life = life;
    this.clock = clock;
    this.random = random;
  }

  /** Opens a session for somebody whose password was right. */
  public Opened open(Person person) {
    String secret;
    synchronized (random) {
      secret = Secrets.make("", random);
    }
    Instant now = clock.instant();
    sessions.values().removeIf(session -> whose(session, now).isEmpty());
    makeRoom(person.name());
    sessions.put(Secrets.hash(secret), new Session(person.name(), person.passwordAt(), now, now));
    return new Opened(secret, life.longest());
  }

  private void makeRoom(String name) {
    sessions.entrySet().stream()
        .filter(entry -> entry.getValue().name().equals(name))
        .sorted(
            Comparator.<Map.Entry<String, Session>, Instant>comparing(
                    entry -> entry.getValue().seenAt())
                .reversed())
        .skip(MOST_OF_ONE - 1)
        .forEach(entry -> sessions.remove(entry.getKey()));
  }

  @Override
  public Optional<Principal> find(String secret) {
    return person(secret).map(Person::principal);
  }

  /** Who is logged in with that secret; counts as a sign of life. */
  public Optional<Person> person(String secret) {
    String hash = Secrets.hash(secret);
    Session session = sessions.get(hash);
    if (session == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<Person> person = whose(session, now);
    if (person.isEmpty()) {
      sessions.remove(hash);
    } else {
      sessions.computeIfPresent(
          hash, (key, seen) -> new Session(seen.name(), seen.passwordAt(), seen.openedAt(), now));
    }
    return person;
  }

  /** Ends a session; one that is over already stays so. */
  public void close(String secret) {
    sessions.remove(Secrets.hash(secret));
  }

  /** How many there are. */
  int size() {
    return sessions.size();
  }

  private Optional<Person> whose(Session session, Instant now) {
    boolean over =
        !now.isBefore(session.openedAt().plus(life.longest()))
            || !now.isBefore(session.seenAt().plus(life.idle()));
    return over
        ? Optional.empty()
        : people
            .find(session.name())
            .filter(person -> person.passwordAt().equals(session.passwordAt()));
  }
}
