package tollgate.runtime.call;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tollgate.runtime.policy.Surroundings.Quota;
import tollgate.runtime.quota.QuotaBook;
import tollgate.runtime.quota.QuotaBook.Standing;
import tollgate.runtime.upstream.OpenProvider;

/**
 * What policies are told of a provider's quota: how the accounts stand whose vendor bears the
 * provider's name, else those whose vendor bears the name of its kind.
 */
final class QuotaFact {

  private QuotaFact() {}

  static Quota of(QuotaBook book, OpenProvider provider, InstantSource clock) {
    Instant now = clock.instant();
    Optional<Standing> standing = book.standing(provider.id(), now);
    return standing
        .or(() -> book.standing(provider.type(), now))
        .map(known -> new Quota(known.state(), Optional.of(known.age())))
        .orElse(Quota.UNKNOWN);
  }
}
