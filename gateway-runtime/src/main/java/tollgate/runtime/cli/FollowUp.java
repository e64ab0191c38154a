package tollgate.runtime.cli;

import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.Settings;
import tollgate.runtime.connect.Connection;
import tollgate.runtime.connect.Places;
import tollgate.runtime.connect.Recipe;
import tollgate.runtime.key.CreatedKey;
import tollgate.runtime.key.KeyWish;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.service.Commands;
import tollgate.runtime.service.ServiceManager;
import tollgate.runtime.service.ServiceWork;
import tollgate.runtime.service.Site;
import tollgate.runtime.setup.Answers;

/**
 * What comes once a configuration is in place: a first key, connected tools, a service, and what to
 * do next. What does not succeed is told with what to do, and keeps nothing else from being done.
 */
final class FollowUp {
  private static final String KEY_NAME = "tools";

  private final Program program;
  private final Commands commands;
  private final ServiceCommands.Machine machine;
  private final PrintWriter out;
  private boolean failed;

  FollowUp(Program program, Commands commands, ServiceCommands.Machine machine, PrintWriter out) {
    this.program = program;
    this.commands = commands;
    this.machine = machine;
    this.out = out;
  }

  /** Something that may fail by itself. */
  @FunctionalInterface
  private interface Part<T> {
    T perform() throws InterruptedException;
  }

  /** Does it; fails where a part did, though what was written stays. */
  int perform(Answers answers, LoadedSettings loaded, Path file) throws InterruptedException {
    Settings settings = loaded.settings();
    failed = false;
    Optional<String> key =
        settings.clientsNeedKeys()
            ? tried(() -> firstKey(loaded)).flatMap(made -> made)
            : Optional.of(ConnectCommand.ANY);
    var connected = new ArrayList<Recipe>();
    for (String tool : answers.tools()) {
      if (key.isPresent()) {
        tried(() -> connect(tool, settings, key.get())).ifPresent(connected::add);
      } else {
        print("not connected: " + tool + " (tollgate connect " + tool + " --write --key-stdin)");
      }
    }
    boolean serves = answers.service() && tried(() -> serve(file)).isPresent();
    next(serves, file, connected);
    return failed ? ExitCodes.FAILED : ExitCodes.DONE;
  }

  private <T> Optional<T> tried(Part<T> part) throws InterruptedException {
    try {
      return Optional.of(part.perform());
    } catch (ProblemException refused) {
      refused.reports().forEach(report -> print(report.render()));
      failed = true;
      return Optional.empty();
    }
  }

  /** The key that is made; none where there is one that can be used. */
  private Optional<String> firstKey(LoadedSettings loaded) {
    var desk = program.keys(loaded);
    if (desk.list().stream().anyMatch(key -> key.isUsable(Instant.now()))) {
      print("There is a key already: tollgate keys list");
      return Optional.empty();
    }
    CreatedKey made =
        desk.create(new KeyWish(KEY_NAME, ManagedKey.NEVER, List.of(), List.of(), List.of()));
    print("");
    print("A key for your tools, shown this once: " + made.secret());
    return Optional.of(made.secret());
  }

  private Recipe connect(String tool, Settings settings, String key) {
    var values = new HashMap<String, String>();
    values.put("url", ConnectCommand.urlOf(settings));
    values.put("key", key);
    Recipe recipe = Recipe.of(machine.installation().resolve("conf/connect"), tool, values);
    var places = new Places(machine.home(), machine.environment());
    new Connection(recipe, places, settings.dataDir().resolve("connect"))
        .set().stream()
            .filter(change -> !change.isNone())
            .forEach(change -> print("connected " + tool + ": " + change.file()));
    return recipe;
  }

  private ServiceManager serve(Path file) throws InterruptedException {
    ServiceManager manager =
        ServiceManager.of(
            machine.system(),
            false,
            new Site(
                machine.installation(),
                List.of("--config", file.toString()),
                machine.java(),
                machine.home(),
                machine.settings(),
                machine.user()));
    var work = new ServiceWork(commands, this::print);
    work.perform(manager.install());
    work.perform(manager.restart());
    manager.hints().forEach(this::print);
    return manager;
  }

  private void next(boolean runs, Path file, List<Recipe> recipes) {
    String config = isUsual(file) ? "" : " --config " + file;
    String tollgate = isOnPath("tollgate") ? "tollgate" : program().toString();
    print("");
    print("What to do next:");
    if (!runs) {
      print("  " + tollgate + " run" + config);
    }
    for (Recipe recipe : recipes) {
      print("  " + recipe.then());
    }
    if (recipes.isEmpty()) {
      print(
          "  "
              + tollgate
              + " connect"
              + config
              + "      which tools there are, and how to connect one");
    }
    print("  " + tollgate + " usage" + config + "        what was used");
    print("  " + tollgate + " doctor" + config + "       whether all is well");
  }

  /** How to call this program where a shell does not find it by its name. */
  private Path program() {
    return machine.installation().resolve("bin").resolve("tollgate");
  }

  private boolean isUsual(Path file) {
    return file.equals(machine.settings().resolve("tollgate").resolve("tollgate.toml"));
  }

  /** Whether there is a program of that name. */
  boolean isOnPath(String name) {
    return Arrays.stream(machine.environment().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /** Whether this machine has somebody who starts programs. */
  boolean canServe() {
    boolean mac = machine.system().toLowerCase(Locale.ROOT).startsWith("mac");
    return isOnPath(mac ? "launchctl" : "systemctl");
  }

  /** An address for a first look at what there is. */
  String exampleUrl() {
    return "http://127.0.0.1:3100";
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
