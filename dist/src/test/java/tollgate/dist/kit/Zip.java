package tollgate.dist.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A zip that is shipped, or one that a test makes. */
public final class Zip {
  private static final String VERSION = System.getProperty("tollgate.version", "0.1.0");

  private final Path file;

  private Zip(Path file) {
    this.file = file;
  }

  /** The zip for every platform, as the build left it. */
  public static Zip portable() {
    return new Zip(beside(".zip"));
  }

  /**
   * The one that brings its own Java; none where the build ran elsewhere than on such a machine.
   */
  public static Optional<Zip> withRuntime() {
    return Optional.of(beside("-linux-x64.zip")).filter(Files::exists).map(Zip::new);
  }

  /** A file that the build puts beside the zips, by the end of its name. */
  public static Path beside(String ending) {
    return TestTree.built().home().resolveSibling("tollgate-" + VERSION + ending);
  }

  /** A new one with a single program in it, which is all that an installation must have. */
  public static Zip of(Path file, String folder, String program) throws IOException {
    var how = Map.of("create", "true", "enablePosixFileAttributes", "true");
    try (FileSystem zip = FileSystems.newFileSystem(file, how)) {
      Path bin = Files.createDirectories(zip.getPath(folder, "bin"));
      Path script = Files.writeString(bin.resolve("tollgate"), program);
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      for (String name : new String[] {"conf/tollgate.toml", "plugins/tool-1.jar"}) {
        Path other = zip.getPath(folder, name.split("/", -1));
        Files.createDirectories(other.getParent());
        Files.writeString(other, "shipped with " + folder + "\n");
      }
    }
    return new Zip(file);
  }

  /** Where it lies. */
  public Path file() {
    return file;
  }

  /** What the names of all that is in it begin with. */
  public static String top() {
    return "tollgate-" + VERSION + "/";
  }

  /** Its files by name below {@link #top}, with their modes as {@code rwxr-xr-x}. */
  public Map<String, String> files() throws IOException {
    var modes = new TreeMap<String, String>();
    try (FileSystem zip = open();
        Stream<Path> all = Files.walk(zip.getPath(top()))) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        String name = zip.getPath(top()).relativize(one).toString();
        modes.put(name, PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
      }
    }
    return modes;
  }

  /** The text of a file in it. */
  public String text(String name) throws IOException {
    try (FileSystem zip = open()) {
      return Files.readString(zip.getPath(top(), name.split("/", -1)), StandardCharsets.UTF_8);
    }
  }

  /** Unpacks it there with its modes; returns its one folder. */
  public Path unpackTo(Path folder) throws IOException {
    try (FileSystem zip = open();
        Stream<Path> all = Files.walk(zip.getPath(top()))) {
      for (Path one : all.toList()) {
        Path copy = folder.resolve(one.toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(one, copy);
          Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(one));
        }
      }
    }
    return folder.resolve(top());
  }

  private FileSystem open() throws IOException {
    return FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", "true"));
  }
}
