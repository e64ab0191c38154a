package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandsTest {
  @TempDir private Path data;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandShell shell =
      new CommandShell(
          new CommandsPage.NoProgram(), new PrintWriter(out, true), new PrintWriter(err, true));

  private int policy(String... words) {
    out.getBuffer().setLength(0);
    var all = new ArrayList<>(List.of("policy"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data-dir", data.toString()));
    return shell.execute(all.toArray(String[]::new));
  }

  @Test
  void aNewPolicyBeginsInShadowAndPassesItsCases() {
    assertEquals(ExitCodes.DONE, policy("new", "night"), err::toString);
    assertTrue(Files.exists(data.resolve("policies/night.cases.json")));
    assertEquals(ExitCodes.WRONG_USE, policy("new", "night"));
    assertTrue(err.toString().contains("there is one named night already"), err::toString);

    assertEquals(ExitCodes.DONE, policy("test"), out::toString);
    assertEquals("night: 2 of 2 cases pass, 3 of 3 branches are taken", out.toString().strip());
    assertEquals(ExitCodes.DONE, policy("check"));
    assertEquals("All 1 policies can be used.", out.toString().strip());
    policy("list");
    assertEquals("shadow   night", out.toString().strip());

    assertEquals(ExitCodes.DONE, policy("mode", "night", "enforce"), err::toString);
    policy("list");
    assertEquals("enforce  night", out.toString().strip());
    policy("mode", "night", "off");
    policy("list");
    assertEquals("off      night", out.toString().strip());
  }

  @Test
  void whatIsWrongIsToldWithItsPlaceAndAnExitCode() throws Exception {
    Path folder = Files.createDirectory(data.resolve("policies"));
    Files.writeString(folder.resolve("a.js"), "export const decide = (call) => deny('no');");
    Files.writeString(folder.resolve("a.cases.json"), "[{\"name\":\"passes\",\"expect\":[]}]");

    assertEquals(ExitCodes.FAILED, policy("test", "a"));
    assertTrue(out.toString().startsWith("a: FAILED passes: expected [], got [{\"deny\":"));

    Files.writeString(folder.resolve("a.cases.json"), "[]");
    assertEquals(ExitCodes.FAILED, policy("test", "a"));

    Files.writeString(folder.resolve("a.js"), "export const decide = (;");
    assertEquals(ExitCodes.FAILED, policy("check"));
    assertTrue(out.toString().startsWith("REFUSED  a.js:1:"), out::toString);
  }

  @Test
  void whatIsNotThereBeginsNothing() {
    assertEquals(ExitCodes.WRONG_USE, policy("mode", "night", "shadow"));
    assertEquals(ExitCodes.WRONG_USE, policy("mode", "night", "loud"));
    assertEquals(ExitCodes.WRONG_USE, policy("test", "night"));
    assertEquals(ExitCodes.DONE, policy("list"));
    assertEquals("There is no policy. Begin one: tollgate policy new NAME", out.toString().strip());
    assertFalse(Files.exists(data.resolve("policies")));
  }
}
