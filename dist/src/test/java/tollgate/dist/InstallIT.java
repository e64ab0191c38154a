package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.dist.kit.Digest;
import tollgate.dist.kit.GatewayProcess.Ended;
import tollgate.dist.kit.Program;
import tollgate.dist.kit.TestTree;
import tollgate.dist.kit.Zip;

/** The script that installs, brings up to date, goes back and removes, driven as people do. */
@DisabledOnOs(OS.WINDOWS)
class InstallIT {
  private static final String REAL = System.getProperty("tollgate.version");
  private static final Path SCRIPT = TestTree.built().home().resolve("install.sh");

  /** What the script asks of a Tollgate; writes down what it was asked. */
  private static final String STAND_IN =
      """
      #!/bin/sh
      case $1 in
        --version) echo "tollgate VERSION"; exit 0 ;;
        *) echo "VERSION $*" >> "$HOME/said"; env | grep '^TOLLGATE' >> "$HOME/said" ;;
      esac
      case $1 in
        init)
          settings=$HOME/.config/tollgate/tollgate.toml
          [ ! -e "$settings" ] || { echo "init.exists: $settings" >&2; exit 2; }
          mkdir -p "$HOME/.config/tollgate" && : > "$settings"
          ;;
      esac
      exit 0
      """;

  @TempDir private Path folder;
  private Path home;
  private Path zips;

  @BeforeEach
  void makeZips() throws IOException {
    home = Files.createDirectory(folder.toRealPath().resolve("somebody's own home"));
    zips = Files.createDirectory(folder.resolve("zips"));
    zip("0.2.0");
    zip("0.3.0");
    Path systemctl = Files.createDirectory(folder.resolve("fakes")).resolve("systemctl");
    Files.writeString(systemctl, "#!/bin/sh\necho \"systemctl $*\" >> \"$HOME/said\"\n");
    assertTrue(systemctl.toFile().setExecutable(true));
  }

  private Path zip(String version) throws IOException {
    Path file = zips.resolve("tollgate-" + version + ".zip");
    Zip.of(file, "tollgate-" + version, STAND_IN.replace("VERSION", version));
    Files.writeString(
        Path.of(file + ".sha256"),
        Digest.of(Files.readAllBytes(file)) + "  " + file.getFileName() + "\n");
    return file;
  }

  private Program script(String... options) {
    var words = new ArrayList<>(List.of("sh", SCRIPT.toString()));
    words.addAll(Arrays.asList(options));
    return Program.in(folder, words.toArray(String[]::new))
        .with("HOME", home.toString())
        .with("PATH", folder.resolve("fakes") + ":/usr/local/bin:/usr/bin:/bin");
  }

  private Ended done(String... options) throws Exception {
    Ended ended = script(options).run();
    assertEquals(0, ended.status(), ended::toString);
    return ended;
  }

  private String refused(String... options) throws Exception {
    Ended ended = script(options).run();
    assertEquals(1, ended.status(), ended::toString);
    assertEquals("", leftovers(), "nothing is left lying about");
    return ended.errors();
  }

  private String from(String version) {
    return zips.resolve("tollgate-" + version + ".zip").toString();
  }

  private Path program() {
    return home.resolve(".local/lib/tollgate");
  }

  private String version() throws Exception {
    return Program.in(folder, home.resolve(".local/bin/tollgate").toString(), "--version")
        .with("PATH", "/usr/bin:/bin")
        .with("TOLLGATE_JAVA_HOME", System.getProperty("java.home"))
        .run()
        .output();
  }

  private String leftovers() throws IOException {
    if (!Files.isDirectory(program())) {
      return "";
    }
    try (Stream<Path> files = Files.walk(program())) {
      return String.join(
          " ",
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith(".lock") || name.startsWith(".new"))
              .toList());
    }
  }

  private String said() throws IOException {
    return Files.readString(home.resolve("said"));
  }

  @Test
  void installsWhatIsShippedBringsItUpToDateAndGoesBack() throws Exception {
    Path real = Zip.withRuntime().orElseGet(Zip::portable).file();
    Path data = Files.createDirectories(home.resolve(".local/share/tollgate"));
    Files.writeString(data.resolve("tollgate.db"), "calls");

    Ended first = done("--from", real.toString(), "--no-archive");

    assertEquals("tollgate " + REAL, version());
    assertTrue(first.output().contains("Add " + home.resolve(".local/bin")), first.output());
    Path conf = program().resolve("current/conf");
    Files.writeString(conf.resolve("tollgate.toml"), "log.level = \"debug\"\n");
    Files.writeString(conf.resolve("my own.toml"), "mine\n");
    Files.writeString(program().resolve("current/plugins/mine.jar"), "mine");

    Ended second = done("--from", from("0.2.0"), "--no-archive");

    assertEquals("tollgate 0.2.0", version());
    assertTrue(second.output().contains("0.2.0 is installed in place of " + REAL), second.output());
    assertEquals("log.level = \"debug\"\n", Files.readString(conf.resolve("tollgate.toml")));
    assertEquals(
        "shipped with tollgate-0.2.0\n", Files.readString(conf.resolve("tollgate.toml.shipped")));
    assertEquals("mine\n", Files.readString(conf.resolve("my own.toml")));
    assertTrue(Files.exists(program().resolve("current/plugins/mine.jar")));
    assertFalse(Files.exists(program().resolve("current/plugins/tool-codex-" + REAL + ".jar")));

    done("--rollback");

    assertEquals("tollgate " + REAL, version());
    assertEquals("calls", Files.readString(data.resolve("tollgate.db")));
    assertEquals("", leftovers());
  }

  @Test
  void keepsTheVersionBeforeAndNoneBeforeThat() throws Exception {
    zip("0.4.0");
    done("--from", from("0.2.0"));
    done("--from", from("0.3.0"));
    done("--from", from("0.4.0"));

    assertFalse(Files.exists(program().resolve("versions/0.2.0")));
    done("--rollback");
    assertEquals("tollgate 0.3.0", version());
    done("--rollback");
    assertEquals("tollgate 0.4.0", version());
  }

  @Test
  void makesTheClassArchiveAndTakesWhatIsAskedForFromVariables() throws Exception {
    Path prefix = folder.resolve("a program");
    Path bin = folder.resolve("bin");

    Ended ended =
        script()
            .with("TOLLGATE_FROM", zips.toString())
            .with("TOLLGATE_VERSION", "0.2.0")
            .with("TOLLGATE_PREFIX", prefix.toString())
            .with("TOLLGATE_BIN", bin.toString())
            .with("TOLLGATE_INIT", "1")
            .with("TOLLGATE_SERVICE", "1")
            .run();

    assertEquals(0, ended.status(), ended::toString);
    assertEquals(
        List.of(
            "0.2.0 archive",
            "0.2.0 init --non-interactive",
            "0.2.0 service install",
            "systemctl --user daemon-reload",
            "0.2.0 service restart --user"),
        said().lines().toList());
    assertTrue(Files.isExecutable(bin.resolve("tollgate")));
    assertTrue(Files.isDirectory(prefix.resolve("versions/0.2.0")));
  }

  @Test
  void aServiceThatIsThereKeepsItsArgumentsAndRunsWhatIsInstalled() throws Exception {
    done("--from", from("0.2.0"), "--no-archive");
    Path unit =
        Files.createDirectories(home.resolve(".config/systemd/user")).resolve("tollgate.service");
    Path first = program().resolve("versions/0.2.0/bin/tollgate");
    Files.writeString(unit, "ExecStart=\"" + first + "\" run --data-dir /srv/data\n");

    done("--from", from("0.3.0"), "--no-archive");

    Path current = program().resolve("current/bin/tollgate");
    String renewed = "ExecStart=\"" + current + "\" run --data-dir /srv/data\n";
    assertEquals(renewed, Files.readString(unit));
    done("--rollback");
    assertEquals(renewed, Files.readString(unit));
    done("--uninstall");
    assertEquals(
        List.of(
            "systemctl --user daemon-reload",
            "0.3.0 service restart --user",
            "systemctl --user daemon-reload",
            "0.2.0 service restart --user",
            "0.2.0 service uninstall --user"),
        said().lines().toList());
  }

  @Test
  void anUpdateWithTheSameVariablesKeepsTheSettingsAndRenewsTheService() throws Exception {
    Path unit =
        Files.createDirectories(home.resolve(".config/systemd/user")).resolve("tollgate.service");
    done("--from", from("0.2.0"), "--no-archive", "--init");
    Files.writeString(unit, "ExecStart=\"" + program().resolve("versions/0.2.0/bin/x") + "\"\n");

    Ended update =
        script("--from", from("0.3.0"), "--no-archive")
            .with("TOLLGATE_INIT", "1")
            .with("TOLLGATE_SERVICE", "1")
            .run();

    assertEquals(0, update.status(), update::toString);
    assertTrue(update.output().contains("settings that are there stay"), update.output());
    assertEquals(
        "ExecStart=\"" + program().resolve("current/bin/x") + "\"\n", Files.readString(unit));
    assertEquals("0.3.0 service restart --user", said().lines().toList().getLast());
    Files.delete(home.resolve("said"));
    Ended none =
        script("--from", from("0.3.0"), "--no-archive")
            .with("TOLLGATE_INIT", "0")
            .with("TOLLGATE_SERVICE", "0")
            .run();
    assertEquals(0, none.status(), none::toString);
    assertFalse(Files.exists(home.resolve("said")), "0 is no");
  }

  @Test
  void findsItsServiceHoweverItsFolderIsNamed() throws Exception {
    Path real = Files.createDirectory(folder.toRealPath().resolve("100% & more"));
    Files.createSymbolicLink(folder.resolve("link"), real);
    Path unit =
        Files.createDirectories(home.resolve(".config/systemd/user")).resolve("tollgate.service");
    Path agent =
        Files.createDirectories(home.resolve("Library/LaunchAgents")).resolve("tollgate.plist");
    String inUnit = real.toString().replace("%", "%%");
    String inAgent = real.toString().replace("&", "&amp;");
    Files.writeString(unit, "ExecStart=\"" + inUnit + "/versions/0.2.0/bin/tollgate\" run\n");
    Files.writeString(agent, "<string>" + inAgent + "/versions/0.2.0/bin/tollgate</string>\n");

    done("--from", from("0.2.0"), "--no-archive", "--prefix", "./link/");

    assertEquals("ExecStart=\"" + inUnit + "/current/bin/tollgate\" run\n", Files.readString(unit));
    assertEquals(
        "<string>" + inAgent + "/current/bin/tollgate</string>\n", Files.readString(agent));
    done("--uninstall", "--prefix", "link");
    assertEquals("0.2.0 service uninstall --user", said().lines().toList().getLast());
  }

  @Test
  void aServiceOfAnotherInstallationIsLeftAlone() throws Exception {
    Path units = Files.createDirectories(home.resolve(".config/systemd/user"));
    Files.writeString(units.resolve("tollgate.service"), "ExecStart=/opt/tollgate/bin/tollgate\n");

    done("--from", from("0.2.0"), "--no-archive");
    done("--uninstall");

    assertFalse(Files.exists(home.resolve("said")));
  }

  @Test
  void fetchesAZipWithItsSumFromAnAddress() throws Exception {
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            zips,
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      done("--from", address, "--version", "0.2.0", "--no-archive");
      assertEquals("tollgate 0.2.0", version());
      done("--from", address + "/tollgate-0.3.0.zip", "--no-archive");
      assertEquals("tollgate 0.3.0", version());

      String missing = refused("--from", address, "--version", "0.9.9");

      assertTrue(missing.contains("tollgate-0.9.9.zip and its .sha256"), missing);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void installsTheUnpackedZipItLiesIn() throws Exception {
    Path unpacked = Files.createDirectories(folder.resolve("unpacked/bin")).getParent();
    Files.createDirectory(unpacked.resolve("lib"));
    Files.copy(SCRIPT, unpacked.resolve("install.sh"));
    Path inside = unpacked.resolve("bin/tollgate");
    Files.writeString(inside, STAND_IN.replace("VERSION", "0.2.0"));
    assertTrue(inside.toFile().setExecutable(true));

    Ended ended =
        Program.in(unpacked, "sh", "install.sh", "--no-archive")
            .with("HOME", home.toString())
            .with("PATH", "/usr/bin:/bin")
            .run();

    assertEquals(0, ended.status(), ended::toString);
    assertEquals("tollgate 0.2.0", version());
  }

  @Test
  void refusesAZipThatIsNotWhatItsSumSays() throws Exception {
    Files.writeString(Path.of(from("0.2.0") + ".sha256"), "0".repeat(64) + "  x\n");

    String why = refused("--from", from("0.2.0"));

    assertTrue(why.contains("its SHA-256 is"), why);
    assertFalse(Files.exists(home.resolve(".local/bin/tollgate")));
  }

  @Test
  void refusesAZipWithoutASum() throws Exception {
    Files.delete(Path.of(from("0.2.0") + ".sha256"));

    assertTrue(refused("--from", from("0.2.0")).contains("--sha256"));
    done(
        "--from", from("0.2.0"), "--sha256", Digest.of(Files.readAllBytes(Path.of(from("0.2.0")))));
  }

  @Test
  void refusesAVersionThatWasNotAskedFor() throws Exception {
    String why = refused("--from", from("0.2.0"), "--version", "0.3.0");

    assertTrue(why.contains("is version 0.2.0, not 0.3.0"), why);
  }

  @Test
  void asksWhichOfSeveralVersions() throws Exception {
    assertTrue(refused("--from", zips.toString()).contains("choose one with --version"));
  }

  @Test
  void refusesACommandOfAnother() throws Exception {
    Path bin = Files.createDirectories(home.resolve(".local/bin"));
    Files.writeString(bin.resolve("tollgate"), "#!/bin/sh\necho another\n");

    assertTrue(refused("--from", from("0.2.0")).contains("is not this script's"));
    assertTrue(Files.readString(bin.resolve("tollgate")).contains("another"));
    assertFalse(Files.exists(program()));
  }

  @Test
  void refusesAFolderThatHasOtherThings() throws Exception {
    Files.createDirectories(program());
    Files.writeString(program().resolve("letter"), "Dear diary");

    assertTrue(refused("--from", from("0.2.0")).contains("has other things in it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--prefix", "--bin"})
  void refusesAFolderThatCannotBeMade(String option) throws Exception {
    Path inTheWay = Files.writeString(folder.resolve("file"), "in the way");

    String why = refused("--from", from("0.2.0"), option, inTheWay.resolve("x").toString());

    assertTrue(why.contains("cannot be made or written to"), why);
    assertFalse(Files.exists(home.resolve(".local/bin/tollgate")));
  }

  @Test
  void waitsForNoOtherThatIsAtWorkAndForgetsOneThatIsGone() throws Exception {
    Path lock = Files.createDirectories(program().resolve(".lock"));
    Files.createDirectories(program().resolve("versions/.new.1"));
    Files.writeString(lock.resolve("pid"), ProcessHandle.current().pid() + "\n");

    Ended busy = script("--from", from("0.2.0")).run();

    assertEquals(1, busy.status());
    assertTrue(busy.errors().contains("another install.sh is at work"), busy.errors());
    assertTrue(Files.isDirectory(lock), "it is the other's");
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
    done("--from", from("0.2.0"), "--no-archive");
    assertEquals("", leftovers());
  }

  @Test
  void goesOnFromWhereOneWasKilled() throws Exception {
    Files.createDirectories(program().resolve("versions/0.2.0/half"));

    done("--from", from("0.2.0"), "--no-archive");

    assertEquals("tollgate 0.2.0", version());
    assertFalse(Files.exists(program().resolve("versions/0.2.0/half")));
  }

  @Test
  void givesAVersionBackThatWasToBeReplacedWhenItWasKilled() throws Exception {
    done("--from", from("0.2.0"), "--no-archive");
    Path old = Files.createDirectories(program().resolve("versions/.new.1/old"));
    Files.move(program().resolve("versions/0.2.0"), old.resolve("0.2.0"));

    refused("--rollback");

    assertEquals("tollgate 0.2.0", version());
  }

  @Test
  void aVersionThatDoesNotStartIsNotPutInPlace() throws Exception {
    done("--from", from("0.2.0"), "--no-archive");
    Path broken = zips.resolve("tollgate-0.5.0.zip");
    Zip.of(broken, "tollgate-0.5.0", "#!/bin/sh\necho 'no Java 25' >&2\nexit 2\n");
    String sum = Digest.of(Files.readAllBytes(broken));

    String why = refused("--from", broken.toString(), "--sha256", sum);

    assertTrue(why.contains("no Java 25"), why);
    assertTrue(why.contains("does not start here"), why);
    assertEquals("tollgate 0.2.0", version());
  }

  @Test
  void doesNothingWhereTheVersionIsInstalledAlready() throws Exception {
    done("--from", from("0.2.0"), "--no-archive");

    Ended again = done("--from", from("0.2.0"), "--no-archive");

    assertTrue(again.output().contains("installed already"), again.output());
    done("--from", from("0.2.0"), "--no-archive", "--force");
    assertEquals("tollgate 0.2.0", version());
    assertTrue(refused("--rollback").contains("there is no version before 0.2.0"));
  }

  @Test
  void removesTheProgramAndLeavesTheDataAndWhatIsSomebodys() throws Exception {
    Path data = Files.createDirectories(home.resolve(".local/share/tollgate"));
    Path settings = Files.createDirectories(home.resolve(".config/tollgate"));
    done("--from", from("0.2.0"), "--no-archive");
    Files.writeString(program().resolve("current/conf/.env"), "SECRET=1\n");

    String why = refused("--uninstall");

    assertTrue(why.contains("conf/.env"), why);
    assertEquals("tollgate 0.2.0", version());
    done("--uninstall", "--force");
    assertFalse(Files.exists(program()));
    assertFalse(Files.exists(home.resolve(".local/bin/tollgate")));
    assertTrue(Files.isDirectory(data) && Files.isDirectory(settings));
    assertTrue(refused("--uninstall").contains("nothing is installed"));
  }

  @Test
  void tellsWrongUse() throws Exception {
    Ended ended = script("--frm", "x").run();

    assertEquals(2, ended.status());
    assertTrue(ended.errors().contains("There is no option --frm"), ended.errors());
    assertTrue(done("--help").output().lines().allMatch(line -> line.length() <= 80));
  }
}
