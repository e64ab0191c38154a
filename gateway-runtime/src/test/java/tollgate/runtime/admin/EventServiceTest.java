package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
    var reading =
        CompletableFuture.supplyAsync(
            () -> Door.asked(events, "GET /admin/events", "", "host", "localhost"));
    while (!events.isRead()) {
      Thread.onSpinWait();
    }

    events.changed(Json.object("path", "/admin/keys"));
    events.drain();
    Door.Reply told = reading.get(20, TimeUnit.SECONDS);

    assertEquals(200, told.status());
    assertEquals("text/event-stream", told.headers().first("content-type"));
    assertTrue(
        told.text().endsWith("event: change\ndata: {\"path\":\"/admin/keys\"}\n\n"), told::text);
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
