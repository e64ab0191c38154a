package tollgate.runtime.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;

/**
 * Private copies of jars. Classes are read from a copy that nobody touches, so that the operator
 * can replace or delete the file he put there while calls run on what was loaded from it.
 */
final class Staging {
  private final Path directory;

  /** A copy and what it holds. */
  record Copy(Path folder, String sha256) {}

  /** Begins with an empty directory: what an earlier run left is nobody's. */
  Staging(Path directory) {
    this.directory = directory;
    delete(directory);
  }

  /** Copies a jar, or the jars of a folder, into a new folder of its own. */
  Copy copy(Path source) throws IOException {
    Files.createDirectories(directory);
    Path folder = Files.createTempDirectory(directory, name(source) + "-");
    MessageDigest digest = sha256();
    for (Path jar : jars(source)) {
      byte[] bytes = Files.readAllBytes(jar);
      digest.update(name(jar).getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
      Files.write(folder.resolve(name(jar)), bytes);
    }
    return new Copy(folder, HexFormat.of().formatHex(digest.digest()));
  }

  private static List<Path> jars(Path source) throws IOException {
    if (!Files.isDirectory(source)) {
      return List.of(source);
    }
    try (Stream<Path> files = Files.list(source)) {
      return files.filter(Staging::isJar).sorted().toList();
    }
  }

  static boolean isJar(Path file) {
    return name(file).endsWith(".jar") && Files.isRegularFile(file);
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Deletes a folder with all that is in it; what cannot be deleted only takes room. */
  void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException undeletable) {
      Events.log(GatewayEvent.SHUTDOWN_ERROR, "part", folder, "err", undeletable);
    }
  }
}
