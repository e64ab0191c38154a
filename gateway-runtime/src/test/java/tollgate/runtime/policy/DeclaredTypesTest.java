package tollgate.runtime.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.runtime.policy.Surroundings.ProviderFacts;
import tollgate.runtime.policy.Surroundings.Quota;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.upstream.BreakerState;

/** Every fact of a call is, in a policy, of the type that editors are told. */
class DeclaredTypesTest {
  private static final Path FILE =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolveSibling("policies")
          .resolve("tollgate.d.ts");

  /** Refuses every call with the alternatives it met, and fails where a fact is something else. */
  private static final String HOLD =
      """
      const TYPES = DECLARED;
      function hold(type, value, at, met) {
        if ('kind' in type) {
          const fits = typeof value === type.kind && (type.kind !== 'number' || Number.isFinite(value));
          return fits ? [] : [`${at} is a ${typeof value}`];
        }
        if ('is' in type) return value === type.is ? [] : [`${at} is ${value}`];
        if ('list' in type) {
          if (!Array.isArray(value)) return [`${at} is no list`];
          return value.flatMap((one, i) => hold(type.list, one, `${at}[${i}]`, met));
        }
        if ('record' in type) return holdRecord(TYPES[type.record], value, at, met);
        if ('answers' in type) {
          return type.answers.flatMap((question) =>
            hold(type.with, value(question), `${at}(${JSON.stringify(question)})`, met));
        }
        const fitting = type.any.filter((one) => hold(one.type, value, at, []).length === 0);
        fitting.forEach((one) => met.push(one.number));
        return fitting.length ? [] : [`${at} is ${value}`];
      }
      function holdRecord(members, value, at, met) {
        if (value === null || typeof value !== 'object') return [`${at} is no record`];
        const names = Object.keys(members);
        if (Object.keys(value).join() !== names.join()) return [`${at} has ${Object.keys(value)}`];
        return names.flatMap((name) => hold(members[name], value[name], `${at}.${name}`, met));
      }
      export function decide(call) {
        const met = [];
        const wrong = hold({ record: 'Call' }, call, 'call', met);
        if (wrong.length) throw new Error(wrong.join('; '));
        return deny([...new Set(met)].join(' '));
      }
      """;

  @TempDir Path data;

  private String declared = "";

  @BeforeEach
  void read() throws IOException {
    declared = Files.readString(FILE);
  }

  /** Calls that differ in everything that may be one of several. */
  private static List<PolicyFacts> calls() {
    var calls = new ArrayList<PolicyFacts>();
    for (DayOfWeek day : DayOfWeek.values()) {
      calls.add(on(day, "plow"));
    }
    calls.add(on(DayOfWeek.MONDAY, "routed"));
    return calls;
  }

  private static PolicyFacts on(DayOfWeek day, String tool) {
    PolicyFacts any = Facts.of(tool, new Surrounded());
    return new PolicyFacts(
        any.identity(),
        any.key(),
        any.keyTags(),
        any.request(),
        any.method(),
        any.path(),
        any.bodyBytes(),
        any.inputTokens(),
        Facts.NOON.with(day),
        any.around());
  }

  /** Providers in every state. */
  private static final class Surrounded implements Surroundings {
    private final Facts.Known rest = new Facts.Known();

    @Override
    public Optional<Money> spentAtHand(Spending question) {
      return rest.spentAtHand(question);
    }

    @Override
    public Money spent(Spending question) {
      return rest.spent(question);
    }

    @Override
    public Optional<SessionFacts> sessionAtHand() {
      return rest.sessionAtHand();
    }

    @Override
    public SessionFacts session() {
      return rest.session();
    }

    @Override
    public boolean priced() {
      return rest.priced();
    }

    @Override
    public List<ProviderFacts> providers() {
      var age = Optional.of(Duration.ofMinutes(3));
      List<Quota> quotas = List.of(Quota.UNKNOWN, new Quota("ok", age), new Quota("drained", age));
      return Arrays.stream(BreakerState.Position.values())
          .map(position -> position.name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .flatMap(word ->
              quotas.stream().map(quota -> new ProviderFacts("local", "talking", word, quota)))
          .toList();
    }
  }

  /** The alternatives that were met, each with its place. */
  private List<String> met(String declaration) throws IOException {
    DeclaredTypes types = DeclaredTypes.in(declaration);
    Path folder = Files.createDirectories(data.resolve("policies"));
    Files.writeString(
        folder.resolve("a.js"),
        "export const decide = (call) => call.tool.id === 'routed' && route({ model: 'small' });");
    Files.writeString(
        folder.resolve("b.js"), HOLD.replace("DECLARED", Json.encode(types.document())));
    var met = new TreeSet<Integer>();
    try (var host = new PolicyHost(folder, data.resolve("modes.json"))) {
      var loaded = host.load(new EmptyPolicySet());
      assertEquals(List.of(), loaded.findings());
      for (PolicyFacts call : calls()) {
        var said = assertInstanceOf(Judgement.Denied.class, loaded.set().judge(call));
        String what = said.reason().what();
        assertEquals(PolicyProblem.POLICY_DENIED, said.reason().problem(), what);
        for (String number : what.replaceAll("^.*?(?=[0-9 ]+$)", "").strip().split(" ", -1)) {
          met.add(Integer.valueOf(number));
        }
      }
    }
    return met.stream().map(types.alternatives()::get).toList();
  }

  @Test
  void everyFactIsOfItsDeclaredTypeAndEveryAlternativeOccurs() throws IOException {
    assertEquals(DeclaredTypes.in(declared).alternatives(), met(declared));
  }

  @Test
  void aTypeThatIsNotTrueIsNoticed() {
    Map<String, String> lies =
        Map.of(
            "readonly maxOutputTokens: number", "readonly maxOutputTokens: string",
            "readonly streaming: boolean", "readonly streaming: number",
            "readonly tags: readonly string[]", "readonly tags: string",
            "readonly ageSeconds: number | null", "readonly ageSeconds: number",
            "readonly route: RouteSoFar | null", "readonly route: RouteSoFar",
            "'closed' | 'open' | 'half-open'", "'closed' | 'open' | 'half_open'",
            "by?: 'tool' | 'key'", "by?: 'tool' | 'model'");
    lies.forEach((truth, lie) -> {
      assertTrue(declared.contains(truth), truth);
      assertThrows(AssertionError.class, () -> met(declared.replace(truth, lie)), lie);
    });
  }
}
