package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Commands;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewayProcess.Ended;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.LedgerFile;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.TestTree;

/**
 * A backup is made under load, the gateway is looked at in a terminal and killed, and the backup
 * put back.
 */
class DataIT {
  private static final int CLIENTS = 8;
  private static final String ROWS = "SELECT * FROM call ORDER BY id";

  @TempDir private Path folder;

  private final AtomicBoolean over = new AtomicBoolean();
  private volatile CountDownLatch answered = new CountDownLatch(0);

  private Ended db(String... words) throws Exception {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--data-dir", folder.resolve("data").toString()));
    all.addAll(List.of("--config", folder.resolve("tollgate.toml").toString()));
    Ended ended = Commands.run(all.toArray(String[]::new));
    assertEquals(0, ended.status(), ended::toString);
    return ended;
  }

  @Test
  void aBackupMadeUnderLoadIsPutBackRowForRow() throws Exception {
    Path backup = folder.resolve("kept/monday.db");
    try (FakeUpstream upstream = FakeUpstream.start()) {
      upstream.answers(Scripts.recorded(Recording.MESSAGES_BODY));
      GatewaySettings settings =
          GatewaySettings.with(upstream.address())
              .set("backup.every", "\"3s\"")
              .set("backup.dir", "\"" + folder.resolve("far") + "\"");
      backUpUnderLoadAndKill(GatewayProcess.in(folder).with(settings.text()), backup);

      String restored = db("db", "restore", backup.toString()).output();
      var before =
          new LedgerFile(
              Path.of(restored.lines().toList().getLast().replaceFirst(".* is in ", "").strip()));
      var now = new LedgerFile(folder.resolve("data/tollgate.db"));

      var kept = new LedgerFile(backup);
      List<LedgerFile.Row> rows = kept.ask(ROWS);
      assertEquals(rows, now.ask(ROWS));
      assertTrue(rows.size() >= CLIENTS, rows::toString);
      assertTrue(before.count("call") > rows.size(), "calls went on after the backup");
      assertTrue(db("ledger", "verify").output().contains("Everything agrees."));
      putsBackWhatTheClockMade();
    }
  }

  private List<Path> scheduled() throws IOException {
    Path far = folder.resolve("far");
    try (Stream<Path> files = Files.isDirectory(far) ? Files.list(far) : Stream.empty()) {
      return files
          .filter(file -> file.toString().matches(".*/tollgate-\\d{8}T\\d{6}Z\\.db"))
          .sorted()
          .toList();
    }
  }

  private void putsBackWhatTheClockMade() throws Exception {
    Path made = scheduled().getLast();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));

    db("db", "restore", made.toString());

    List<LedgerFile.Row> rows = new LedgerFile(made).ask(ROWS);
    assertEquals(rows, new LedgerFile(folder.resolve("data/tollgate.db")).ask(ROWS));
    assertTrue(rows.size() > 0, "it was made under load");
  }

  private void backUpUnderLoadAndKill(GatewayProcess.Plan plan, Path backup) throws Exception {
    try (GatewayProcess gateway = plan.start();
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      over.set(false);
      awaitLoad(() -> {
        for (int client = 0; client < CLIENTS; client++) {
          clients.execute(() -> callUntilOver(gateway.port()));
        }
      });
      db("db", "backup", backup.toString());
      awaitLoad(() -> {});
      Eventually.holds("a backup that nobody asked for", () -> !scheduled().isEmpty());
      watchInATerminal();
      gateway.kill();
      over.set(true);
    }
  }

  private void awaitLoad(Runnable begin) throws InterruptedException {
    var load = new CountDownLatch(CLIENTS * 5);
    answered = load;
    begin.run();
    assertTrue(load.await(60, TimeUnit.SECONDS), "no load");
  }

  private void callUntilOver(int port) {
    while (!over.get()) {
      try {
        if (RawClient.ask(port, Requests.messages("m")).clean()) {
          answered.countDown();
        }
      } catch (IOException killed) {
        // The gateway is gone, which is what this test is about.
        return;
      }
    }
  }

  /** The other screen is entered and left, and q is enough for that. */
  private void watchInATerminal() throws Exception {
    if (!Files.isExecutable(Path.of("/usr/bin/script"))) {
      System.out.println("top is not looked at in a terminal: there is no /usr/bin/script");
      return;
    }
    String command =
        "stty rows 24 cols 100; %s top --data-dir %s --config %s; echo left; stty -a"
            .formatted(
                TestTree.built().script(), folder.resolve("data"), folder.resolve("tollgate.toml"));
    var builder = new ProcessBuilder("/usr/bin/script", "-qfec", command, "/dev/null");
    builder.environment().put("TOLLGATE_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", TestTree.cache().toString());
    builder.environment().remove("COLUMNS");
    Process terminal = builder.start();
    try (var seen = terminal.inputReader();
        var keys = terminal.outputWriter()) {
      var text = new StringBuilder();
      boolean asked = false;
      for (int c = seen.read(); c >= 0; c = seen.read()) {
        text.append((char) c);
        if (!asked && text.indexOf("JUST ENDED") >= 0) {
          keys.write("q");
          keys.flush();
          asked = true;
        }
      }
      String shown = text.toString();
      assertTrue(shown.contains("\u001b[?1049h"), shown);
      assertTrue(shown.contains("RUNNING"), shown);
      String after = shown.substring(shown.indexOf("\u001b[?1049l"));
      assertTrue(after.contains("left"), shown);
      assertTrue(after.contains(" icanon") && after.contains(" echo "), after);
    }
  }
}
