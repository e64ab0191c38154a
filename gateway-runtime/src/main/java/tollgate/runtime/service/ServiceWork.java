package tollgate.runtime.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import tollgate.runtime.problem.SetupProblem;

/** Does what a service takes, step by step, and says what it does; or only says it. */
public final class ServiceWork {
  /** Stands in every file that is made here. */
  private static final String OURS = "Made by: tollgate service install";

  private final Commands commands;
  private final Consumer<String> out;

  /** Work that is told line by line. */
  public ServiceWork(Commands commands, Consumer<String> out) {
    this.commands = commands;
    this.out = out;
  }

  /** Says what would be done, with every file and every command, and does nothing. */
  public void tell(List<Step> steps) {
    for (Step step : steps) {
      switch (step) {
        case Step.Write(var file, var text) -> {
          out.accept("write " + file + ":");
          text.lines().map(line -> "  " + line).map(String::stripTrailing).forEach(out);
        }
        case Step.Delete(var file) -> out.accept("delete " + file);
        case Step.Run(var words) -> out.accept("run " + shown(words));
        case Step.Try(var words) -> out.accept("run " + shown(words) + " (may fail)");
      }
    }
  }

  /**
   * Does it, unless a file that is to go or to be replaced is somebody else's: then nothing.
   *
   * @throws tollgate.runtime.problem.ProblemException at the first step that cannot be done; those
   *     before it stay done, and may be done again
   */
  public void perform(List<Step> steps) throws InterruptedException {
    steps.forEach(ServiceWork::refuseForeign);
    for (Step step : steps) {
      switch (step) {
        case Step.Write(var file, var text) -> write(file, text);
        case Step.Delete(var file) -> delete(file);
        case Step.Run(var words) -> run(words);
        case Step.Try(var words) -> attempt(words);
      }
    }
  }

  private static void refuseForeign(Step step) {
    switch (step) {
      case Step.Write(var file, _) -> refuseForeign(file);
      case Step.Delete(var file) -> refuseForeign(file);
      case Step.Run _, Step.Try _ -> {}
    }
  }

  private static void refuseForeign(Path file) {
    try {
      if (Files.exists(file) && !Files.readString(file).contains(OURS)) {
        throw SetupProblem.SERVICE_FOREIGN.exception(file);
      }
    } catch (IOException unreadable) {
      throw SetupProblem.SERVICE_UNWRITABLE.exception(file, unreadable);
    }
  }

  private void write(Path file, String text) {
    try {
      if (Files.exists(file) && Files.readString(file).equals(text)) {
        out.accept("unchanged: " + file);
        return;
      }
      Files.createDirectories(file.toAbsolutePath().resolveSibling(".").normalize());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, text);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      out.accept("wrote " + file);
    } catch (IOException unwritable) {
      throw SetupProblem.SERVICE_UNWRITABLE.exception(file, unwritable);
    }
  }

  private void delete(Path file) {
    try {
      out.accept((Files.deleteIfExists(file) ? "deleted " : "not there: ") + file);
    } catch (IOException stuck) {
      throw SetupProblem.SERVICE_UNWRITABLE.exception(file, stuck);
    }
  }

  private void run(List<String> words) throws InterruptedException {
    Commands.Ended ended = ended(words);
    if (ended.status() != 0) {
      throw SetupProblem.SERVICE_COMMAND.exception(
          shown(words), ended.status(), ended.output().replaceAll("\\s+", " "));
    }
    out.accept("ran " + shown(words));
  }

  private void attempt(List<String> words) throws InterruptedException {
    Commands.Ended ended = ended(words);
    out.accept("ran " + shown(words) + (ended.status() == 0 ? "" : ", status " + ended.status()));
  }

  private Commands.Ended ended(List<String> words) throws InterruptedException {
    try {
      return commands.run(words);
    } catch (IOException absent) {
      throw absent(words);
    }
  }

  /** Has a command show what it has to say; gives its status. */
  public int show(List<String> words) throws InterruptedException {
    try {
      return commands.show(words);
    } catch (IOException absent) {
      throw absent(words);
    }
  }

  private static RuntimeException absent(List<String> words) {
    return SetupProblem.SERVICE_NOT_HERE.exception(
        "There is no program " + words.getFirst() + " on this machine",
        "Have whatever starts programs here run \"tollgate run\"; see docs/guide/services.md.");
  }

  private static String shown(List<String> words) {
    return String.join(
        " ", words.stream().map(word -> word.contains(" ") ? "'" + word + "'" : word).toList());
  }
}
