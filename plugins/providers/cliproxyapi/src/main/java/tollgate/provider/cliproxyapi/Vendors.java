package tollgate.provider.cliproxyapi;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tollgate.api.call.Headers;
import tollgate.api.json.Json;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.quota.QuotaWindow;

/**
 * The vendors of subscriptions that can be asked what is left. Addresses, fields and the names of
 * windows are those that panels for CLIProxyAPI use, as of November 2026; no request pretends to
 * come from a vendor's own program.
 */
final class Vendors {
  private static final Map<String, String> CLAUDE_WINDOWS = claudeWindows();
  private static final BigDecimal FIVE_HOURS_IN_MINUTES = BigDecimal.valueOf(300);

  private final InstantSource clock;

  Vendors(InstantSource clock) {
    this.clock = clock;
  }

  List<QuotaProbe> probes() {
    return List.of(
        new VendorProbe(
            "claude",
            "https://api.anthropic.com/api/oauth/usage",
            Headers.none().with("anthropic-beta", "oauth-2025-04-20"),
            Vendors::claude),
        new VendorProbe(
            "codex", "https://chatgpt.com/backend-api/wham/usage", Headers.none(), this::codex),
        new VendorProbe(
            "kimi", "https://api.kimi.com/coding/v1/usages", Headers.none(), this::kimi));
  }

  private static Map<String, String> claudeWindows() {
    var windows = new LinkedHashMap<String, String>();
    windows.put("five_hour", "5h");
    windows.put("seven_day", "week");
    windows.put("seven_day_sonnet", "week_sonnet");
    windows.put("seven_day_opus", "week_opus");
    windows.put("seven_day_cowork", "week_cowork");
    windows.put("seven_day_oauth_apps", "week_oauth_apps");
    return windows;
  }

  private static List<QuotaWindow> claude(Fields answer) {
    var windows = new ArrayList<QuotaWindow>();
    CLAUDE_WINDOWS.forEach((field, name) -> {
      Fields window = answer.at(field);
      window
          .percent("utilization")
          .ifPresent(used ->
              windows.add(
                  new QuotaWindow(
                      name, Optional.of(used), "", window.instant("resets_at", "resetsAt"))));
    });
    return windows;
  }

  /** Windows are told apart by their length; the position only counts where no length is told. */
  private List<QuotaWindow> codex(Fields answer) {
    var windows = new ArrayList<QuotaWindow>();
    addCodex(windows, answer.at("rate_limit"), "");
    for (Json more : answer.items("additional_rate_limits")) {
      Fields limit = Fields.of(more);
      String name = word(limit.text("metered_feature", "limit_name"));
      if (!name.isEmpty()) {
        addCodex(windows, limit.at("rate_limit"), "_" + name);
      }
    }
    answer
        .at("credits")
        .number("balance")
        .ifPresent(balance ->
            windows.add(
                new QuotaWindow(
                    "credits", Optional.empty(), balance.toPlainString(), Optional.empty())));
    return windows;
  }

  private void addCodex(List<QuotaWindow> windows, Fields limit, String behind) {
    boolean reached = limit.is("limit_reached") || limit.isNot("allowed");
    Map<String, String> places = Map.of("primary_window", "5h", "secondary_window", "week");
    for (String place : List.of("primary_window", "secondary_window")) {
      Fields window = limit.at(place);
      Optional<Instant> resets =
          window
              .instant("reset_at", "resetAt")
              .or(() ->
                  window
                      .seconds("reset_after_seconds", "resetAfterSeconds")
                      .map(clock.instant()::plus));
      Optional<BigDecimal> used = window.percent("used_percent", "usedPercent");
      if (used.isEmpty() && reached && resets.isPresent()) {
        used = Optional.of(BigDecimal.valueOf(100));
      }
      if (used.isPresent() || resets.isPresent()) {
        String name =
            window
                .seconds("limit_window_seconds", "limitWindowSeconds")
                .map(Vendors::nameOf)
                .orElse(places.getOrDefault(place, place));
        windows.add(new QuotaWindow(name + behind, used, "", resets));
      }
    }
  }

  private static String nameOf(Duration length) {
    long days = length.toDays();
    if (days >= 28) {
      return "month";
    }
    if (length.toHours() >= 144) {
      return "week";
    }
    return days >= 1 ? days + "d" : length.toHours() + "h";
  }

  private List<QuotaWindow> kimi(Fields answer) {
    var windows = new ArrayList<QuotaWindow>();
    kimi("week", answer.at("usage")).ifPresent(windows::add);
    for (Json one : answer.items("limits")) {
      Fields limit = Fields.of(one);
      Fields window = limit.at("window");
      boolean fiveHours = window.number("duration").filter(Vendors::isFiveHours).isPresent();
      String named = word(limit.text("name", "title", "scope"));
      String name = fiveHours ? "5h" : named.isEmpty() ? "window" : named;
      kimi(name, limit.at("detail")).ifPresent(windows::add);
    }
    return windows;
  }

  private static boolean isFiveHours(BigDecimal minutes) {
    return minutes.compareTo(FIVE_HOURS_IN_MINUTES) == 0;
  }

  private Optional<QuotaWindow> kimi(String name, Fields detail) {
    Optional<BigDecimal> limit = detail.number("limit").filter(most -> most.signum() > 0);
    Optional<BigDecimal> left = detail.number("remaining");
    Optional<BigDecimal> used =
        detail.number("used").or(() -> limit.flatMap(most -> left.map(most::subtract)));
    Optional<Instant> resets =
        detail
            .instant("resetAt", "reset_at", "resetTime", "reset_time")
            .or(() -> detail.seconds("resetIn", "reset_in", "ttl").map(clock.instant()::plus));
    return limit.isPresent() && used.isPresent()
        ? Optional.of(
            new QuotaWindow(
                name,
                Optional.of(Fields.share(used.get(), limit.get())),
                left.map(BigDecimal::toPlainString).orElse(""),
                resets))
        : Optional.empty();
  }

  /** What a vendor calls something, fit for the name of a window; empty where it is not. */
  private static String word(String text) {
    String word = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return word.length() <= 40 ? word.replaceAll("^_|_$", "") : "";
  }
}
