package tollgate.runtime.setup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tollgate.runtime.problem.SetupProblem;

/**
 * Files that come into place all together: each is written aside, beside its place and for its
 * owner alone, then all are moved. What goes wrong, or an end that comes before the move, leaves
 * everything as it was. Safe for the thread that ends the process beside the one that works.
 */
final class StagedFiles implements AutoCloseable {
  private static final String COPY = ".before-init";

  private final List<Staged> staged = new ArrayList<>();
  private final Deque<Path> folders = new ArrayDeque<>();
  private boolean over;

  private record Staged(Path aside, Path place, Optional<Path> copy) {}

  /**
   * What became of a file.
   *
   * @param word made, changed or unchanged
   * @param copy where its former state is kept
   */
  public record Done(Path file, String word, Optional<Path> copy) {}

  private final List<Done> done = new ArrayList<>();

  /** Writes a file aside; gives where. One that would not change is left alone. */
  synchronized Path add(Path place, String text) {
    try {
      if (over) {
        throw new IOException("the command is ending");
      }
      boolean there = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
      if (there && Files.readString(place).equals(text)) {
        done.add(new Done(place, "unchanged", Optional.empty()));
        return place;
      }
      Path folder = folderOf(place);
      makeFolder(folder);
      Path aside = Files.createTempFile(folder, ".init-", ".new", ownersOnly());
      staged.add(new Staged(aside, place, there ? Optional.of(copyOf(place)) : Optional.empty()));
      Files.write(aside, text.getBytes(StandardCharsets.UTF_8));
      return aside;
    } catch (IOException unwritable) {
      close();
      throw SetupProblem.INIT_UNWRITABLE.exception(place, unwritable);
    }
  }

  /** Moves all into place. */
  synchronized List<Done> commit() {
    var moved = new ArrayDeque<Staged>();
    Path at = Path.of("");
    try {
      if (over) {
        throw new IOException("the command is ending");
      }
      for (Staged one : staged) {
        at = one.place();
        move(one);
        moved.push(one);
        done.add(new Done(one.place(), one.copy().isPresent() ? "changed" : "made", one.copy()));
      }
      staged.clear();
      folders.clear();
      over = true;
      return List.copyOf(done);
    } catch (IOException refused) {
      takeBack(moved);
      close();
      throw SetupProblem.INIT_UNWRITABLE.exception(at, refused);
    }
  }

  private static void move(Staged one) throws IOException {
    if (one.copy().isPresent()) {
      Files.copy(one.place(), one.copy().get(), StandardCopyOption.COPY_ATTRIBUTES);
    }
    try {
      Files.move(one.aside(), one.place(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException refused) {
      if (one.copy().isPresent()) {
        Files.deleteIfExists(one.copy().get());
      }
      throw refused;
    }
  }

  private static void takeBack(Deque<Staged> moved) {
    for (Staged one : moved) {
      try {
        if (one.copy().isPresent()) {
          Files.move(one.copy().get(), one.place(), StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.deleteIfExists(one.place());
        }
      } catch (IOException stuck) {
        throw SetupProblem.INIT_UNWRITABLE.exception(one.place(), stuck);
      }
    }
  }

  private void makeFolder(Path folder) throws IOException {
    var missing = new ArrayDeque<Path>();
    for (Path at = folder; at != null && !Files.exists(at); at = at.getParent()) {
      missing.push(at);
    }
    for (Path one : missing) {
      Files.createDirectory(one, folderMode());
      folders.push(one);
    }
  }

  private static Path folderOf(Path file) {
    return file.toAbsolutePath().resolveSibling(".").normalize();
  }

  private static Path copyOf(Path place) {
    Path copy = place.resolveSibling(place.getFileName() + COPY);
    for (int number = 2; Files.exists(copy); number++) {
      copy = place.resolveSibling(place.getFileName() + COPY + "-" + number);
    }
    return copy;
  }

  private static FileAttribute<?>[] ownersOnly() {
    return attributes("rw-------");
  }

  private static FileAttribute<?>[] folderMode() {
    return attributes("rwx------");
  }

  private static FileAttribute<?>[] attributes(String mode) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  /** Leaves nothing of what was not moved. */
  @Override
  public synchronized void close() {
    over = true;
    try {
      for (Staged one : staged) {
        Files.deleteIfExists(one.aside());
      }
      for (Path folder : folders) {
        deleteIfEmpty(folder);
      }
    } catch (IOException stuck) {
      throw SetupProblem.INIT_UNWRITABLE.exception("What was written aside", stuck);
    }
    staged.clear();
    folders.clear();
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException used) {
      // Somebody else put something there meanwhile.
    }
  }
}
