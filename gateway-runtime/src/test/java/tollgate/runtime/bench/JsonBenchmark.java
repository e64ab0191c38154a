package tollgate.runtime.bench;

import java.nio.ByteBuffer;
import java.util.List;
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
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.JsonSplicer;
import tollgate.runtime.json.MalformedJson;

/** What a request body costs: its scan, the facts read from it, a change to it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonBenchmark {

  private static final List<JsonEdit> OTHER_MODEL =
      List.of(new JsonEdit.Put("/model", Json.text("another-model")));

  @Param Bodies body;

  private byte[] bytes;
  private JsonDocument document;

  /** Makes the body. */
  @Setup
  public void make() throws MalformedJson {
    bytes = body.make();
    document = JsonDocument.scan(bytes);
  }

  /** Checks the body and makes its tape. */
  @Benchmark
  public JsonDocument scan() throws MalformedJson {
    return JsonDocument.scan(bytes);
  }

  /** Reads from a scanned body what a dialect reads of a conversation. */
  @Benchmark
  public long facts() {
    JsonView root = document.root();
    long sum = root.at("/model").asText(128).orElse("").length();
    sum += root.at("/max_tokens").asLong().orElse(0);
    for (JsonView message : root.at("/messages").items()) {
      sum += message.at("/role").isText("user") ? 1 : 0;
      sum += message.at("/content").byteLength();
    }
    return sum;
  }

  /** Changes the model in a scanned body. */
  @Benchmark
  public List<ByteBuffer> splice() {
    return JsonSplicer.apply(document, OTHER_MODEL);
  }
}
