package tollgate.runtime.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tollgate.runtime.problem.SettingProblem;

/**
 * The file of the log, begun anew when it is full or old. Takes whole lines, several at once, and
 * writes all of them or none: what it cannot write goes to the other stream, and the next lines try
 * the file again. For one thread, the log's own.
 */
final class LogFile extends OutputStream {

  private final LogFileSettings settings;
  private final OutputStream other;
  private final InstantSource clock;
  private final LogShelf shelf;
  private FileChannel channel;
  private Instant begun;
  private String trouble = "";

  private LogFile(LogFileSettings settings, OutputStream other, InstantSource clock)
      throws IOException {
    this.settings = settings;
    this.other = other;
    this.clock = clock;
    this.shelf = new LogShelf(settings, clock);
    Files.createDirectories(LogShelf.folderOf(settings.path()));
    this.channel = open();
    this.begun = beginning();
    shelf.tidy();
  }

  /**
   * Opens the file and goes on where it ends.
   *
   * @param other takes the lines that the file does not
   * @throws tollgate.runtime.problem.ProblemException where nothing can be written there
   */
  static LogFile open(LogFileSettings settings, OutputStream other, InstantSource clock) {
    try {
      return new LogFile(settings, other, clock);
    } catch (IOException unwritable) {
      throw SettingProblem.LOG_UNWRITABLE.exception(settings.path(), unwritable);
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(settings.path(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Instant beginning() throws IOException {
    return channel.size() == 0
        ? clock.instant()
        : Files.readAttributes(settings.path(), BasicFileAttributes.class)
            .creationTime()
            .toInstant();
  }

  /** Why the last lines went to the other stream; empty where they did not. */
  Optional<String> trouble() {
    return Optional.of(trouble).filter(words -> !words.isEmpty());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] lines, int offset, int length) throws IOException {
    try {
      rotateIfDue(length);
      append(ByteBuffer.wrap(lines, offset, length));
      trouble = "";
    } catch (IOException unwritable) {
      trouble = unwritable.toString();
      other.write(lines, offset, length);
      other.flush();
    }
  }

  /** Half a line must not stay in the file: the whole goes to the other stream. */
  private void append(ByteBuffer lines) throws IOException {
    if (!channel.isOpen()) {
      channel = open();
      begun = beginning();
    }
    long before = channel.size();
    try {
      while (lines.hasRemaining()) {
        channel.write(lines);
      }
    } catch (IOException full) {
      channel.truncate(before);
      throw full;
    }
  }

  private void rotateIfDue(int length) throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    long size = channel.size();
    boolean full = size + length > settings.rotateBytes();
    boolean old = !clock.instant().isBefore(begun.plus(settings.rotateAfter()));
    if (size > 0 && (full || old)) {
      Path aside = shelf.place();
      channel.close();
      try {
        Files.move(settings.path(), aside);
      } finally {
        channel = open(); // the next one, or the old one where it could not be moved
        begun = clock.instant();
      }
      shelf.tidy();
    }
  }

  /** Waits a moment for the full files to be compressed; the next start goes on with the rest. */
  @Override
  public void close() throws IOException {
    channel.close();
    shelf.close();
  }
}
