package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the benchmark of ten million rows asks is a ledger as the product would have left it. */
@Timeout(60)
class CrowdLedgerTest {
  private static final int ROWS = 2_000;

  @TempDir Path folder;

  private List<String> made(String name, long seed, String question) throws Exception {
    Path file = folder.resolve(name);
    CrowdLedger.make(file, ROWS, seed);
    try (var house = new LedgerHouse(file, CrowdLedger.END)) {
      LedgerCheck.Findings findings = house.verify();

      assertTrue(findings.isSound(), () -> findings.differences().toString());
      assertEquals(ROWS, findings.calls());
      return house.list(question);
    }
  }

  @Test
  void agreesWithItselfAndIsTheSameForTheSameSeed() throws Exception {
    String rows = "SELECT * FROM call WHERE id % 7 = 0 ORDER BY id";

    List<String> first = made("a.db", 5, rows);

    assertEquals(first, made("b.db", 5, rows));
    assertTrue(!first.equals(made("c.db", 6, rows)), "another seed makes other calls");
  }

  @Test
  void hasAllThatARealOneHas() throws Exception {
    List<String> kinds =
        made(
            "a.db",
            1,
            "SELECT count(DISTINCT tool) > 3, count(DISTINCT key_id) > 5, count(DISTINCT account) >"
                + " 5, count(DISTINCT session) > 20, sum(agent <> '') > 0, sum(state = 'refused') >"
                + " 0, sum(state = 'failed') > 0, sum(state = 'aborted') > 0, sum(attempts > 1) >"
                + " 0, sum(cache_read_tokens) > 0, max(arrived_at) < "
                + CrowdLedger.END.toEpochMilli()
                + " FROM call");

    assertEquals(List.of("1 1 1 1 1 1 1 1 1 1 1"), kinds);
  }
}
