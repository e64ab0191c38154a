package tollgate.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.report.AuditReports.Wish;

class AuditReportsTest {
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  @TempDir Path folder;

  private LedgerHouse house;
  private AuditReports audit;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    audit = new AuditReports(house.database().reads());
    var actions = new Actions(house.database().writer(), house);
    for (String action : List.of("key.created", "breaker.reset", "key.revoked")) {
      actions.note("administrator", action, "it", "with care");
      house.advance(Duration.ofHours(1));
    }
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static Wish wish(String action, long before) {
    return new Wish("", action, "", Instant.EPOCH, END, before);
  }

  @Test
  void tellsWhoDidWhatTheNewestFirst() {
    assertEquals(
        "{\"entries\":[{\"id\":3,\"at\":\"2026-11-21T14:00:00.123Z\",\"actor\":\"administrator\",\"source\":\"\",\"action\":\"key.revoked\",\"subject\":\"it\",\"detail\":\"with"
            + " care\"}],\"next\":3}",
        Json.encode(audit.page(wish("", 0), 1)));
    assertEquals(List.of(), audit.shape().misfits(audit.page(wish("", 0), 1)));
  }

  @Test
  void goesOnBehindAPageUntilThereIsNoMore() {
    assertEquals(List.of("breaker.reset", "key.created"), actions(wish("", 3), 9));
    assertEquals(Json.NULL, audit.page(wish("", 3), 2).members().get("next"));
    assertEquals(Json.of(2), audit.page(wish("", 3), 1).members().get("next"));
  }

  @Test
  void leavesOutWhatIsNotWishedFor() {
    assertEquals(List.of("key.revoked", "key.created"), actions(wish("key.", 0), 9));
    assertEquals(List.of(), actions(wish("%", 0), 9));
    Instant from = house.instant().minus(Duration.ofHours(2));
    assertEquals(
        List.of("breaker.reset"),
        actions(new Wish("administrator", "", "it", from, from.plusSeconds(1), 0), 9));
    assertEquals(List.of(), actions(new Wish("nobody", "", "", Instant.EPOCH, END, 0), 9));
    assertEquals(List.of(), actions(new Wish("", "", "another", Instant.EPOCH, END, 0), 9));
  }

  private List<String> actions(Wish wish, int limit) {
    return ((Json.Arr) audit.page(wish, limit).members().get("entries"))
        .items().stream()
            .map(entry -> ((Json.Text) ((Json.Obj) entry).members().get("action")).value())
            .toList();
  }
}
