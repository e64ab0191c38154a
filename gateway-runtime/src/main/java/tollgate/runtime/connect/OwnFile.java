package tollgate.runtime.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tollgate.runtime.problem.ConnectProblem;

/** A file of the user's: it is written whole or not at all, and keeps who may read it. */
final class OwnFile {

  private OwnFile() {}

  /** Writes it; a new one is for its owner alone, since it may hold a key. */
  static void write(Path file, byte[] content) {
    try {
      Path place = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(); // through a link
      Path folder = Files.createDirectories(place.resolveSibling("."));
      Path fresh = Files.createTempFile(folder.normalize(), ".tollgate-", ".new"); // owner only
      try {
        Files.write(fresh, content);
        if (Files.exists(place)
            && place.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(place));
        }
        Files.move(
            fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException refused) {
      throw ConnectProblem.CONNECT_UNWRITABLE.exception(file, refused);
    }
  }
}
