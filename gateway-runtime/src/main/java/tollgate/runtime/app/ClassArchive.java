package tollgate.runtime.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;
import tollgate.runtime.problem.GatewayProblem;

/**
 * The archive from which the JVM takes its classes, already linked, at the next starts (JEP 483,
 * 514 and 515). It fits one folder of jars at its place and one Java, so it is made where it is
 * used, by a gateway that plays the demonstration once and ends; the launcher says where it lies
 * and gives it to the JVM.
 */
public final class ClassArchive {

  private static final String PLACE = "tollgate.archive";
  private static final String GIVEN = "tollgate.archive.given";
  private static final long LONGEST_MINUTES = 5;

  private final Path place;

  private ClassArchive(Path place) {
    this.place = place;
  }

  /** The one of this installation; none where the launcher names no place for it. */
  public static Optional<ClassArchive> here() {
    return Optional.ofNullable(System.getProperty(PLACE)).map(Path::of).map(ClassArchive::new);
  }

  /** Where it lies, or will lie. */
  public Path place() {
    return place;
  }

  /** Whether the JVM was given an archive and could not use it. */
  static boolean isRefused() {
    boolean sharing = System.getProperty("java.vm.info", "").contains("sharing");
    return Boolean.getBoolean(GIVEN) && !sharing;
  }

  /** Says so in the log when the JVM was given an archive and could not use it. */
  public static void tellIfRefused() {
    if (isRefused()) {
      Events.log(
          GatewayEvent.STARTUP_ARCHIVE_REFUSED,
          "path",
          System.getProperty(PLACE, ""),
          "fix",
          "make it anew: tollgate archive");
    }
  }

  /**
   * Makes it, in place of an older one. Takes some fifteen seconds of processor time.
   *
   * @return its size in bytes
   * @throws tollgate.runtime.problem.ProblemException when it cannot be made
   */
  public long make() throws InterruptedException {
    try (var scratch = ScratchFolder.make("tollgate-archive-")) {
      Files.createDirectories(place.toAbsolutePath().getParent());
      Path made = place.resolveSibling(place.getFileName() + "." + ProcessHandle.current().pid());
      Path said = scratch.path().resolve("output");
      try {
        run(new ProcessBuilder(training(made)), said);
        Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(made);
      }
      return Files.size(place);
    } catch (IOException failed) {
      throw GatewayProblem.ARCHIVE_FAILED.exception(place, failed);
    }
  }

  private static List<String> training(Path made) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseG1GC", // as the launcher has it for a server
        "-XX:AOTCacheOutput=" + made,
        "--enable-native-access=org.xerial.sqlitejdbc,org.graalvm.truffle",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dtollgate.home=" + System.getProperty("tollgate.home", "."),
        "--module-path",
        System.getProperty("jdk.module.path", ""),
        "--module",
        System.getProperty("jdk.module.main") + "/" + System.getProperty("jdk.module.main.class"),
        "demo",
        "--once");
  }

  private static void run(ProcessBuilder training, Path said)
      throws IOException, InterruptedException {
    Process process = training.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("the run that trains it did not end");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException("the run that trains it failed: " + Files.readString(said).strip());
    }
  }
}
