package tollgate.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;

/**
 * Private copies of jars, with the libraries that a jar brings inside it beside it. Classes are
 * read from a copy that nobody touches, so that the operator can replace or delete the file he put
 * there while calls run on what was loaded from it.
 */
final class Staging {
  /** Where in a jar its private libraries lie. */
  private static final String LIBRARIES = "lib/";

  private static final long LONGEST_JAR = 64L << 20;

  private final Path directory;

  /**
   * What lies at a place, read whole.
   *
   * @param source the place
   * @param jars the bytes of each file by its name
   * @param hashes the SHA-256 of each file by its name
   */
  record Original(Path source, SortedMap<String, byte[]> jars, SortedMap<String, String> hashes) {

    /** The file's; of several files one over their names and hashes. */
    String sha256() {
      return Staging.sha256(hashes);
    }
  }

  /** Begins with an empty directory: what an earlier run left is nobody's. */
  Staging(Path directory) {
    this.directory = directory;
    delete(directory);
  }

  /** Reads a jar, or the jars of a folder. */
  static Original read(Path source) throws IOException {
    var jars = new TreeMap<String, byte[]>();
    var hashes = new TreeMap<String, String>();
    for (Path jar : jars(source)) {
      if (Files.size(jar) > LONGEST_JAR) {
        throw new IOException(name(jar) + " is longer than " + (LONGEST_JAR >> 20) + " MiB");
      }
      byte[] bytes = Files.readAllBytes(jar);
      jars.put(name(jar), bytes);
      hashes.put(name(jar), sha256(bytes));
    }
    return new Original(source, jars, hashes);
  }

  /** Copies what was read into a new folder of its own. */
  Path copy(Original original) throws IOException {
    Path folder = folderFor(name(original.source()));
    for (var jar : original.jars().entrySet()) {
      Files.write(folder.resolve(jar.getKey()), jar.getValue());
    }
    return folder;
  }

  /** Copies a copy, with the libraries beside its jars, into another folder of its own. */
  Path again(Path copy) throws IOException {
    Path folder = folderFor(name(copy));
    for (Path jar : jars(copy)) {
      Files.copy(jar, folder.resolve(name(jar)));
    }
    return folder;
  }

  private Path folderFor(String name) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(directory), name + "-");
  }

  /** The SHA-256 of a plugin's files, as {@link Original#sha256} is made. */
  static String sha256Of(SortedMap<String, byte[]> jars) {
    var files = new TreeMap<String, String>();
    jars.forEach((name, bytes) -> files.put(name, sha256(bytes)));
    return sha256(files);
  }

  /** What {@code sha256sum} says of a lone file. */
  private static String sha256(SortedMap<String, String> files) {
    return files.size() == 1
        ? files.firstEntry().getValue()
        : sha256(files.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Puts the libraries inside a copied jar beside it, and gives them. To be asked of jars only that
   * were inspected.
   */
  static List<Path> unpackLibraries(Path jar) throws IOException {
    var libraries = new ArrayList<Path>();
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String library = entry.getName();
        if (library.startsWith(LIBRARIES) && library.endsWith(".jar")) {
          String file = library.substring(LIBRARIES.length()).replace('/', '-');
          Path beside = jar.resolveSibling(name(jar) + "-" + file);
          try (InputStream bytes = zip.getInputStream(entry)) {
            Files.copy(bytes, beside);
          }
          libraries.add(beside);
        }
      }
    }
    return libraries;
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

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  /** Deletes a folder with all that is in it; what cannot be deleted only takes room. */
  static void delete(Path folder) {
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
