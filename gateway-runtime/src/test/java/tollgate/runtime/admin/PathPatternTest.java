package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathPatternTest {

  @Test
  void standsForOneSegmentEach() {
    assertEquals(
        Optional.of(Map.of("id", "a b")),
        PathPattern.match("/admin/calls/{id}", "/admin/calls/a%20b"));
    assertEquals(Optional.empty(), PathPattern.match("/admin/calls/{id}", "/admin/calls/a/b"));
    assertEquals(Optional.empty(), PathPattern.match("/admin/calls/{id}", "/admin/calls/"));
  }

  @Test
  void standsForAllThatIsLeftWhereDotsFollowTheName() {
    assertEquals(
        Optional.of(Map.of("name", "acme/m-1+x:free")),
        PathPattern.match(
            "/admin/pricing/overrides/{name...}", "/admin/pricing/overrides/acme/m-1+x%3Afree"));
    assertEquals(
        Optional.of(Map.of("name", "acme/m")),
        PathPattern.match(
            "/admin/pricing/overrides/{name...}", "/admin/pricing/overrides/acme%2Fm"));
    assertEquals(
        Optional.empty(),
        PathPattern.match("/admin/pricing/overrides/{name...}", "/admin/pricing/overrides/"));
    assertEquals(
        Optional.empty(),
        PathPattern.match("/admin/pricing/overrides/{name...}", "/admin/pricing"));
  }
}
