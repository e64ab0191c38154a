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
import tollgate.runtime.event.Event;
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
    database.reads().ask(KeyTable::read).forEach(row -> keys.put(row.hash(), row.key()));
  }

  @Override
  public KeyLookup find(String credential) {
    String hash = Secrets.hash(credential);
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
    var row = new KeyTable.Row(Secrets.hash(secret), key);
    var change = new AuditEntry(now, actor, "key.created", key.id(), terms.toString());
    commit(transaction -> {
      KeyTable.insert(transaction, row);
      change.write(transaction);
    });
    keys.put(row.hash(), key);
    Events.log(Event.KEY_CREATED, "key", key.id(), "name", key.name(), "by", actor);
    return new CreatedKey(key, secret);
  }

  @Override
  public synchronized Optional<ManagedKey> revoke(String id, String actor) {
    Optional<Map.Entry<String, ManagedKey>> found =
        keys.entrySet().stream().filter(entry -> entry.getValue().id().equals(id)).findAny();
    if (found.isEmpty() || found.get().getValue().isRevoked()) {
      return found.map(Map.Entry::getValue);
    }
    Instant now = Instant.ofEpochMilli(clock.millis());
    ManagedKey revoked = found.get().getValue().revokedAt(now);
    var change = new AuditEntry(now, actor, "key.revoked", id, revoked.name());
    commit(transaction -> {
      KeyTable.revoke(transaction, id, now);
      change.write(transaction);
    });
    keys.computeIfPresent(found.get().getKey(), (hash, key) -> key.revokedAt(now));
    Events.log(Event.KEY_REVOKED, "key", id, "name", revoked.name(), "by", actor);
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
              () -> {}, failure -> Events.log(Event.PROXY_API_KEY_TOUCH_FAILED, "key", seen.id()));
    }
  }

  private void commit(Work work) {
    database.writer().submit(work).await();
  }
}
