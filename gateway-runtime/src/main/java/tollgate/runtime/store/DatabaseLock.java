package tollgate.runtime.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.problem.GatewayProblem;

/**
 * Keeps a second gateway away from the same database, by a lock on a file beside it. The lock goes
 * with the process, however that ends; the empty file stays.
 */
final class DatabaseLock implements AutoCloseable {
  private final FileChannel channel;

  private DatabaseLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws tollgate.runtime.problem.ProblemException with STORE_LOCKED when another process, or
   *     another part of this one, has it
   */
  static DatabaseLock take(Path database) throws IOException {
    Path file = fileOf(database);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel) == null) {
        throw GatewayProblem.STORE_LOCKED.exception(database);
      }
    } catch (RuntimeException | IOException e) {
      channel.close();
      throw e;
    }
    return new DatabaseLock(channel);
  }

  /** Whether somebody has the lock; makes no file and takes nothing from anybody for long. */
  static boolean isHeld(Path database) throws IOException {
    Path file = fileOf(database);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return tryLock(channel) == null;
    }
  }

  private static Path fileOf(Path database) {
    return database.resolveSibling(database.getFileName() + ".lock");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }
}
