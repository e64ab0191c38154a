package tollgate.dist.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void readsEveryKindOfValue() {
    Json json = Json.parse("{\"a\":[1,-2.5e3,\"\\u00fc\\n\",true,null],\"b\":{}}");

    assertEquals(1, json.at("a", 0).number());
    assertEquals(new BigDecimal("-2.5e3"), json.at("a", 1).decimal());
    assertEquals("ü\n", json.at("a", 2).text());
    assertTrue(json.at("a", 3).yes());
    assertTrue(json.at("a", 4).isNull());
    assertTrue(json.at("c", 0).isNull());
    assertEquals(List.of("a", "b"), json.names());
    assertEquals(5, json.at("a").elements().size());
  }

  @Test
  void refusesWhatIsNotJson() {
    for (String bad : List.of("", "{", "{\"a\"}", "[1,]", "nul", "1 2", "\"a", "{,\"a\":1}")) {
      assertThrows(IllegalArgumentException.class, () -> Json.parse(bad), bad);
    }
  }
}
