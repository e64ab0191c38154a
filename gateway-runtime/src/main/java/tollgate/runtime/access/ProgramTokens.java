package tollgate.runtime.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import tollgate.runtime.event.Actor;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.store.Columns;
import tollgate.runtime.store.Database;

/**
 * The tokens of programs, all of them in memory as well, found by the SHA-256 of the whole token;
 * the table changes first. Every change is audited in the name of {@link Actor#current}, blocks
 * until it is durable and throws STORE_UNAVAILABLE where it cannot be kept. Safe for any thread.
 */
public final class ProgramTokens implements PrincipalFinder {

  /** How every token begins. */
  private static final String MARK = "tga_";

  private static final int PREFIX = 8;
  private static final Duration TOUCH_AFTER = Duration.ofMinutes(1);

  private final Database database;
  private final InstantSource clock;
  private final AccessChanges changes;
  private final RandomGenerator random;
  private final Map<String, ProgramToken> tokens = new ConcurrentHashMap<>();

  /**
   * What is asked for.
   *
   * @param name what the operator wants to call it
   * @param role what its holder may do
   * @param expiresAt from when on it is to be refused, {@link ProgramToken#NEVER} for never
   */
  public record Wish(String name, Role role, Instant expiresAt) {}

  /**
   * Reads every token.
   *
   * @param random must be a secure one in production
   * @throws ProblemException with STORE_UNREADABLE when they cannot be read
   */
  public ProgramTokens(Database database, InstantSource clock, RandomGenerator random) {
    this.database = database;
    this.clock = clock;
    this.changes = new AccessChanges(database, clock);
    this.random = random;
    for (TokenTable.Row row : database.reads().ask(TokenTable::read)) {
      tokens.put(row.hash(), row.token());
    }
  }

  /** Every token, the newest first, revoked ones included. */
  public List<ProgramToken> list() {
    return tokens.values().stream()
        .sorted(
            Comparator.comparing(ProgramToken::createdAt)
                .reversed()
                .thenComparing(ProgramToken::id))
        .toList();
  }

  @Override
  public Optional<Principal> find(String secret) {
    String hash = Secrets.hash(secret);
    ProgramToken token = tokens.get(hash);
    Instant now = clock.instant();
    if (token == null || !token.isUsable(now)) {
      return Optional.empty();
    }
    noteUse(hash, token, now);
    return Optional.of(token.principal());
  }

  /**
   * Makes a token.
   *
   * @throws ProblemException with ACCESS_BAD_TERMS where it cannot be made so
   */
  public synchronized ProgramToken.Created create(Wish wish) {
    Instant now = changes.now();
    objectionTo(wish, now);
    byte[] id = new byte[8];
    random.nextBytes(id);
    String secret = Secrets.make(MARK, random);
    var token =
        new ProgramToken(
            "tok-" + HexFormat.of().formatHex(id),
            wish.name(),
            secret.substring(0, PREFIX),
            wish.role(),
            now,
            wish.expiresAt(),
            ProgramToken.NEVER,
            ProgramToken.NEVER);
    String hash = Secrets.hash(secret);
    changes.commit(
        transaction -> TokenTable.insert(transaction, new TokenTable.Row(hash, token)),
        "token.created",
        token.id(),
        detail(token));
    tokens.put(hash, token);
    return new ProgramToken.Created(token, secret);
  }

  private void objectionTo(Wish wish, Instant now) {
    String name = wish.name();
    boolean odd = name.isBlank() || !name.equals(name.strip());
    if (odd
        || name.length() > ProgramToken.LONGEST_NAME
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw refused(
          "\"" + Columns.cut(name, ProgramToken.LONGEST_NAME) + "\" is no name",
          "Use up to 64 characters without control characters and without blanks around them.");
    }
    if (!wish.expiresAt().isAfter(now)) {
      throw refused(
          "it would expire at " + wish.expiresAt() + ", which is over", "Choose a time to come.");
    }
    if (!wish.expiresAt().equals(ProgramToken.NEVER)
        && wish.expiresAt().isAfter(now.plus(Duration.ofDays(36_525)))) {
      throw refused("it would expire in more than a hundred years", "Choose an earlier time.");
    }
    if (tokens.values().stream().anyMatch(one -> one.name().equals(name) && one.isUsable(now))) {
      throw refused(
          "there is a \"" + name + "\" already", "Revoke that one or choose another name.");
    }
  }

  /**
   * Revokes a token at once; one that is revoked stays as it is.
   *
   * @throws ProblemException with ACCESS_NOT_THERE when there is none of that id
   */
  public synchronized ProgramToken revoke(String id) {
    var found =
        tokens.entrySet().stream()
            .filter(entry -> entry.getValue().id().equals(id))
            .findAny()
            .orElseThrow(
                () -> AccessProblem.ACCESS_NOT_THERE.exception("token", id, "/admin/tokens"));
    if (!found.getValue().revokedAt().equals(ProgramToken.NEVER)) {
      return found.getValue();
    }
    Instant now = changes.now();
    ProgramToken revoked = found.getValue().revokedAt(now);
    changes.commit(
        transaction -> TokenTable.revoke(transaction, id, now),
        "token.revoked",
        id,
        detail(revoked));
    tokens.computeIfPresent(found.getKey(), (hash, token) -> token.revokedAt(now));
    return revoked;
  }

  /** Once a minute is enough to know. */
  private void noteUse(String hash, ProgramToken seen, Instant now) {
    Instant last = seen.lastUsedAt();
    if (!last.equals(ProgramToken.NEVER) && now.isBefore(last.plus(TOUCH_AFTER))) {
      return;
    }
    Instant minute = Instant.ofEpochSecond(now.getEpochSecond() / 60 * 60);
    if (tokens.replace(hash, seen, seen.usedAt(minute))) {
      var _ =
          database.writer().offer(transaction -> TokenTable.touch(transaction, seen.id(), minute));
    }
  }

  private static String detail(ProgramToken token) {
    return token.name() + " as " + token.role().word();
  }

  private static ProblemException refused(String what, String remedy) {
    return AccessProblem.ACCESS_BAD_TERMS.exception("token", what, remedy);
  }
}
