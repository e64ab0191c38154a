package tollgate.runtime.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.runtime.policy.Surroundings.ProviderFacts;
import tollgate.runtime.policy.Surroundings.SessionFacts;
import tollgate.runtime.script.ScriptFunction;
import tollgate.runtime.script.ScriptObject;

/** A call as its policies see it. {@code tollgate.d.ts} says the same to editors. */
final class CallView implements ScriptObject {

  /** The groups of facts by their path, the call's own first; each with its names. */
  static final Map<String, List<String>> SHAPE = new LinkedHashMap<>();

  static {
    SHAPE.put(
        "",
        List.of(
            "tool",
            "instance",
            "session",
            "agent",
            "key",
            "model",
            "provider",
            "dialect",
            "method",
            "path",
            "streaming",
            "maxOutputTokens",
            "thinkingTokens",
            "prompt",
            "bodyBytes",
            "estimate",
            "priced",
            "time",
            "providers",
            "route",
            "spent"));
    SHAPE.put("tool", List.of("id", "version", "evidence"));
    SHAPE.put("session", List.of("id", "calls", "steps", "costUsd", "repetition"));
    SHAPE.put("agent", List.of("id", "parent"));
    SHAPE.put("key", List.of("name", "tags"));
    SHAPE.put("prompt", List.of("messages", "tools", "bytes", "toolResults"));
    SHAPE.put("estimate", List.of("inputTokens"));
    SHAPE.put("time", List.of("iso", "date", "hour", "minute", "weekday", "zone"));
    SHAPE.put("providers[]", List.of("id", "type", "breaker", "quota"));
    SHAPE.put("providers[].quota", List.of("state", "ageSeconds"));
    SHAPE.put("route", List.of("provider", "model"));
  }

  private final PolicyFacts facts;
  private final Notes notes;
  private final FactGroup call;
  private final Map<Spending, Money> spent = new EnumMap<>(Spending.class);
  private Optional<SessionFacts> session = Optional.empty();
  private volatile Optional<Verdict.Route> route = Optional.empty();

  CallView(PolicyFacts facts) {
    this(facts, Set.of());
  }

  /**
   * A view.
   *
   * @param unknown the facts that nobody knows, by their paths
   */
  CallView(PolicyFacts facts, Set<String> unknown) {
    this.facts = facts;
    this.notes = new Notes(unknown);
    this.call = group("", this::fact);
  }

  Notes notes() {
    return notes;
  }

  PolicyFacts facts() {
    return facts;
  }

  /** A policy has routed the call: those after it see where to. */
  void routed(Optional<Verdict.Route> to) {
    route = to;
  }

  @Override
  public List<String> members() {
    return call.members();
  }

  @Override
  public @Nullable Object member(String name) {
    return name.equals("route") ? route() : call.member(name);
  }

  private @Nullable Object route() {
    notes.require("route");
    return route
        .map(to -> plain("route", Map.of("provider", to.provider(), "model", to.model())))
        .orElse(null);
  }

  private @Nullable Object fact(String name) {
    var request = facts.request();
    return switch (name) {
      case "tool" -> group("tool", this::tool);
      case "instance" -> facts.identity().instance();
      case "session" -> group("session", this::session);
      case "agent" -> group("agent", this::agent);
      case "key" -> group("key", this::key);
      case "model" -> request.model();
      case "provider" -> request.provider();
      case "dialect" -> request.dialect().value();
      case "method" -> facts.method();
      case "path" -> facts.path();
      case "streaming" -> request.streaming();
      case "maxOutputTokens" -> request.maxOutputTokens();
      case "thinkingTokens" -> request.thinkingTokens();
      case "prompt" -> group("prompt", this::prompt);
      case "bodyBytes" -> facts.bodyBytes();
      case "estimate" -> group("estimate", part -> facts.inputTokens());
      case "priced" -> facts.around().priced();
      case "time" -> group("time", this::time);
      case "providers" -> facts.around().providers().stream().map(this::provider).toList();
      case "spent" -> (ScriptFunction) this::spent;
      default -> throw new IllegalStateException(name);
    };
  }

  private Object tool(String name) {
    var identity = facts.identity();
    return switch (name) {
      case "id" -> identity.tool();
      case "version" -> identity.version();
      default -> identity.evidence().name().toLowerCase(Locale.ROOT);
    };
  }

  private Object session(String name) {
    if (name.equals("id")) {
      return facts.identity().session();
    }
    SessionFacts so = soFar();
    return switch (name) {
      case "calls" -> so.calls();
      case "steps" -> so.steps();
      case "costUsd" -> so.costUsd().doubleValue();
      default -> so.repetition();
    };
  }

  private synchronized SessionFacts soFar() {
    if (session.isEmpty()) {
      session = facts.around().sessionAtHand();
    }
    return session.orElseThrow(() -> notes.miss("call.session", this::fetchSession));
  }

  private synchronized void fetchSession() {
    session = Optional.of(facts.around().session());
  }

  private Object agent(String name) {
    return name.equals("id") ? facts.identity().agent() : facts.identity().parentAgent();
  }

  private Object key(String name) {
    return name.equals("name") ? facts.key() : facts.keyTags().stream().sorted().toList();
  }

  private Object prompt(String name) {
    var request = facts.request();
    return switch (name) {
      case "messages" -> request.messages();
      case "tools" -> request.tools();
      case "bytes" -> request.promptBytes();
      default -> request.toolResults().count();
    };
  }

  private Object time(String name) {
    ZonedDateTime time = facts.time();
    return switch (name) {
      case "iso" -> time.toOffsetDateTime().toString();
      case "date" -> time.toLocalDate().toString();
      case "hour" -> time.getHour();
      case "minute" -> time.getMinute();
      case "weekday" -> time.getDayOfWeek().name().toLowerCase(Locale.ROOT);
      default -> time.getZone().getId();
    };
  }

  private ScriptObject provider(ProviderFacts provider) {
    var quota = new LinkedHashMap<String, @Nullable Object>();
    quota.put("state", provider.quota().state());
    Optional<Duration> age = provider.quota().age();
    quota.put("ageSeconds", age.isPresent() ? age.get().toSeconds() : null);
    return plain(
        "providers[]",
        Map.of(
            "id", provider.id(),
            "type", provider.type(),
            "breaker", provider.breaker(),
            "quota", plain("providers[].quota", quota)));
  }

  private Object spent(List<Json> given) {
    Spending asked = Spending.of(given.isEmpty() ? Json.NULL : given.getFirst());
    Money money = sum(asked);
    BigDecimal usd = money.toUsd();
    notes.note("spent." + asked.text(), Json.of(usd));
    return usd.doubleValue();
  }

  private synchronized Money sum(Spending asked) {
    if (!spent.containsKey(asked)) {
      facts.around().spentAtHand(asked).ifPresent(money -> spent.put(asked, money));
    }
    Money known = spent.get(asked);
    if (known == null) {
      throw notes.miss("call.spent", () -> fetch(asked));
    }
    return known;
  }

  private synchronized void fetch(Spending asked) {
    spent.put(asked, facts.around().spent(asked));
  }

  private FactGroup group(String path, Function<String, @Nullable Object> values) {
    return new FactGroup(
        path.isEmpty() ? "" : path + ".", SHAPE.getOrDefault(path, List.of()), values, notes);
  }

  /** A group whose facts lie ready and are noted with the group, if at all. */
  private static ScriptObject plain(String path, Map<String, ? extends @Nullable Object> values) {
    List<String> names = SHAPE.getOrDefault(path, List.of());
    return new ScriptObject() {
      @Override
      public List<String> members() {
        return names;
      }

      @Override
      public @Nullable Object member(String name) {
        if (!names.contains(name)) {
          throw new IllegalArgumentException(
              "there is no such fact as " + name + " here; there is " + String.join(", ", names));
        }
        return values.get(name);
      }
    };
  }
}
