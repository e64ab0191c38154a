package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;

@Timeout(60)
class AdminEventsTest {
  private final OneShotServer server = new OneShotServer();
  private final AdminEvents events =
      new AdminEvents(new GatewayAddress.Told(server.at("/"), ""), "token");
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tellsEachEventWithItsName() {
    server.answers(200, "", "event: call.finished\ndata: {}\n\n");

    events.tell((name, event) -> told.add(name));

    assertEquals(List.of("call.finished"), told);
  }

  @Test
  void aGatewayThatRefusesHasNoEvents() {
    server.answers(401, "", "event: call.finished\ndata: {}\n\n");

    var refused =
        assertThrows(ProblemException.class, () -> events.tell((name, event) -> told.add(name)));

    assertEquals(AccessProblem.ADMIN_UNREACHABLE, refused.report().problem());
    assertTrue(refused.report().what().contains("401"), refused.report().what());
    assertEquals(List.of(), told);
  }
}
