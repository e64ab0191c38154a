package tollgate.runtime.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Notices that files have changed. A change is believed once two looks see the same: editors do not
 * write in one piece.
 */
final class FileWatch {

  /** What no fingerprint looks like. */
  private static final String UNREAD = "unread";

  private final Supplier<String> fingerprint;
  private String before = "";
  private String applied;

  /**
   * A watch.
   *
   * @param fingerprint other characters when something has changed
   * @param applied what it was when the files were read; empty where they may have changed since
   */
  FileWatch(Supplier<String> fingerprint, String applied) {
    this.fingerprint = fingerprint;
    this.applied = applied;
  }

  /** Looks; true when the files are to be read again. */
  synchronized boolean look() {
    String now = fingerprint.get();
    boolean steady = now.equals(before);
    before = now;
    if (steady && !now.equals(applied)) {
      applied = now;
      return true;
    }
    return false;
  }

  /** What was noticed last could not be put in force: it is to be noticed again. */
  synchronized void again() {
    applied = UNREAD;
  }

  /** Other characters when one of these files came, went or was written. */
  static String fingerprint(Collection<Path> files) {
    var seen = new StringBuilder();
    for (Path file : files) {
      try {
        seen.append(Files.size(file)).append(' ').append(Files.getLastModifiedTime(file));
      } catch (IOException absent) {
        seen.append("absent");
      }
      seen.append('\n');
    }
    return seen.toString();
  }
}
