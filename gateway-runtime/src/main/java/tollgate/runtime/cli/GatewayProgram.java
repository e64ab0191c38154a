package tollgate.runtime.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.app.AdminOffice;
import tollgate.runtime.app.ClassArchive;
import tollgate.runtime.app.CostDesk;
import tollgate.runtime.app.CostOffice;
import tollgate.runtime.app.Demo;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.app.KeyDesk;
import tollgate.runtime.app.KeyOffice;
import tollgate.runtime.app.Run;
import tollgate.runtime.app.ScratchFolder;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.event.LogFormat;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;

/** Joins the commands to the gateway. */
final class GatewayProgram implements Program {

  /** What a demonstration is set to where the command line says nothing else. */
  private static final Map<String, String> DEMO =
      Map.of("listener.port", "0", "log.level", "warn", "log.format", "pretty");

  @Override
  public int run(LoadedSettings loaded, PrintWriter out) throws Exception {
    var log = Run.log(loaded);
    ClassArchive.tellIfRefused();
    var gateway = Run.start(loaded, log);
    if (isForPeople(loaded)) {
      if (gateway.lacksKeys()) {
        out.println("Every call is refused until there is a key: tollgate keys create --name NAME");
      }
      out.println("Tollgate listens at " + gateway.url());
      out.flush();
    }
    Run.untilSignalled(gateway, log);
    return ExitCodes.DONE;
  }

  @Override
  public KeyDesk keys(LoadedSettings loaded) {
    return new KeyOffice(loaded.settings(), InstantSource.system(), new SecureRandom());
  }

  @Override
  public int archive(PrintWriter out) throws InterruptedException {
    var archive =
        ClassArchive.here().orElseThrow(() -> GatewayProblem.ARCHIVE_UNPLACED.exception());
    long bytes = archive.make();
    out.printf(
        Locale.ROOT,
        "The next starts take their classes from %s (%d MB).%n",
        archive.place(),
        bytes / 1_000_000);
    return ExitCodes.DONE;
  }

  @Override
  public AdminDesk admin(LoadedSettings loaded) {
    return new AdminOffice(loaded.settings(), InstantSource.system());
  }

  @Override
  public CostDesk costs(LoadedSettings loaded) {
    return new CostOffice(loaded.settings(), InstantSource.system());
  }

  @Override
  public void refuse(ProblemException refused) {
    if (!isTerminal()) {
      Run.refuse(refused);
    }
  }

  /** A program that reads the log's lines must find nothing else between them. */
  private static boolean isForPeople(LoadedSettings loaded) {
    return isTerminal() || loaded.settings().log().format() == LogFormat.PRETTY;
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  @Override
  public int demo(Map<String, String> flags, boolean once, PrintWriter out) throws Exception {
    Path demo = Path.of(System.getProperty("tollgate.home", "."), "conf", "demo");
    var scratch = ScratchFolder.make("tollgate-demo-");
    var all = new HashMap<>(DEMO);
    all.put("data-dir", scratch.path().toString());
    all.putAll(flags);
    String settings = demo.resolve("tollgate.toml").toString();
    var loaded = SettingsLoader.load(SettingSources.here(settings, all), InstalledTypes::in);
    var log = Run.log(loaded);
    var gateway = Run.start(loaded, log);
    new Demo(gateway, out).play(demo.resolve("calls.json"));
    if (once) {
      gateway.close();
      log.close();
      scratch.close();
      return ExitCodes.DONE;
    }
    out.println();
    out.println("The gateway stays up until Ctrl-C. Look around:");
    for (String path : new String[] {"/admin/usage/today", "/admin/logs?limit=5", "/metrics"}) {
      out.println("  curl -s '" + gateway.url() + path + "'");
    }
    out.println("  model API: " + gateway.url() + "/v1 (any key will do)");
    out.flush();
    Run.untilSignalled(gateway, log, scratch);
    return ExitCodes.DONE;
  }
}
