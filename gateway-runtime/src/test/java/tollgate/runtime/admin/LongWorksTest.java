package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.runtime.event.Progress;
import tollgate.runtime.json.Shape;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.report.LedgerReports;

/** What is told of a change meanwhile. */
class LongWorksTest {
  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();
  private LedgerHouse house;
  private Door door;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    var slow =
        Route.change(
            "POST",
            "/admin/slow/{how}",
            "takes long",
            Shape.object("done", Shape.whole()),
            request -> {
              if (request.pathValues().containsValue("told")) {
                Progress.at(3, 10);
              }
              told.add(works());
              return Json.object("done", 10);
            });
    door = new Door(List.of(slow), new LedgerReports(house.database().reads(), house));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private String works() {
    return door.ask("GET /admin/works").json().at("/works").toString();
  }

  @Test
  void aChangeThatTakesLongIsToldOfUntilItIsAnswered() {
    assertEquals(200, door.ask("POST /admin/slow/told").status());

    assertEquals(List.of("[{\"path\":\"/admin/slow/told\",\"done\":3,\"all\":10}]"), told);
    assertEquals("[]", works());
  }

  @Test
  void aChangeThatTellsNothingIsNotListed() {
    door.ask("POST /admin/slow/silent");

    assertEquals(List.of("[]"), told);
  }
}
