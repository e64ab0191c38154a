package tollgate.runtime.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.store.AuditEntry;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.Work;

/**
 * The keys of the database. Every key is kept in memory as well, under its hash, and the two are
 * changed together: first the table, then memory, so that a key that is answered for is always
 * durable.
 */
public final class SqliteKeyring implements Keyring {
  private static final Duration TOUCH_AFTER = Duration.ofMinutes(1);

  private final Database database;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<String, ManagedKey> keys = new ConcurrentHashMap<>();

  /** What the secrets are that keys had before, by their hashes. */
  private final Map<String, Former> formers = new ConcurrentHashMap<>();

  /**
   * A secret that was replaced.
   *
   * @param current the hash of the one that took its place
   * @param until from when on it is refused
   */
  private record Former(String current, Instant until) {}

  /** A key with the hash it is found by. */
  private record Found(String hash, ManagedKey key) {}

  /**
   * Reads every key.
   *
   * @param random must be a secure one in production
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNREADABLE when they cannot be
   *     read
   */
  public SqliteKeyring(Database database, InstantSource clock, RandomGenerator random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
    for (KeyTable.Row row : database.reads().ask(KeyTable::read)) {
      keys.put(row.hash(), row.key());
      if (!row.formerHash().isEmpty()) {
        formers.put(row.formerHash(), new Former(row.hash(), row.key().formerUntil()));
      }
    }
  }

  @Override
  public KeyLookup find(String credential) {
    String sent = Secrets.hash(credential);
    Former former = formers.get(sent);
    String hash = former == null ? sent : former.current();
    ManagedKey key = keys.get(hash);
    if (key == null) {
      return new KeyLookup.Unknown();
    }
    if (key.isRevoked()) {
      return new KeyLookup.Revoked(key);
    }
    Instant now = clock.instant();
    if (!now.isBefore(key.terms().expiresAt())) {
      return new KeyLookup.Expired(key);
    }
    if (former != null && !now.isBefore(former.until())) {
      return new KeyLookup.Replaced(key, former.until());
    }
    noteUse(hash, key, now);
    return new KeyLookup.Known(key);
  }

  @Override
  public List<ManagedKey> list() {
    return keys.values().stream()
        .sorted(
            Comparator.comparing(ManagedKey::createdAt).reversed().thenComparing(ManagedKey::id))
        .toList();
  }

  @Override
  public synchronized CreatedKey create(ManagedKey.Terms terms, String actor) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    String secret = Secrets.secret(random);
    var key =
        new ManagedKey(
            Secrets.id(random),
            Secrets.prefix(secret),
            terms,
            now,
            ManagedKey.NEVER,
            ManagedKey.NEVER);
    insert(new Found(Secrets.hash(secret), key), "key.created", actor);
    Events.log(AccessEvent.KEY_CREATED, "key", key.id(), "name", key.name(), "by", actor);
    return new CreatedKey(key, secret);
  }

  private void insert(Found made, String action, String actor) {
    ManagedKey key = made.key();
    String detail = "none -> " + brief(made.hash()) + ", " + key.terms();
    var change = new AuditEntry(key.createdAt(), actor, action, key.id(), detail);
    commit(transaction -> {
      KeyTable.insert(transaction, new KeyTable.Row(made.hash(), "", key));
      change.write(transaction);
    });
    keys.put(made.hash(), key);
  }

  @Override
  public synchronized Optional<ManagedKey> take(
      String hash, String prefix, ManagedKey.Terms terms, String actor) {
    if (keys.containsKey(hash) || formers.containsKey(hash)) {
      return Optional.empty();
    }
    Instant now = Instant.ofEpochMilli(clock.millis());
    var key =
        new ManagedKey(Secrets.id(random), prefix, terms, now, ManagedKey.NEVER, ManagedKey.NEVER);
    insert(new Found(hash, key), "key.imported", actor);
    Events.log(AccessEvent.KEY_CREATED, "key", key.id(), "name", key.name(), "by", actor);
    return Optional.of(key);
  }

  @Override
  public synchronized Optional<ManagedKey> change(String id, ManagedKey.Terms terms, String actor) {
    Optional<Found> found = inForce(id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ManagedKey changed = found.get().key().on(terms);
    String detail = TermsChange.between(found.get().key().terms(), terms);
    var change = audit(actor, "key.changed", id, detail);
    commit(transaction -> {
      KeyTable.change(transaction, changed);
      change.write(transaction);
    });
    keys.computeIfPresent(found.get().hash(), (hash, key) -> key.on(terms));
    Events.log(AccessEvent.KEY_CHANGED, "key", id, "name", changed.name(), "by", actor);
    return Optional.of(changed);
  }

  @Override
  public synchronized Optional<CreatedKey> rotate(String id, Instant until, String actor) {
    Optional<Found> found = inForce(id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String old = found.get().hash();
    String secret = Secrets.secret(random);
    String fresh = Secrets.hash(secret);
    ManagedKey rotated = found.get().key().rotated(Secrets.prefix(secret), until);
    String detail = brief(old) + " -> " + brief(fresh) + ", the former one is good until " + until;
    var change = audit(actor, "key.rotated", id, detail);
    commit(transaction -> {
      KeyTable.rotate(transaction, new KeyTable.Row(fresh, old, rotated));
      change.write(transaction);
    });
    keys.put(fresh, rotated);
    formers.values().removeIf(former -> former.current().equals(old));
    formers.put(old, new Former(fresh, until));
    keys.remove(old);
    Events.log(AccessEvent.KEY_CHANGED, "key", id, "name", rotated.name(), "by", actor);
    return Optional.of(new CreatedKey(rotated, secret));
  }

  /** Enough of a hash to tell it from others in the audit. */
  private static String brief(String hash) {
    return hash.substring(0, Math.min(hash.length(), 12));
  }

  private AuditEntry audit(String actor, String action, String id, String detail) {
    return new AuditEntry(Instant.ofEpochMilli(clock.millis()), actor, action, id, detail);
  }

  private Optional<Found> inForce(String id) {
    return found(id).filter(found -> !found.key().isRevoked());
  }

  private Optional<Found> found(String id) {
    return keys.entrySet().stream()
        .filter(entry -> entry.getValue().id().equals(id))
        .map(entry -> new Found(entry.getKey(), entry.getValue()))
        .findAny();
  }

  @Override
  public synchronized Optional<ManagedKey> revoke(String id, String actor) {
    Optional<Found> found = found(id);
    if (found.isEmpty() || found.get().key().isRevoked()) {
      return found.map(Found::key);
    }
    Instant now = Instant.ofEpochMilli(clock.millis());
    ManagedKey revoked = found.get().key().revokedAt(now);
    String detail = brief(found.get().hash()) + " -> none, " + revoked.name();
    var change = new AuditEntry(now, actor, "key.revoked", id, detail);
    commit(transaction -> {
      KeyTable.revoke(transaction, id, now);
      change.write(transaction);
    });
    keys.computeIfPresent(found.get().hash(), (hash, key) -> key.revokedAt(now));
    Events.log(AccessEvent.KEY_REVOKED, "key", id, "name", revoked.name(), "by", actor);
    return Optional.of(revoked);
  }

  /** Once a minute is enough to know, and keeps the keys out of the way of the calls. */
  private void noteUse(String hash, ManagedKey seen, Instant now) {
    Instant last = seen.lastUsedAt();
    if (!last.equals(ManagedKey.NEVER) && now.isBefore(last.plus(TOUCH_AFTER))) {
      return;
    }
    Instant minute = Instant.ofEpochSecond(now.getEpochSecond() / 60 * 60);
    boolean first = keys.replace(hash, seen, seen.lastUsedAt(minute));
    if (first) {
      database
          .writer()
          .offer(transaction -> KeyTable.touch(transaction, seen.id(), minute))
          .whenOver(
              () -> {},
              failure -> Events.log(AccessEvent.PROXY_API_KEY_TOUCH_FAILED, "key", seen.id()));
    }
  }

  private void commit(Work work) {
    database.writer().submit(work).await();
  }
}
