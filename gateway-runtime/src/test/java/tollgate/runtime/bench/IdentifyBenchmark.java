package tollgate.runtime.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tollgate.api.GatewayPlugin;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.json.JsonView;
import tollgate.api.tool.ToolDetector;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.MalformedJson;

/**
 * What it costs to say who calls, with every shipped detector, for a body of 400 KB: its goal is 20
 * µs at p99. Beside it what the dialect's walk over that body costs, from which the detectors know
 * all they know of it; {@link JsonBenchmark} tells what the scan before that costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class IdentifyBenchmark {

  @Param AgentRequest request;

  private List<ToolDetector> detectors;
  private Dialect dialect;
  private ClientHead head;
  private JsonView body;
  private RequestFacts facts;

  /** Reads the body once, as the gateway does before it asks the detectors. */
  @Setup
  public void read() throws IOException, MalformedJson, MalformedRequest {
    List<GatewayPlugin> plugins = ShippedPlugins.all();
    detectors = plugins.stream().flatMap(plugin -> plugin.toolDetectors().stream()).toList();
    head = request.head();
    body = JsonDocument.scan(request.body()).root();
    for (Dialect some : plugins.stream().flatMap(plugin -> plugin.dialects().stream()).toList()) {
      RequestFacts read = tried(some);
      if (read.toolResults().count() > 0) {
        dialect = some;
        facts = read;
      }
    }
    if (identify().equals(Identity.UNKNOWN) || facts.toolResults().newest().isEmpty()) {
      throw new IllegalStateException("nothing is recognised: " + detectors.size() + " detectors");
    }
  }

  private RequestFacts tried(Dialect some) {
    try {
      boolean answers =
          some.endpoints().stream()
              .anyMatch(
                  endpoint -> endpoint.path().equals(head.path()) || endpoint.path().contains("{"));
      return answers ? some.read(head, body) : RequestFacts.unread();
    } catch (MalformedRequest ofAnotherDialect) {
      return RequestFacts.unread();
    }
  }

  /** Asks every detector and believes the strongest. */
  @Benchmark
  public Identity identify() {
    Identity best = Identity.UNKNOWN;
    for (ToolDetector detector : detectors) {
      Optional<Identity> offer = detector.detect(head, facts);
      if (offer.isPresent() && offer.get().evidence().compareTo(best.evidence()) > 0) {
        best = offer.get();
      }
    }
    return best;
  }

  /** Walks over the scanned body. */
  @Benchmark
  public RequestFacts facts() throws MalformedRequest {
    return dialect.read(head, body);
  }
}
