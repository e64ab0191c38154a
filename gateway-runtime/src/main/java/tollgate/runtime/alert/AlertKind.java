package tollgate.runtime.alert;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.GatewayEvent;
import tollgate.runtime.event.Level;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.event.ProviderEvent;
import tollgate.runtime.event.TaskEvent;

/** The kinds of alerts, and the events that raise them. Their words never change. */
public enum AlertKind {
  /** Any warning of a budget. Its subject is all that the event says but the sums. */
  BUDGET(List.of(), List.of()),
  /** Calls whose cost is unknown because no price is. */
  UNPRICED_MODEL(List.of(MoneyEvent.PRICE_UNKNOWN), List.of("provider", "model")),
  /** A provider that failed too often. */
  BREAKER_OPEN(List.of(ProviderEvent.UPSTREAM_BREAKER_OPEN), List.of("provider")),
  /** Upstream accounts that could not be read for a while. */
  COLLECTOR_GAP(List.of(ProviderEvent.INTAKE_GAP), List.of("source")),
  /** A policy that is not run any more. */
  POLICY_QUARANTINED(List.of(AccessEvent.POLICY_QUARANTINED), List.of("policy")),
  /** A plugin that is not asked for a while. */
  PLUGIN_SET_ASIDE(List.of(ChangeEvent.PLUGIN_SET_ASIDE), List.of("plugin", "where")),
  /** A plugin's file that cannot be used. */
  PLUGIN_REFUSED(List.of(ChangeEvent.PLUGIN_REFUSED), List.of("plugin")),
  /** A disk that fills up. */
  DISK_LOW(List.of(TaskEvent.DISK_LOW), List.of("path")),
  /** A backup that could not be made. */
  BACKUP_FAILED(List.of(TaskEvent.BACKUP_FAILED), List.of("path")),
  /** Settings of providers that could not be taken over. */
  PROVIDERS_REFUSED(List.of(GatewayEvent.CONFIG_PROVIDERS_REFUSED), List.of("where")),
  /** New prices that wait for somebody. */
  PRICE_HELD(List.of(MoneyEvent.PRICE_HELD), List.of("source", "version")),
  /** What the operator sends to see that it arrives. */
  TEST(List.of(), List.of());

  private static final String BUDGETS = "budget.";

  @SuppressWarnings("ImmutableEnumChecker") // made by List.copyOf
  private final List<Event> events;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.copyOf
  private final List<String> subject;

  AlertKind(List<Event> events, List<String> subject) {
    this.events = List.copyOf(events);
    this.subject = List.copyOf(subject);
  }

  /** Its word in settings and in what is sent. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of alert that an event raises, if any. */
  public static Optional<AlertKind> of(Event event) {
    return isOfBudget(event.code(), event.level())
        ? Optional.of(BUDGET)
        : Arrays.stream(values()).filter(kind -> kind.events.contains(event)).findFirst();
  }

  /** What happens to single calls at a budget is told at a lower level, and is no alert. */
  static boolean isOfBudget(String code, Level level) {
    return code.startsWith(BUDGETS) && level.compareTo(Level.WARN) >= 0;
  }

  /** What an event is about: alerts with the same subject are about the same thing. */
  String subjectOf(Map<String, Object> fields) {
    return (this == BUDGET
            ? fields.entrySet().stream()
                .filter(field ->
                    !(field.getValue() instanceof Number) || field.getKey().equals("percent"))
                .filter(field -> !field.getKey().endsWith("_usd"))
                .map(field -> field.getValue().toString())
            : subject.stream()
                .filter(fields::containsKey)
                .map(name -> String.valueOf(fields.get(name))))
        .collect(Collectors.joining(" "));
  }
}
