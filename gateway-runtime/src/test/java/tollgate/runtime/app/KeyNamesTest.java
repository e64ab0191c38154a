package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.config.CapEntry;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;

/** Keys that settings name, as calls are counted by them. */
class KeyNamesTest {
  private static final Instant THEN = Instant.parse("2026-11-21T12:00:00Z");

  private static final List<ManagedKey> KEYS =
      List.of(
          key("k1", "ci", ManagedKey.NEVER),
          key("k2", "nightly", ManagedKey.NEVER),
          key("k3", "nightly", THEN),
          key("k4", "laptop", ManagedKey.NEVER),
          key("k5", "laptop", ManagedKey.NEVER),
          key("k6", "gone", THEN));

  private static ManagedKey key(String id, String name, Instant revokedAt) {
    var terms = new ManagedKey.Terms(name, ManagedKey.NEVER, Set.of(), Set.of(), Set.of());
    return new ManagedKey(id, "tg_", terms, THEN, revokedAt, ManagedKey.NEVER);
  }

  private static CapEntry cap(String id, Map<String, String> where) {
    return new CapEntry(id, CapEntry.Measure.CALLS, 5, "day", List.of(), where, false);
  }

  private static LiveCaps caps(CapEntry... entries) {
    return new LiveCaps(List.of(entries), ZoneOffset.UTC, new KeyNames(() -> KEYS));
  }

  private static String covered(String named) {
    return caps(cap("one", Map.of(Axes.KEY, named))).list().getFirst().only().get(Axes.KEY);
  }

  @Test
  void aKeyIsFoundByItsNameAndByItsId() {
    assertEquals("k1", covered("ci"));
    assertEquals("k5", covered("k5"));
  }

  @Test
  void aKeyThatIsRevokedGivesWayToOneOfItsNameThatIsNot() {
    assertEquals("k2", covered("nightly"));
    assertEquals("k6", covered("gone"));
  }

  @Test
  void whatNoKeyIsCalledOrSeveralAreIsRefusedByName() {
    var refused =
        assertThrows(
            ProblemException.class,
            () ->
                caps(
                    cap("one", Map.of(Axes.KEY, "laptop")),
                    cap("other", Map.of(Axes.TOOL, "plow", Axes.KEY, "c1"))));

    assertEquals(
        List.of(
            "The setting \"cap.one.where.key\" is \"laptop\", which is not the id of one of the"
                + " keys of that name: k4, k5.",
            "The setting \"cap.other.where.key\" is \"c1\", which is not the name or the id of a"
                + " key (tollgate keys list)."),
        refused.reports().stream().map(ProblemReport::what).toList());
  }

  @Test
  void capsThatAreRefusedLeaveThoseBefore() {
    LiveCaps caps = caps(cap("one", Map.of(Axes.KEY, "ci")));

    assertThrows(
        ProblemException.class, () -> caps.shaped(List.of(cap("two", Map.of(Axes.KEY, "c1")))));
    assertEquals("one", caps.list().getFirst().name());

    List<CapEntry> others = List.of(cap("two", Map.of(Axes.TOOL, "plow")));
    caps.use(others, caps.shaped(others));
    assertEquals("two", caps.list().getFirst().name());
  }
}
