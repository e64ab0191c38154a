package tollgate.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.json.Json;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;

@Timeout(60)
class PeriodReportsTest {
  private static final Slice ALWAYS =
      new Slice(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), Map.of());

  @TempDir Path folder;

  private LedgerHouse house;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    settle("s1", "0.01");
    settle("s2", "0.03");
    settle("s3", "0.02");
    settle("", "0.05");
    house.flush();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void settle(String session, String usd) {
    house.ledger().open(Calls.at(house).by("plow", session).next()).settle(Calls.settled(usd));
  }

  private Json.Obj report(List<String> groups, int most) {
    return new PeriodReports(house.database().reads())
        .of(ALWAYS, groups, most, UnaryOperator.identity());
  }

  @Test
  void tellsTheDearestOfAGroupAndHowManyMoreThereAre() {
    Json.Obj few = report(List.of("sessions"), 2);
    String text = Json.encode(few);

    assertTrue(text.contains("\"by\":{\"sessions\":{\"left_out\":1,"), text);
    assertTrue(text.indexOf("plow/s2") < text.indexOf("plow/s3"), text);
    assertTrue(!text.contains("plow/s1") && text.contains("plow/s3"), text);
    assertTrue(Json.encode(few.members().get("total")).startsWith("{\"requests\":4,"), text);
  }

  @Test
  void callsOfNoSessionAreNoLineOfTheSessions() {
    String text = Json.encode(report(List.of("sessions"), 12));

    assertTrue(text.contains("\"left_out\":0,"), text);
    assertEquals(4, text.split("\"name\":", -1).length, text);
  }

  @Test
  void isTakenApartByWhatIsAskedForAlone() {
    assertEquals("{}", Json.encode(report(List.of(), 12).members().get("by")));
    Json all = report(List.copyOf(PeriodReports.groups()), 12).members().get("by");
    assertEquals(
        List.copyOf(PeriodReports.groups()), List.copyOf(((Json.Obj) all).members().keySet()));
  }
}
