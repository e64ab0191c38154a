package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.api.json.Json;
import tollgate.runtime.call.CallFeed;

@Timeout(30)
class EventServiceTest {
  private final AdminGate gate =
      new AdminGate(
          new AdminRoom.Rules(
              AdminToken.of(Door.TOKEN, Path.of("token")), List.of(), false, false, 0),
          secret -> Optional.empty(),
          secret -> Optional.empty());
  private final EventService events = new EventService(gate, new CallFeed());

  @Test
  void tellsWhatIsChangedUntilTheGatewayGoesDown() throws Exception {
    CompletableFuture<Door.Reply> reading = read(1);

    events.changed(Json.object("path", "/admin/keys"));
    events.drain();
    Door.Reply told = reading.get(20, TimeUnit.SECONDS);

    assertEquals(200, told.status());
    assertEquals("text/event-stream", told.headers().first("content-type"));
    assertTrue(
        told.text().endsWith("event: change\ndata: {\"path\":\"/admin/keys\"}\n\n"), told::text);
  }

  /** Another reader, who is the so-many-th. */
  private CompletableFuture<Door.Reply> read(int readers) {
    var reading = new CompletableFuture<Door.Reply>();
    Thread.startVirtualThread(() -> reading.complete(ask()));
    while (events.readers() < readers) {
      Thread.onSpinWait();
    }
    return reading;
  }

  private Door.Reply ask() {
    return Door.asked(events, "GET /admin/events", "", "host", "localhost");
  }

  @Test
  void oneReaderTooManyIsTurnedAwayUntilAnotherHasLeft() throws Exception {
    var reading = new ArrayList<CompletableFuture<Door.Reply>>();
    for (int i = 1; i <= EventService.MOST_READERS; i++) {
      reading.add(read(i));
    }

    Door.Reply refused = ask();

    assertEquals(503, refused.status());
    assertEquals("admin.too_many_readers", refused.code());
    events.drain();
    for (CompletableFuture<Door.Reply> one : reading) {
      assertEquals(200, one.get(20, TimeUnit.SECONDS).status());
    }
    assertEquals(200, ask().status());
  }

  @Test
  void readingTakesWhatReadingAlwaysTakes() {
    assertEquals(
        "admin.host_refused",
        Door.asked(events, "GET /admin/events", "", "host", "evil.example").code());
    assertEquals(
        "request.unknown_path",
        Door.asked(events, "POST /admin/events", "", "host", "localhost").code());
  }
}
