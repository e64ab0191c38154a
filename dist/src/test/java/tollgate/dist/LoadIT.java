package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tollgate.dist.bench.LoadBenchmark;
import tollgate.dist.kit.First;

/** The benchmark in short: its figures are printed, but only what no noise excuses is asserted. */
@First
class LoadIT {

  @Test
  void noCallFailsUnderLoad() throws Exception {
    assertEquals(0, LoadBenchmark.brief(), "failed calls");
  }
}
