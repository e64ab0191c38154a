package tollgate.runtime.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tollgate.runtime.relay.Delivery;
import tollgate.runtime.relay.Relay;

/**
 * What one event of a stream costs on its way through the relay, legs excluded: framing, reading it
 * as JSON, asking it for four values, and handing it on.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RelayBenchmark {

  private static final int EVENTS = 1_000;

  /** How the events come: one in each read, all in one buffer, or cut in the middle. */
  public enum Arrival {
    EACH_IN_ONE_READ,
    MANY_IN_ONE_READ,
    CUT_IN_TWO
  }

  @Param Arrival arrival;

  @Param({"false", "true"})
  boolean filtered;

  private ByteBuffer[] reads;

  /** Makes the reads. */
  @Setup
  public void make() {
    String event =
        """
        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta",\
        "text":"a few words of an answer, and some more"},"usage":{"output_tokens":15}}

        """;
    String padded = event.replace("some more", "some more".repeat(4));
    byte[] bytes = padded.repeat(EVENTS).getBytes(StandardCharsets.UTF_8);
    int length = padded.length();
    reads =
        switch (arrival) {
          case EACH_IN_ONE_READ -> pieces(bytes, length);
          case MANY_IN_ONE_READ -> pieces(bytes, 16 * 1024);
          case CUT_IN_TWO -> pieces(bytes, length / 2);
        };
  }

  /** Relays a thousand events of 200 bytes. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Delivery event() {
    var client = new CountingSink();
    return new Relay(System::nanoTime)
        .forward(new PreparedReply(reads), new UsageReader(filtered), client, new SilentWatch());
  }

  private static ByteBuffer[] pieces(byte[] bytes, int length) {
    var pieces = new ByteBuffer[(bytes.length + length - 1) / length];
    for (int i = 0; i < pieces.length; i++) {
      int from = i * length;
      pieces[i] = ByteBuffer.wrap(bytes, from, Math.min(length, bytes.length - from));
    }
    return pieces;
  }
}
