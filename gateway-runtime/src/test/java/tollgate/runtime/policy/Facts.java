package tollgate.runtime.policy;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tollgate.api.call.DialectId;
import tollgate.api.call.Evidence;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.api.usage.Money;

/** Facts of calls for tests of policies. */
final class Facts {
  static final ZonedDateTime NOON =
      ZonedDateTime.of(2026, 11, 21, 12, 30, 0, 0, ZoneId.of("Europe/Berlin"));

  private Facts() {}

  static PolicyFacts of(String tool) {
    return of(tool, new Known());
  }

  static PolicyFacts of(String tool, Surroundings around) {
    var identity = new Identity(tool, "1.2", Evidence.NONE, "", "laptop", "s-1", "sub", "main");
    var request =
        RequestFacts.of(new DialectId("talk"))
            .model("large")
            .streaming(true)
            .maxOutputTokens(500)
            .messages(3)
            .tools(2)
            .promptBytes(400)
            .build();
    return new PolicyFacts(
        identity, "ci", Set.of("b", "a"), request, "POST", "/v1/talk", 450, 100, NOON, around);
  }

  /** Surroundings in which some things lie in memory and others do not. */
  static final class Known implements Surroundings {
    final Map<Spending, Money> spent = new EnumMap<>(Spending.class);
    boolean atHand = true;
    int fetched;

    @Override
    public Optional<Money> spentAtHand(Spending question) {
      return atHand ? Optional.of(spent(question)) : Optional.empty();
    }

    @Override
    public Money spent(Spending question) {
      fetched += atHand ? 0 : 1;
      return spent.getOrDefault(question, Money.ZERO);
    }

    @Override
    public Optional<SessionFacts> sessionAtHand() {
      return atHand ? Optional.of(session()) : Optional.empty();
    }

    @Override
    public SessionFacts session() {
      fetched += atHand ? 0 : 1;
      return new SessionFacts(4, 3, new BigDecimal("0.25"), 2);
    }

    @Override
    public boolean priced() {
      return false;
    }

    @Override
    public List<ProviderFacts> providers() {
      return List.of(new ProviderFacts("local", "talking", "open", Surroundings.Quota.UNKNOWN));
    }
  }
}
