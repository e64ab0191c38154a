package tollgate.runtime.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files and folders of an installation that are nobody's business but their owner's: what holds
 * secrets, what clients said, what they cost. Where the system knows no modes there is nothing to
 * look at.
 */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> OTHERS =
      Set.copyOf(PosixFilePermissions.fromString("------rwx"));
  private static final Set<PosixFilePermission> GROUP =
      Set.copyOf(PosixFilePermissions.fromString("---rwx---"));
  private static final int STICKY = 01000;

  /** Folders in the data folder whose files may hold secrets, besides those right in it. */
  private static final List<String> FOLDERS = List.of("connect", "backups");

  /** What backups are called, in whichever folder. */
  private static final String BACKUP = "tollgate-.+\\.db(\\.part.*)?";

  private PrivateFiles() {}

  /**
   * One that others have access to.
   *
   * @param mode as it is, such as {@code rw-r--r--}
   */
  public record Loose(Path path, boolean folder, String mode) {

    /** What to type to mend it. */
    public String remedy() {
      return "chmod " + (folder ? "700" : "600") + " " + path;
    }

    /**
     * Makes it its owner's alone.
     *
     * @throws IOException where this user may not
     */
    public void mend() throws IOException {
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(folder ? "rwx------" : "rw-------"));
    }
  }

  /**
   * Those that others have access to. A file that belongs to somebody else, such as the settings of
   * a service, may be its group's as well: somebody arranged that.
   */
  public static List<Loose> loose(LoadedSettings loaded) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return List.of();
    }
    return all(loaded).flatMap(path -> loose(path).stream()).toList();
  }

  private static Stream<Path> all(LoadedSettings loaded) {
    Settings settings = loaded.settings();
    var paths = new ArrayList<Path>();
    paths.add(settings.dataDir());
    Path store = settings.store().path();
    paths.add(store);
    String ledger = String.valueOf(store.getFileName());
    paths.addAll(filesIn(Origin.folderOf(store), file -> file.startsWith(ledger)));
    paths.add(settings.admin().tokenFile());
    paths.add(KeptProviders.fileIn(settings.dataDir()));
    paths.add(KeptPlugins.fileIn(settings.dataDir()));
    for (String folder : FOLDERS) {
      paths.add(settings.dataDir().resolve(folder));
      paths.addAll(filesIn(settings.dataDir().resolve(folder), name -> true));
    }
    paths.addAll(filesIn(settings.operation().backup().dir(), file -> file.matches(BACKUP)));
    settings.log().file().ifPresent(file -> paths.addAll(logs(file.path())));
    loaded.files().stream().filter(file -> isSecret(file, loaded)).forEach(paths::add);
    return paths.stream().distinct();
  }

  /** The log and its full files; the folder may be one of many programs. */
  private static List<Path> logs(Path file) {
    String log = String.valueOf(file.getFileName());
    int dot = log.lastIndexOf('.');
    String full = (dot > 0 ? log.substring(0, dot) : log) + "-";
    return filesIn(Origin.folderOf(file), name -> name.equals(log) || name.startsWith(full));
  }

  private static List<Path> filesIn(Path folder, Predicate<String> named) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> named.test(String.valueOf(file.getFileName())))
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .toList();
    } catch (IOException unreadable) {
      return List.of(); // nobody can be told of files that cannot be listed
    }
  }

  /** Variables are kept for secrets; a settings file may do without. */
  private static boolean isSecret(Path file, LoadedSettings loaded) {
    return file.endsWith(".env")
        || loaded.effective().stream()
            .anyMatch(setting ->
                setting.value().equals(Secret.MASK)
                    && setting.origin().startsWith(file + " line "));
  }

  private static Optional<Loose> loose(Path path) {
    try {
      var attributes = Files.readAttributes(path, PosixFileAttributes.class);
      var open = EnumSet.noneOf(PosixFilePermission.class);
      open.addAll(attributes.permissions());
      boolean own = attributes.owner().getName().equals(System.getProperty("user.name"));
      var wrong = EnumSet.copyOf(OTHERS);
      if (own) {
        wrong.addAll(GROUP);
      }
      open.retainAll(wrong);
      boolean shared = attributes.isDirectory() && isShared(path);
      return open.isEmpty() || shared
          ? Optional.empty()
          : Optional.of(
              new Loose(
                  path,
                  attributes.isDirectory(),
                  PosixFilePermissions.toString(attributes.permissions())));
    } catch (IOException none) {
      return Optional.empty(); // whoever needs what cannot be seen here will say so
    }
  }

  /** A folder that is not the gateway's alone, whatever the settings say, is left as it is. */
  private static boolean isShared(Path folder) throws IOException {
    boolean sticky = ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    Path real = folder.toRealPath();
    Path home = Path.of(System.getProperty("user.home", "/")).toAbsolutePath();
    return sticky || real.getParent() == null || home.startsWith(real);
  }
}
