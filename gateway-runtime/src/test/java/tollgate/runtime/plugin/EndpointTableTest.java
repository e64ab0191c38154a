package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.Endpoint;

class EndpointTableTest {
  private final List<DialectPath> paths = new ArrayList<>();

  private void add(String dialect, Endpoint... endpoints) {
    var contribution = new Contribution<Dialect>("plugin", dialect, new SilentDialect());
    for (Endpoint endpoint : endpoints) {
      paths.add(DialectPath.of(endpoint, contribution));
    }
  }

  private String match(String method, String path) {
    return new EndpointTable(paths).match(method, path).map(Contribution::name).orElse("nobody");
  }

  @Test
  void findsADialectByMethodAndPath() {
    add("chat", Endpoint.post("/v1/chat"), Endpoint.get("/v1/models"));

    assertEquals("chat", match("POST", "/v1/chat"));
    assertEquals("chat", match("GET", "/v1/models"));
    assertEquals("nobody", match("GET", "/v1/chat"));
    assertEquals("nobody", match("POST", "/v1/chat/"));
    assertEquals("nobody", match("BREW", "/v1/chat"));
  }

  @Test
  void letsAnExactPathBeatAPattern() {
    add("any", Endpoint.get("/v1/models/{model}"));
    add("one", Endpoint.get("/v1/models/best"));

    assertEquals("one", match("GET", "/v1/models/best"));
    assertEquals("any", match("GET", "/v1/models/other"));
  }

  @Test
  void letsTheMoreFixedPatternBeatTheOther() {
    add("any", Endpoint.post("/v1/{x}"));
    add("go", Endpoint.post("/v1/{x}:go"));
    add("deep", Endpoint.post("/v1/m/{x}:go"));

    assertEquals("go", match("POST", "/v1/one:go"));
    assertEquals("any", match("POST", "/v1/one:stop"));
    assertEquals("deep", match("POST", "/v1/m/one:go"));
  }

  @Test
  void knowsNobodyWithoutPlugins() {
    assertEquals("nobody", match("POST", "/v1/chat"));
  }
}
