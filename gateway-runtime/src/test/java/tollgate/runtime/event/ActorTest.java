package tollgate.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ActorTest {
  @Test
  void isTheGatewayItselfWhereNobodyAsked() {
    assertEquals(Actor.GATEWAY, Actor.current());
  }

  @Test
  void isWhoeverAsksForAsLongAsItIsDone() {
    var ada = new Actor("user ada", "192.0.2.1");
    var rob = new Actor("token rob", "");

    String seen =
        ada.call(() -> {
          String first = Actor.current().name();
          return first + ", " + rob.call(() -> Actor.current().name()) + ", " + Actor.current();
        });

    assertEquals("user ada, token rob, Actor[name=user ada, from=192.0.2.1]", seen);
    assertEquals(Actor.GATEWAY, Actor.current());
  }
}
