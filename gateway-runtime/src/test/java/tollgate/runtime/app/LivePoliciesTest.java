package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.ledger.Actions.Deed;
import tollgate.runtime.policy.EmptyPolicySet;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.policy.Mode;
import tollgate.runtime.policy.PolicyDesk;
import tollgate.runtime.policy.PolicyHost;
import tollgate.runtime.policy.PolicySet;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;

class LivePoliciesTest {
  private static final String POLICY = "export const decide = (call) => tag('a');";
  private static final String CASES =
      "[{\"name\":\"tags\",\"expect\":[{\"tag\":\"a\",\"is\":\"%s\"}]}]";

  @TempDir Path data;
  private PolicyHost host;
  private PolicyDesk desk;
  private PolicySet inForce = new EmptyPolicySet();
  private List<Finding> findings = List.of();
  private final List<Deed> kept = new ArrayList<>();

  @BeforeEach
  void open() {
    host = PolicyHost.in(data.resolve("policies"), data);
    desk =
        new LivePolicies(
            host,
            new LivePolicies.Force(
                () -> inForce, this::apply, () -> findings, deeds -> kept.addAll(deeds)));
  }

  private List<Finding> apply(Function<PolicySet, List<Deed>> deeds) {
    var loaded = host.load(inForce);
    kept.addAll(deeds.apply(loaded.set()));
    host.keepVersions(Instant.EPOCH);
    inForce = loaded.set();
    findings = loaded.findings();
    return findings;
  }

  @AfterEach
  void close() {
    host.close();
  }

  private static PolicyDesk.Files files(String text, String cases) {
    return new PolicyDesk.Files(text, cases);
  }

  private static String refused(Problem problem, Runnable change) {
    var refused = assertThrows(ProblemException.class, change::run);
    assertEquals(problem, refused.report().problem());
    return refused.report().what();
  }

  @Test
  void whatIsPutIsInForceAndLiesInTheFolder() throws Exception {
    desk.put("a", files(POLICY, CASES.formatted("true")));

    assertEquals("a", desk.standing().policies().getFirst().name());
    assertEquals(inForce.generation(), desk.standing().generation());
    assertEquals(POLICY, Files.readString(data.resolve("policies/a.js")));
    assertEquals(files(POLICY, CASES.formatted("true")), desk.read("a"));

    desk.delete("a");
    assertEquals("0", desk.standing().generation());
    assertFalse(Files.exists(data.resolve("policies/a.cases.json")));
    assertEquals(
        "There is no policy \"a\".", refused(PolicyProblem.POLICY_NOT_THERE, () -> desk.read("a")));
  }

  @Test
  void whatCannotBeUsedOrFailsItsCasesIsNotSaved() {
    String broken =
        refused(
            PolicyProblem.POLICY_UNUSABLE, () -> desk.put("a", files("export const x = (;", "")));
    String failing =
        refused(
            PolicyProblem.POLICY_UNUSABLE,
            () -> desk.put("a", files(POLICY, CASES.formatted("false"))));
    String odd = refused(PolicyProblem.POLICY_UNUSABLE, () -> desk.put("a", files(POLICY, "{")));

    assertTrue(broken.startsWith("The policy cannot be used: a.js:1:"), broken);
    assertTrue(failing.contains("its case \"tags\": expected"), failing);
    assertTrue(odd.contains("its cases: it is no JSON"), odd);
    assertFalse(Files.exists(data.resolve("policies/a.js")));
  }

  @Test
  void aNameIsNoPath() {
    for (String name : List.of("../a", "a/b", "", "A", "lib/a")) {
      refused(PolicyProblem.POLICY_NOT_THERE, () -> desk.put(name, files(POLICY, "")));
      refused(PolicyProblem.POLICY_NOT_THERE, () -> desk.read(name));
      refused(PolicyProblem.POLICY_NOT_THERE, () -> desk.delete(name));
    }
  }

  @Test
  void aModeHoldsAtOnceAndAPolicyThatIsOffIsStillListed() {
    desk.put("a", files(POLICY, ""));

    desk.mode("a", Mode.SHADOW);
    assertEquals(Mode.SHADOW, desk.standing().policies().getFirst().mode());
    desk.mode("a", Mode.OFF);
    assertEquals(Mode.OFF, desk.standing().policies().getFirst().mode());
    assertEquals("0", desk.standing().generation());
    desk.mode("a", Mode.ENFORCE);
    assertEquals(Mode.ENFORCE, desk.reload().policies().getFirst().mode());
  }

  @Test
  void casesAreRunWithoutSaving() {
    var results = desk.test("a", files(POLICY, CASES.formatted("false"))).results();

    assertFalse(results.getFirst().passed());
    assertEquals(List.of(), desk.test("a", files(POLICY, "")).results());
    assertEquals(List.of(), desk.standing().policies());
  }

  @Test
  void earlierTextsAreKeptAndComeBack() {
    desk.put("a", files(POLICY, ""));
    desk.put(
        "a",
        files(
            POLICY.replace("tag('a')", "tag('b')"),
            CASES.formatted("true").replace("\"a\"", "\"b\"")));
    desk.put("a", files(POLICY, ""));
    desk.put("a", files(POLICY, ""));

    assertEquals(
        List.of(1L, 2L, 3L), desk.versions("a").stream().map(PolicyDesk.Version::number).toList());
    desk.rollBack("a", 2);
    assertEquals(desk.versions("a").get(1).files(), desk.read("a"));
    desk.delete("a");
    desk.rollBack("a", 1);
    assertEquals(files(POLICY, ""), desk.read("a"));
    assertEquals(5, desk.versions("a").getLast().number());
    refused(PolicyProblem.POLICY_NO_VERSION, () -> desk.rollBack("a", 9));
  }

  @Test
  void aStartGoesOnWithTheLastPoliciesThatCouldAllBeUsed() throws Exception {
    Path lib = Files.createDirectories(data.resolve("policies/lib"));
    Files.writeString(lib.resolve("words.js"), "export const word = 'a';");
    desk.put(
        "a",
        files(
            "import { word } from './lib/words.js';"
                + " export const decide = (call) => tag(word);",
            ""));
    desk.put("b", files(POLICY, ""));
    desk.mode("b", Mode.SHADOW);
    String before = inForce.generation();

    Files.writeString(lib.resolve("words.js"), "export const wor");
    var started = PolicyHost.in(data.resolve("policies"), data);
    var loaded = started.begin();

    assertEquals(before, loaded.set().generation());
    assertFalse(loaded.isBroken());
    assertTrue(loaded.findings().getFirst().text().contains("words.js"), loaded::toString);
    assertEquals(before, started.load(loaded.set()).set().generation(), "until it is mended");
    started.close();
    var elsewhere = PolicyHost.in(Files.createDirectories(data.resolve("others")), data);
    Files.writeString(data.resolve("others/a.js"), "export const");
    assertTrue(elsewhere.begin().isBroken(), "those of another folder are none of its");
    elsewhere.close();
  }

  @Test
  void noMoreThanTwentyTextsAreKept() {
    for (int i = 0; i < 24; i++) {
      host.save("a", files(POLICY + " ".repeat(i), ""));
      host.keepVersions(Instant.EPOCH);
    }

    var versions = desk.versions("a");
    assertEquals(20, versions.size());
    assertEquals(5, versions.getFirst().number());
    assertEquals(24, versions.getLast().number());
  }

  @Test
  void whatThePutCasesTakeIsTold() {
    var tested =
        desk.put(
            "a",
            files(
                "export const decide = (call) => call.model === 'x' && tag('a');",
                "[{\"name\":\"passes\",\"expect\":[]}]"));

    assertEquals(1, tested.coverage().taken());
    assertEquals(2, tested.coverage().all());
    assertEquals(55, tested.coverage().missed().getFirst().column());
  }
}
