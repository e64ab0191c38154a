package tollgate.runtime.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import tollgate.runtime.store.Database;

/**
 * Who may administer a gateway.
 *
 * @param people who log in
 * @param tokens what programs bring
 * @param sessions who is logged in
 * @param logins how often passwords may be tried
 */
public record Access(People people, ProgramTokens tokens, Sessions sessions, Logins logins) {

  /**
   * How people log in.
   *
   * @param life how long a session lives
   * @param window the time for which wrong passwords are counted
   * @param attempts how many of them one address may try in it
   */
  public record Rules(Sessions.Life life, Duration window, int attempts) {}

  /** Reads it from a database. */
  public static Access open(
      Database database, Rules rules, InstantSource clock, SecureRandom random) {
    var people = new People(database, clock, random);
    return new Access(
        people,
        new ProgramTokens(database, clock, random),
        new Sessions(people, rules.life(), clock, random),
        new Logins(people, rules.attempts(), rules.window(), clock, random));
  }
}
