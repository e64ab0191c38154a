package tollgate.runtime.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tollgate.runtime.rate.TokenBuckets;

/**
 * How often passwords may be tried. A right one costs nothing; a wrong one takes a token of the
 * address it came from, one of the name it was tried for and one of everybody's, and all must have
 * one.
 *
 * <p>A stranger who keeps guessing somebody's password would lock them out that way. Whoever logs
 * in is therefore given a mark to keep, and who brings the mark of that name has a bucket of their
 * own, which no stranger can empty (OWASP, "Slow Down Online Guessing Attacks with Device
 * Cookies"). Marks are kept in memory as hashes, a bounded number of them, and tell nothing but
 * that somebody once knew the password. Safe for any thread.
 */
public final class Logins {

  /** How many more tries there are for one name, from all addresses together. */
  private static final int ADDRESSES = 4;

  /** How many more there are for everybody together: a processor has other things to do. */
  private static final int EVERYBODY = 60;

  private static final String ALL = "";

  /** Names that nobody has share so many buckets, so that guessing names fills no memory. */
  private static final int NOBODYS = 1_024;

  private static final int MOST_MARKS = 4_096;

  private final TokenBuckets addresses;
  private final TokenBuckets names;
  private final TokenBuckets everybody;
  private final TokenBuckets marked;
  private final People people;
  private final RandomGenerator random;

  /** The name that each mark was given for, by its hash, the oldest first. */
  private final LinkedHashMap<String, String> marks = new LinkedHashMap<>();

  /**
   * Who tries.
   *
   * @param address where from
   * @param name which name
   * @param mark what they bring of an earlier time; empty for none
   */
  public record Try(String address, String name, String mark) {

    /** Without the mark, so that it cannot slip into a log. */
    @Override
    public String toString() {
      return "Try[" + name + " from " + address + "]";
    }
  }

  /**
   * What became of it.
   *
   * @param person who it is; empty where the password was wrong or not looked at
   * @param heldUp zero where it was looked at; else how long to wait first
   */
  public record Result(Optional<Person> person, Duration heldUp) {}

  /**
   * Nobody has tried yet.
   *
   * @param attempts how many wrong passwords an address may try in the window
   * @param random must be a secure one in production
   */
  public Logins(
      People people, int attempts, Duration window, InstantSource clock, RandomGenerator random) {
    this.people = people;
    this.random = random;
    this.addresses = new TokenBuckets(attempts, window, clock);
    this.names = new TokenBuckets(attempts * ADDRESSES, window, clock);
    this.everybody = new TokenBuckets(attempts * EVERYBODY, window, clock);
    this.marked = new TokenBuckets(attempts, window, clock);
  }

  /** Tries a password; may take a tenth of a second and longer, see {@link People#check}. */
  public Result attempt(Try by, String password) {
    return isKnown(by) ? known(by, password) : stranger(by, password);
  }

  private Result known(Try by, String password) {
    String mark = Secrets.hash(by.mark());
    Duration wait = marked.take(mark);
    if (!wait.isZero()) {
      return new Result(Optional.empty(), wait);
    }
    Optional<Person> person = people.check(by.name(), password);
    person.ifPresent(right -> marked.giveBack(mark));
    return new Result(person, Duration.ZERO);
  }

  private Result stranger(Try by, String password) {
    String name =
        people.find(by.name()).isPresent()
            ? by.name()
            : "?" + Math.floorMod(by.name().hashCode(), NOBODYS);
    var counts =
        List.of(
            new Count(addresses, by.address()), new Count(names, name), new Count(everybody, ALL));
    for (int i = 0; i < counts.size(); i++) {
      Duration wait = counts.get(i).take();
      if (!wait.isZero()) {
        counts.subList(0, i).forEach(Count::giveBack);
        return new Result(Optional.empty(), wait);
      }
    }
    Optional<Person> person = people.check(by.name(), password);
    person.ifPresent(right -> counts.forEach(Count::giveBack));
    return new Result(person, Duration.ZERO);
  }

  /** A name in some buckets. */
  private record Count(TokenBuckets buckets, String name) {
    Duration take() {
      return buckets.take(name);
    }

    void giveBack() {
      buckets.giveBack(name);
    }
  }

  /** A mark for somebody whose password was right. */
  public String mark(Person person) {
    synchronized (marks) {
      String mark = Secrets.make("", random);
      marks.put(Secrets.hash(mark), person.name());
      if (marks.size() > MOST_MARKS) {
        marks.pollFirstEntry();
      }
      return mark;
    }
  }

  private boolean isKnown(Try by) {
    if (by.mark().isEmpty()) {
      return false;
    }
    synchronized (marks) {
      return by.name().equals(marks.get(Secrets.hash(by.mark())));
    }
  }
}
