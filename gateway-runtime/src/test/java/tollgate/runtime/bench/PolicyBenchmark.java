package tollgate.runtime.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tollgate.api.call.DialectId;
import tollgate.api.call.Evidence;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.policy.EmptyPolicySet;
import tollgate.runtime.policy.Judgement;
import tollgate.runtime.policy.PolicyFacts;
import tollgate.runtime.policy.PolicyHost;
import tollgate.runtime.policy.PolicySet;
import tollgate.runtime.policy.Surroundings;

/**
 * A decision from end to end: the way to a worker and back, the facts, the verdicts, the record. On
 * one core the compiler needs some twenty seconds for it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 15, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--sun-misc-unsafe-memory-access=allow")
public class PolicyBenchmark {

  /** Forty lines that read some fifteen facts, as the larger of the ready-made ones do. */
  private static final String POLICY =
      """
      const LIMITS = { plow: 5, hoe: 3 };
      const NIGHT = { from: 22, until: 7 };
      const DEAR = ['large-', 'huge-'];

      function atNight(time) {
        return time.hour >= NIGHT.from || time.hour < NIGHT.until;
      }

      function isDear(model) {
        return DEAR.some((beginning) => model.startsWith(beginning));
      }

      export function decide(call) {
        const verdicts = [];
        if (call.key.name === '' && call.dialect !== 'talk') {
          return deny('Only known keys.');
        }
        const limit = LIMITS[call.tool.id];
        if (limit !== undefined) {
          const spent = call.spent({ per: 'day', by: 'tool' });
          if (spent >= limit) {
            return deny(`${call.tool.id} has spent its $${limit}.`, { as: 'budget' });
          }
          verdicts.push(cap('day', { usd: limit, per: 'day', by: 'tool' }));
        }
        if (isDear(call.model) && !call.key.tags.includes('dear')) {
          return deny('That model is for others.');
        }
        if (atNight(call.time) && call.session.calls > 100) {
          verdicts.push(warn('Long sessions at night.'));
        }
        if (call.maxOutputTokens === 0 || call.maxOutputTokens > 8000) {
          verdicts.push(clamp({ maxTokens: 8000 }));
        }
        if (call.prompt.messages > 200 || call.estimate.inputTokens > 150000) {
          verdicts.push(tag('long'));
        }
        if (call.streaming && call.path.endsWith('/talk') && call.instance !== '') {
          verdicts.push(header('x-instance', call.instance));
        }
        return verdicts;
      }
      """;

  /** How many policies are asked. */
  @Param({"1", "5"})
  public int policies;

  private final PolicyFacts facts =
      new PolicyFacts(
          new Identity("plow", "1", Evidence.NONE, "", "laptop", "s", "", ""),
          "ci",
          Set.of("dear"),
          RequestFacts.of(new DialectId("talk")).model("large-1").streaming(true).build(),
          "POST",
          "/v1/talk",
          4_000,
          1_000,
          Instant.EPOCH.atZone(ZoneOffset.UTC),
          Surroundings.EMPTY);
  private Path folder = Path.of("");
  private PolicyHost host = PolicyHost.in(folder, folder);
  private PolicySet set = new EmptyPolicySet();

  /** Saves and loads the policies. */
  @Setup(Level.Trial)
  public void load() throws IOException {
    folder = Files.createTempDirectory("policies");
    for (int i = 0; i < policies; i++) {
      Files.writeString(folder.resolve("p" + i + ".js"), POLICY);
    }
    host = PolicyHost.in(folder, folder);
    set = host.load(new EmptyPolicySet()).set();
  }

  /** One call. */
  @Benchmark
  public Judgement judge() {
    return set.judge(facts);
  }

  /** Deletes them. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    host.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(PolicyBenchmark::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }
}
