package tollgate.runtime.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tollgate.runtime.policy.PolicyTrial;

/** A replay from the rows in the database to what is told: decisions a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 5)
@Measurement(iterations = 5, time = 4)
@Fork(value = 1, jvmArgsAppend = "--sun-misc-unsafe-memory-access=allow")
public class ReplayBenchmark {
  private static final int ROWS = 20_000;

  private static final String SPENT =
      "export const decide = (call) => call.spent({ per: 'day', by: 'tool' }) > 5 &&"
          + " deny('Enough.');";

  /** Forty lines that read some twelve facts and put a cap on every call. */
  private static final String LONG =
      """
      const LIMITS = { plow: 50, hoe: 3 };
      const NIGHT = { from: 22, until: 7 };
      const DEAR = ['huge-', 'vast-'];

      function atNight(time) {
        return time.hour >= NIGHT.from || time.hour < NIGHT.until;
      }

      function isDear(model) {
        return DEAR.some((beginning) => model.startsWith(beginning));
      }

      export function decide(call) {
        const verdicts = [];
        if (call.tool.id === 'unknown' && call.dialect !== 'talk') {
          return deny('Only known tools.');
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
        if (atNight(call.time) && call.session.calls > 1000) {
          verdicts.push(warn('Long sessions at night.'));
        }
        if (call.maxOutputTokens === 0 || call.maxOutputTokens > 8000) {
          verdicts.push(clamp({ maxTokens: 8000 }));
        }
        if (call.prompt.messages > 200 || call.estimate.inputTokens > 150000) {
          verdicts.push(tag('long'));
        }
        return verdicts;
      }
      """;

  /** Which policy is asked. */
  @Param({"spent", "long"})
  public String policy = "spent";

  private Path folder = Path.of("");
  private Optional<Past> past = Optional.empty();
  private Optional<PolicyTrial> trial = Optional.empty();

  /** Writes the rows. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    folder = Files.createTempDirectory("replay");
    var made = new Past(folder);
    made.served(made.calls(), "0.0001");
    Copied.rows(folder.resolve("ledger.db"), ROWS);
    made.advance(Duration.ofDays(7));
    trial = Optional.of(made.text("a", policy.equals("long") ? LONG : SPENT));
    past = Optional.of(made);
  }

  /** All of them. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public String replay() {
    return past.orElseThrow().replay(trial.orElseThrow()).of("certain", "blocked");
  }

  /** Deletes them. */
  @TearDown(Level.Trial)
  public void close() throws IOException {
    past.ifPresent(Past::close);
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(ReplayBenchmark::delete);
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
