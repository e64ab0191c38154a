package tollgate.runtime.replay;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.policy.Verdict;
import tollgate.runtime.price.Charge;
import tollgate.runtime.price.Cost;
import tollgate.runtime.price.RateEngine;

/**
 * What verdicts mean for a call of the past.
 *
 * <p>A cap refuses a call when what came together in its window, with every call counted from its
 * arrival on, and this call's own cost are more than the cap. A route changes the cost to that of
 * the same tokens at the other model's rates. A clamp takes away the output beyond it.
 */
final class Consequences {

  private final World world;
  private final Prices prices;

  Consequences(World world, Prices prices) {
    this.world = world;
    this.prices = prices;
  }

  Effect of(List<Verdict> verdicts, PastRow row) {
    Optional<Verdict.Route> route = first(verdicts, Verdict.Route.class);
    long clamp = clamp(verdicts);
    boolean rerouted = route.isPresent() && isElsewhere(route.get(), row);
    boolean clamped = clamp > 0 && output(row) > clamp;
    Range cost = row.paid().counted();
    if (rerouted) {
      cost = elsewhere(route.get(), row);
    }
    if (clamped) {
      cost = new Range(Math.max(0, cost.least() - beyond(row, clamp)), cost.most());
    }
    Axes axes = rerouted ? moved(route.get(), row.axes()) : row.axes();
    Posted posted = posted(row, axes, tags(verdicts), cost);
    var blocks = new Blocks(posted);
    verdicts.forEach(blocks::add);
    boolean warned = first(verdicts, Verdict.Warn.class).isPresent();
    return new Effect(
        blocks.blocked, blocks.reason, blocks.limited, rerouted, clamped, warned, cost, posted);
  }

  static Posted posted(PastRow row, Axes axes, Map<String, String> tags, Range cost) {
    Range tokens = Range.of(row.paid().usage().tokens().total());
    return new Posted(row.arrivedAt(), row.endedAt(), axes, tags, cost, tokens, true);
  }

  /** What refuses a call or has it wait. */
  private final class Blocks {
    private final Posted posted;
    private Sure blocked = Sure.NO;
    private Sure limited = Sure.NO;
    private String reason = "";

    Blocks(Posted posted) {
      this.posted = posted;
    }

    void add(Verdict verdict) {
      switch (verdict) {
        case Verdict.Deny deny -> block(Sure.YES, deny.sentence());
        case Verdict.Cap cap -> block(exceeds(cap), "cap " + cap.name());
        case Verdict.Limit limit -> limited = limited.any(exceeds(limit));
        case Verdict.Route _, Verdict.Clamp _, Verdict.Header _, Verdict.Tag _, Verdict.Warn _ -> {}
      }
    }

    private void block(Sure sure, String why) {
      if (sure.compareTo(blocked) > 0) {
        blocked = sure;
        reason = why;
      }
    }

    private Sure exceeds(Verdict.Cap cap) {
      Range sum = world.meters().sum(cap.unit(), cap.per(), cap.by(), posted);
      return sum.exceeds(amount(cap.unit()), most(cap.unit(), cap.most()));
    }

    private Sure exceeds(Verdict.Limit limit) {
      Range sum = world.meters().sum(limit.unit(), limit.per(), limit.by(), posted);
      return sum.exceeds(amount(limit.unit()), most(limit.unit(), limit.most()));
    }

    private Range amount(Verdict.Unit unit) {
      return switch (unit) {
        case USD -> posted.cost();
        case TOKENS -> posted.tokens();
        case CALLS, CONCURRENT -> posted.calls();
      };
    }
  }

  private static long most(Verdict.Unit unit, BigDecimal most) {
    return unit == Verdict.Unit.USD ? Money.usd(most).nanos() : most.longValue();
  }

  private static <V extends Verdict> Optional<V> first(List<Verdict> verdicts, Class<V> kind) {
    return verdicts.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static long clamp(List<Verdict> verdicts) {
    long clamp = 0;
    for (Verdict verdict : verdicts) {
      if (verdict instanceof Verdict.Clamp(var most)) {
        clamp = clamp == 0 ? most : Math.min(clamp, most);
      }
    }
    return clamp;
  }

  private static Map<String, String> tags(List<Verdict> verdicts) {
    var tags = new HashMap<String, String>();
    for (Verdict verdict : verdicts) {
      if (verdict instanceof Verdict.Tag(var name, var value)) {
        tags.putIfAbsent(name, value);
      }
    }
    return tags.isEmpty() ? Map.of() : tags;
  }

  private static boolean isElsewhere(Verdict.Route route, PastRow row) {
    boolean provider =
        !route.provider().isEmpty() && !route.provider().equals(row.served().provider());
    boolean model =
        !route.model().isEmpty() && !row.routedModel().equals(Optional.of(route.model()));
    return provider || model;
  }

  private static Axes moved(Verdict.Route route, Axes axes) {
    return new Axes(
        axes.tool(),
        axes.instance(),
        axes.session(),
        axes.agent(),
        axes.parent(),
        axes.key(),
        route.provider().isEmpty() ? axes.provider() : route.provider(),
        route.provider().isEmpty() ? axes.account() : route.account(),
        route.model().isEmpty() ? axes.model() : route.model());
  }

  /** The same tokens at the other's rates; without rates anything from nothing to what it cost. */
  private Range elsewhere(Verdict.Route route, PastRow row) {
    String provider = route.provider().isEmpty() ? row.served().provider() : route.provider();
    String model = route.model().isEmpty() ? row.served().model() : route.model();
    return prices
        .find(provider, model, row.arrival())
        .flatMap(match -> RateEngine.cost(match, row.paid().usage()))
        .map(money -> Range.of(money.nanos()))
        .orElse(row.paid().counted().or(Range.ZERO));
  }

  private static long output(PastRow row) {
    TokenCounts tokens = row.paid().usage().tokens();
    return tokens.output();
  }

  /** What the output beyond a limit cost, by the rate that was charged; all where none is known. */
  private static long beyond(PastRow row, long clamp) {
    try {
      for (Charge charge : Cost.parse(row.paid().charges()).charges()) {
        if (charge.unit() == RateUnit.OUTPUT) {
          long tokens = Math.min(charge.quantity(), output(row) - clamp);
          var less = new Charge(charge.unit(), tokens, charge.rate(), charge.derived());
          return Money.usd(less.usd()).nanos();
        }
      }
      return row.paid().cost();
    } catch (IllegalArgumentException unreadable) {
      return row.paid().cost();
    }
  }
}
