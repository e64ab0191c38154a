package tollgate.runtime.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.SetupProblem;

@DisabledOnOs(OS.WINDOWS)
class ServiceManagerTest {
  private static final Path TEMPLATES = Path.of("..", "dist", "src", "main", "service");
  private static final Path JAVA = Path.of("/usr/lib/jvm/java-25");

  @TempDir private Path folder;
  private Path installation;

  @BeforeEach
  void unpack() throws IOException {
    installation = folder.resolve("tollgate");
    copyTemplatesTo(installation.resolve("service"));
  }

  private static void copyTemplatesTo(Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(TEMPLATES)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private Site site(Path java) {
    return new Site(
        installation,
        List.of("--config", "/home/ada/my settings/100%.toml"),
        java,
        Path.of("/home/ada"),
        Path.of("/home/ada/.config"),
        501);
  }

  private List<String> told(List<Step> steps) {
    var lines = new ArrayList<String>();
    new ServiceWork(new NoCommands(), lines::add).tell(steps);
    return lines.stream()
        .map(line -> line.replace(installation.toString(), "/opt/tollgate"))
        .toList();
  }

  /** Runs nothing. */
  private static final class NoCommands implements Commands {
    @Override
    public Ended run(List<String> words) {
      throw new AssertionError("a dry run runs nothing: " + words);
    }

    @Override
    public int show(List<String> words) {
      throw new AssertionError("a dry run shows nothing: " + words);
    }
  }

  private static List<String> golden(String name) throws IOException {
    try (InputStream in = ServiceManagerTest.class.getResourceAsStream("/service/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private void isAsInTheGoldenFile(String name, List<Step> steps) throws IOException {
    List<String> told = told(steps);
    if ("write".equals(System.getProperty("golden"))) {
      Files.write(Path.of("src/test/resources/service").resolve(name), told);
    }
    assertEquals(golden(name), told, "write it anew with -Dgolden=write");
  }

  @Test
  void asksSystemdForAServiceOfTheUser() throws IOException {
    var manager = ServiceManager.of("Linux", false, site(JAVA));

    isAsInTheGoldenFile("systemd-user.txt", manager.install());
    assertEquals(List.of("run systemctl --user start tollgate.service"), told(manager.start()));
    assertEquals(
        List.of("systemctl", "--user", "status", "--no-pager", "tollgate.service"),
        manager.status());
    assertEquals("--follow", manager.logs(true).getLast());
    assertEquals(List.of("journalctl", "--user"), manager.logs(false).subList(0, 2));
    assertEquals(
        List.of(
            "run systemctl --user disable --now tollgate.service (may fail)",
            "delete /home/ada/.config/systemd/user/tollgate.service",
            "run systemctl --user daemon-reload"),
        told(manager.uninstall()));
  }

  @Test
  void asksSystemdForAServiceOfTheMachineWithAUserOfItsOwn() throws IOException {
    isAsInTheGoldenFile(
        "systemd-system.txt", ServiceManager.of("Linux", true, site(JAVA)).install());
  }

  @Test
  void aServiceOfTheMachineUsesNothingInAHome() {
    var inAHome = site(Path.of("/home/ada/jdk"));

    var refused =
        assertThrows(
            ProblemException.class, () -> ServiceManager.of("Linux", true, inAHome).install());

    assertEquals(SetupProblem.SERVICE_IN_A_HOME, refused.report().problem());
    assertTrue(refused.report().what().contains("/home/ada/jdk"), refused::toString);
    assertTrue(!ServiceManager.of("Linux", false, inAHome).install().isEmpty(), "one's own may");
  }

  @Test
  void takesAwayTheLineThatMadeTheUserOfTheMachinesService() {
    assertEquals(
        List.of(
            "run systemctl disable --now tollgate.service (may fail)",
            "delete /etc/systemd/system/tollgate.service",
            "delete /etc/sysusers.d/tollgate.conf",
            "run systemctl daemon-reload"),
        told(ServiceManager.of("Linux", true, site(JAVA)).uninstall()));
  }

  @Test
  void doesNotTellTheLauncherOfTheJavaItBrings() {
    String unit =
        told(ServiceManager.of("Linux", false, site(installation.resolve("runtime"))).install())
            .toString();

    assertTrue(!unit.contains("TOLLGATE_JAVA_HOME"), unit);
  }

  @Test
  void asksLaunchdForAnAgent() throws IOException {
    var manager = ServiceManager.of("Mac OS X", false, site(JAVA));

    isAsInTheGoldenFile("launchd.txt", manager.install());
    assertEquals(List.of("run launchctl bootout gui/501/tollgate"), told(manager.stop()));
    assertEquals(
        List.of(
            "run launchctl bootout gui/501/tollgate (may fail)",
            "run launchctl bootstrap gui/501 /home/ada/Library/LaunchAgents/tollgate.plist"
                + " (may fail)",
            "run launchctl kickstart gui/501/tollgate"),
        told(manager.restart()));
    assertEquals(List.of("launchctl", "print", "gui/501/tollgate"), manager.status());
    assertEquals(
        List.of("tail", "-n", "200", "-F", "/home/ada/Library/Logs/tollgate.log"),
        manager.logs(true));
  }

  @Test
  void saysWhatToDoWhereNeitherIs() {
    var windows =
        assertThrows(
            ProblemException.class,
            () -> ServiceManager.of("Windows 11", false, site(JAVA)).install());
    assertTrue(windows.report().fix().contains("schtasks /Create"), windows::toString);
    assertThrows(
        ProblemException.class, () -> ServiceManager.of("Mac OS X", true, site(JAVA)).install());
  }

  @Test
  void refusesAPathThatCouldAddALineToAUnit() {
    var site =
        new Site(
            installation,
            List.of("--config", "/x\nExecStartPre=/bin/evil"),
            JAVA,
            folder,
            folder,
            0);

    var refused =
        assertThrows(
            ProblemException.class, () -> ServiceManager.of("Linux", false, site).install());

    assertEquals(SetupProblem.SERVICE_ODD_PATH, refused.report().problem());
  }

  @Test
  void systemdFindsNothingWrongWithTheUnits() throws Exception {
    Path analyze = Path.of("/usr/bin/systemd-analyze");
    assumeTrue(
        Files.isExecutable(analyze), "no systemd-analyze on this machine: units are not verified");
    Path program = Files.createDirectories(installation.resolve("bin")).resolve("tollgate");
    Files.writeString(program, "#!/bin/sh\n");
    assertTrue(program.toFile().setExecutable(true));
    for (boolean forAll : new boolean[] {false, true}) {
      var unit =
          ServiceManager.of("Linux", forAll, site(JAVA)).install().stream()
              .flatMap(step -> step instanceof Step.Write write ? Stream.of(write) : Stream.empty())
              .filter(write -> write.file().endsWith("tollgate.service"))
              .findFirst()
              .orElseThrow();
      Path file =
          Files.createDirectories(folder.resolve("units-" + forAll)).resolve("tollgate.service");
      Files.writeString(file, unit.text());
      Path said = folder.resolve("said");
      Process verify =
          new ProcessBuilder(analyze.toString(), "verify", "--man=no", file.toString())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertTrue(verify.waitFor(30, TimeUnit.SECONDS));
      String complaints =
          String.join(
              "\n",
              Files.readAllLines(said).stream().filter(line -> line.contains("tollgate")).toList());
      assertEquals("", complaints);
      assertEquals(0, verify.exitValue(), () -> "with " + forAll);
    }
  }
}
