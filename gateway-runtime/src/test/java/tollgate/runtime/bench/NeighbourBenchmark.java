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

/** A decision beside somebody whose every call is an attack, let out of quarantine at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--sun-misc-unsafe-memory-access=allow")
public class NeighbourBenchmark {

  private static final String POLICY =
      """
      export const onError = 'open'; // between quarantine and release others go on without it

      export function decide(call) {
        if (call.tool.id !== 'bad') return tag('well');
        const all = [];
        while (true) all.push(new Array(1000).fill(7));
      }
      """;

  /** Whether somebody attacks. */
  @Param({"false", "true"})
  public boolean attacked;

  private Path folder = Path.of("");
  private PolicyHost host = PolicyHost.in(folder, folder);
  private volatile PolicySet set = new EmptyPolicySet();
  private volatile boolean over;
  private Thread attacker = Thread.ofPlatform().unstarted(() -> {});

  private static PolicyFacts facts(String tool) {
    return new PolicyFacts(
        new Identity(tool, "1", Evidence.NONE, "", "laptop", "s", "", ""),
        tool,
        Set.of(),
        RequestFacts.of(new DialectId("talk")).model("large-1").build(),
        "POST",
        "/v1/talk",
        4_000,
        1_000,
        Instant.EPOCH.atZone(ZoneOffset.UTC),
        Surroundings.EMPTY);
  }

  /** Loads the policy and begins to attack. */
  @Setup(Level.Trial)
  public void load() throws IOException {
    folder = Files.createTempDirectory("policies");
    Files.writeString(folder.resolve("p.js"), POLICY);
    host = PolicyHost.in(folder, folder);
    set = host.load(new EmptyPolicySet()).set();
    attacker = Thread.ofPlatform().daemon().unstarted(this::attack);
    if (attacked) {
      attacker.start();
    }
  }

  private void attack() {
    while (!over) {
      set.judge(facts("bad"));
      host.release(set, "p");
    }
  }

  /** A call of somebody else. */
  @Benchmark
  public Judgement judge() {
    Judgement judged = set.judge(facts("good"));
    if (judged instanceof Judgement.Denied denied) {
      throw new IllegalStateException(denied.reason().what());
    }
    return judged;
  }

  /** Ends it. */
  @TearDown(Level.Trial)
  public void close() throws IOException, InterruptedException {
    over = true;
    attacker.join(5_000);
    host.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(NeighbourBenchmark::delete);
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
