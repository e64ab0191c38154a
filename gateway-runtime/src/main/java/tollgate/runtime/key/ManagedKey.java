package tollgate.runtime.key;

import java.time.Instant;
import java.util.Set;

/**
 * A gateway key as the operator sees it.
 *
 * @param id names the key for good
 * @param prefix its first characters, by which people tell keys apart
 * @param terms name, expiry, limits and tags
 * @param createdAt when it was made
 * @param revokedAt when it was revoked, {@link #NEVER} while it is not
 * @param lastUsedAt when it was last used, to the minute; {@link #NEVER} if it never was
 * @param formerUntil from when on the secret it had before is refused; {@link #NEVER} where it had
 *     no other
 */
public record ManagedKey(
    String id,
    String prefix,
    Terms terms,
    Instant createdAt,
    Instant revokedAt,
    Instant lastUsedAt,
    Instant formerUntil) {

  /** What has not happened and is not going to. */
  public static final Instant NEVER = Instant.MAX;

  /**
   * What the operator decided about a key.
   *
   * @param name what the operator calls it
   * @param expiresAt from when on it is refused, {@link #NEVER} for never
   * @param models the models it may ask for; empty allows all
   * @param providers the providers it may use; empty allows all
   * @param accounts the gateway's own accounts with providers that it may use; empty allows all
   * @param tags labels for grouping and for policies
   * @param holder whose it is
   * @param limits how much it may use
   */
  public record Terms(
      String name,
      Instant expiresAt,
      Set<String> models,
      Set<String> providers,
      Set<String> accounts,
      Set<String> tags,
      Holder holder,
      KeyLimits limits) {

    /** Terms never change; a key without a name cannot be told from others. */
    public Terms {
      if (name.isBlank()) {
        throw new IllegalArgumentException("a key needs a name");
      }
      models = Set.copyOf(models);
      providers = Set.copyOf(providers);
      accounts = Set.copyOf(accounts);
      tags = Set.copyOf(tags);
    }

    /** Terms of a key that may use as much as it likes. */
    public Terms(
        String name,
        Instant expiresAt,
        Set<String> models,
        Set<String> providers,
        Set<String> accounts,
        Set<String> tags,
        Holder holder) {
      this(name, expiresAt, models, providers, accounts, tags, holder, KeyLimits.NONE);
    }

    /** Terms of a key that is nobody's in particular and may use every account. */
    public Terms(
        String name,
        Instant expiresAt,
        Set<String> models,
        Set<String> providers,
        Set<String> tags) {
      this(name, expiresAt, models, providers, Set.of(), tags, Holder.NOBODY);
    }

    /** A name and no limits. */
    public static Terms named(String name) {
      return new Terms(name, NEVER, Set.of(), Set.of(), Set.of());
    }
  }

  /**
   * Whose a key is, as far as the operator says; empty texts say nothing.
   *
   * @param owner who answers for it
   * @param team the team it belongs to
   * @param project what it is used for
   */
  public record Holder(String owner, String team, String project) {

    /** Nobody in particular. */
    public static final Holder NOBODY = new Holder("", "", "");
  }

  /** A key that never had another secret. */
  public ManagedKey(
      String id,
      String prefix,
      Terms terms,
      Instant createdAt,
      Instant revokedAt,
      Instant lastUsedAt) {
    this(id, prefix, terms, createdAt, revokedAt, lastUsedAt, NEVER);
  }

  /** What the operator calls it. */
  public String name() {
    return terms.name();
  }

  /** Whether it may ask for a model. */
  public boolean allowsModel(String model) {
    return terms.models().isEmpty() || terms.models().contains(model);
  }

  /** Whether it may use a provider. */
  public boolean allowsProvider(String provider) {
    return terms.providers().isEmpty() || terms.providers().contains(provider);
  }

  /** Whether it is revoked. */
  public boolean isRevoked() {
    return !revokedAt.equals(NEVER);
  }

  /** Whether it lets anybody in. */
  public boolean isUsable(Instant now) {
    return !isRevoked() && now.isBefore(terms.expiresAt());
  }

  /** Where it stands, in a word: active, expired or revoked. */
  public String standing(Instant now) {
    if (isRevoked()) {
      return "revoked";
    }
    return isUsable(now) ? "active" : "expired";
  }

  /** The same key, revoked. */
  ManagedKey revokedAt(Instant at) {
    return new ManagedKey(id, prefix, terms, createdAt, at, lastUsedAt, formerUntil);
  }

  /** The same key, used. */
  ManagedKey lastUsedAt(Instant at) {
    return new ManagedKey(id, prefix, terms, createdAt, revokedAt, at, formerUntil);
  }

  /** The same key on other terms. */
  ManagedKey on(Terms other) {
    return new ManagedKey(id, prefix, other, createdAt, revokedAt, lastUsedAt, formerUntil);
  }

  /** The same key with a new secret, which begins so. */
  ManagedKey rotated(String newPrefix, Instant until) {
    return new ManagedKey(id, newPrefix, terms, createdAt, revokedAt, lastUsedAt, until);
  }
}
