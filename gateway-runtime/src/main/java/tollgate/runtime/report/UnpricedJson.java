package tollgate.runtime.report;

import java.util.List;
import java.util.Locale;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.UnpricedCalls;

/** How calls without a price are told: what they have in common, why, and what helps. */
public final class UnpricedJson {

  private UnpricedJson() {}

  /** A page of them. */
  public static Json.Obj of(List<UnpricedCalls.Group> groups) {
    return Json.object(
        "unpriced", new Json.Arr(groups.stream().<Json>map(UnpricedJson::group).toList()));
  }

  /** The shape of it. */
  public static Shape.Members shape() {
    return Shape.object(
        "unpriced",
        Shape.items(
            Shape.object(
                "provider", Shape.text(),
                "model", Shape.text(),
                "asked", Shape.text(),
                "service_tier", Shape.text(),
                "region", Shape.text(),
                "calls", Shape.whole(),
                "tokens", Shape.whole(),
                "first_seen", Shape.instant(),
                "last_seen", Shape.instant(),
                "lacks", Shape.text(),
                "tried", Shape.items(Shape.text()),
                "hint", Shape.text())));
  }

  private static Json group(UnpricedCalls.Group group) {
    return Json.object(
        "provider",
        group.provider(),
        "model",
        group.model(),
        "asked",
        group.asked(),
        "service_tier",
        group.serviceTier(),
        "region",
        group.region(),
        "calls",
        group.calls(),
        "tokens",
        group.tokens(),
        "first_seen",
        group.first().toString(),
        "last_seen",
        group.last().toString(),
        "lacks",
        group.lack().name().toLowerCase(Locale.ROOT),
        "tried",
        new Json.Arr(group.tried().stream().<Json>map(Json::text).toList()),
        "hint",
        hint(group));
  }

  private static String hint(UnpricedCalls.Group group) {
    String backfill = "then run: tollgate costs backfill --since " + group.first();
    String path = "PUT /admin/pricing/overrides/" + group.provider() + "/" + group.model();
    return switch (group.lack()) {
      case NOTHING ->
          "There is a price by now: run: tollgate costs backfill --since " + group.first();
      case USAGE -> "The provider told no usage: no price helps, the cost stays unknown.";
      case MODEL ->
          "Set a price (%s with \"from\": \"%s\") or an alias to a model that has one, %s"
              .formatted(path, group.first(), backfill);
      case TIER ->
          "The model's price names no tier \"%s\": set one that does (%s, \"tiers\"), %s"
              .formatted(group.serviceTier(), path, backfill);
      case RATE ->
          "The calls used something the model's price does not name, such as audio or a search:"
              + " set one that does (%s), %s".formatted(path, backfill);
      case SENSE ->
          "The price makes a cost that no call has: look at it with GET"
              + " /admin/pricing?model=%s&provider=%s".formatted(group.model(), group.provider());
    };
  }
}
