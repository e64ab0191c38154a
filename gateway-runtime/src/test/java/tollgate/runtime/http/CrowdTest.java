package tollgate.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CrowdTest {
  @Test
  void aCrowdForgetsWhoHasLeft() {
    var crowd = new Crowd<String>(2);
    assertTrue(crowd.enter("a"));
    assertTrue(crowd.enter("a"));
    assertFalse(crowd.enter("a"));
    assertTrue(crowd.enter("b"));
    crowd.leave("a");
    assertTrue(crowd.enter("a"));
    crowd.leave("a");
    crowd.leave("a");
    crowd.leave("b");
    assertEquals(0, crowd.clients());
  }

  @Test
  void anyNumberIsFewEnoughWhereThereIsNoMost() {
    var crowd = new Crowd<String>(0);
    for (int i = 0; i < 10; i++) {
      assertTrue(crowd.enter("a"));
    }
    crowd.leave("a");
    assertEquals(0, crowd.clients());
  }
}
