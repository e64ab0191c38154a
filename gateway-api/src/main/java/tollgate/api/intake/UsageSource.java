package tollgate.api.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tollgate.api.stability.Experimental;

/**
 * Usage records that arrive beside the gateway. The gateway makes raw records durable between
 * {@link #take} and {@link #decode}, so a source that forgets what it handed over loses nothing.
 *
 * @since 1.0
 */
@Experimental
public interface UsageSource {

  /** The source's id. */
  String id();

  /**
   * Takes the next raw records, waiting for the first one. Blocks on a virtual thread of its own.
   *
   * @param max the most to take
   * @param wait how long to wait for the first
   * @return in the order they came; empty when none came
   * @throws IOException when the source cannot be read; the gateway asks again, ever more slowly
   */
  List<byte[]> take(int max, Duration wait) throws IOException;

  /**
   * Reads one raw record. Pure; secrets in it must not reach the result.
   *
   * @throws IllegalArgumentException when it cannot be read; it is set aside for the operator
   */
  UsageRecord decode(byte[] raw);
}
