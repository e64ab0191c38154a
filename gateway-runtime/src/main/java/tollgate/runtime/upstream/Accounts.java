package tollgate.runtime.upstream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.ProviderEvent;

/**
 * Whose turn it is among a provider's accounts, and which of them are left alone for a while.
 *
 * <p>Accounts take turns, but a session stays with the one that served it: providers keep prompt
 * caches per account, and a session that wanders pays for its whole prompt again. An account that
 * turned a call down rests; a rest is advice, not a lock, because a guess at a provider's limits
 * must never be what refuses a call.
 *
 * <p>Lives as long as the gateway: by provider id and account name, whatever generation asks. Safe
 * for any thread.
 */
public final class Accounts {

  /** Names of models come from clients, so their number must be bounded. */
  private static final int MOST_RESTS = 4_096;

  private static final int MOST_SESSIONS = 4_096;

  /** What rests: an account, or one model of it; the model is empty for the whole account. */
  private record Place(String provider, String account, String model) {}

  private record Rest(Instant until, int times) {}

  private final ConcurrentMap<Place, Rest> rests = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Turns> turns = new ConcurrentHashMap<>();
  private final InstantSource clock;

  /** Accounts of which nothing is known yet. */
  public Accounts(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The accounts of a provider that do not rest, in the order in which they are to be asked.
   *
   * @param session the session that asks, empty when not known
   */
  public List<OpenProvider> ready(OpenProvider provider, String model, String session) {
    var ready = new ArrayList<OpenProvider>();
    for (OpenProvider account : provider.perLogin()) {
      if (rest(account, model).isZero()) {
        ready.add(account);
      }
    }
    return ready.size() < 2 && provider.logins().size() == 1
        ? ready
        : turnsOf(provider).order(ready, session);
  }

  /** How long an account is to be left alone yet; zero when it is ready. */
  public Duration rest(OpenProvider account, String model) {
    if (rests.isEmpty()) {
      return Duration.ZERO;
    }
    Duration whole = left(new Place(account.id(), account.account(), ""));
    Duration one = left(new Place(account.id(), account.account(), model));
    return whole.compareTo(one) > 0 ? whole : one;
  }

  private Duration left(Place place) {
    Rest rest = rests.get(place);
    Duration left = rest == null ? Duration.ZERO : Duration.between(clock.instant(), rest.until());
    return left.isPositive() ? left : Duration.ZERO;
  }

  /** An account turned a call down: it rests. */
  public void turnedDown(OpenProvider account, String model, Trouble trouble, ReplyNotes notes) {
    var place = new Place(account.id(), account.account(), trouble == Trouble.LIMITED ? model : "");
    boolean news = left(place).isZero();
    Instant now = clock.instant();
    Rest before = Optional.ofNullable(rests.get(place)).orElse(new Rest(now, 0));
    Duration rest = trouble.rest(notes, before.times(), now);
    // What is told while it rests anyhow comes from calls that were under way: no further time.
    int times = news ? before.times() + 1 : before.times();
    keep(place, new Rest(later(now.plus(rest), before.until()), times));
    if (news) {
      tell(account, place, trouble, rest);
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void keep(Place place, Rest rest) {
    if (rests.size() >= MOST_RESTS) {
      rests.values().removeIf(old -> !old.until().isAfter(clock.instant()));
    }
    if (rests.size() < MOST_RESTS) {
      rests.put(place, rest);
    }
  }

  private static void tell(OpenProvider account, Place place, Trouble trouble, Duration rest) {
    Event event =
        trouble == Trouble.CREDENTIAL
            ? ProviderEvent.UPSTREAM_CREDENTIAL_REFUSED
            : ProviderEvent.UPSTREAM_ACCOUNT_RESTS;
    Events.log(
        event,
        "provider",
        account.id(),
        "account",
        place.account(),
        "model",
        place.model(),
        "reason",
        trouble.word(),
        "rest_ms",
        rest.toMillis());
  }

  /** An account served: it is well, and the session stays with it. */
  public void served(OpenProvider account, String model, String session) {
    if (!rests.isEmpty()) {
      rests.remove(new Place(account.id(), account.account(), ""));
      rests.remove(new Place(account.id(), account.account(), model));
    }
    if (account.logins().size() > 1) {
      turnsOf(account).stay(session, account.account());
    }
  }

  private Turns turnsOf(OpenProvider provider) {
    return turns.computeIfAbsent(provider.id(), _ -> new Turns());
  }

  /** The turns of one provider's accounts. */
  private static final class Turns {
    private final Map<String, String> sessions =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_SESSIONS;
          }
        };
    private String last = "";

    synchronized List<OpenProvider> order(List<OpenProvider> ready, String session) {
      if (ready.isEmpty()) {
        return ready;
      }
      int first = indexOf(ready, session.isEmpty() ? "" : sessions.getOrDefault(session, ""));
      if (first < 0) {
        first = (indexOf(ready, last) + 1) % ready.size();
        last = ready.get(first).account();
        stay(session, last);
      }
      var order = new ArrayList<>(ready.subList(first, ready.size()));
      order.addAll(ready.subList(0, first));
      return order;
    }

    synchronized void stay(String session, String account) {
      if (!session.isEmpty()) {
        sessions.put(session, account);
      }
    }

    private static int indexOf(List<OpenProvider> ready, String account) {
      for (int i = 0; i < ready.size(); i++) {
        if (ready.get(i).account().equals(account)) {
          return i;
        }
      }
      return -1;
    }
  }
}
