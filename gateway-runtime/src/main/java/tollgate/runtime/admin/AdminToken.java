package tollgate.runtime.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;

/**
 * The secret that allows changes. It is made at the first start and lies in a file only its owner
 * can read: capped agents run shells on the same machine and must not lift their own caps.
 */
public final class AdminToken {

  private static final int BYTES = 32;

  private final Path file;
  private final byte[] text;

  private AdminToken(Path file, String text) {
    this.file = file;
    this.text = text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the token from its file, or makes file and token when there is none. An empty file is
   * what a start leaves that was interrupted before it wrote the token, and counts as none.
   */
  public static AdminToken readOrMake(Path file, SecureRandom random) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    Set<OpenOption> once = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, once, ownerOnly())) {
      channel.write(
          StandardCharsets.UTF_8.encode(HexFormat.of().formatHex(secret) + System.lineSeparator()));
    } catch (FileAlreadyExistsException made) {
      String text = Files.readString(file).strip();
      if (!text.isEmpty()) {
        return new AdminToken(file, text);
      }
      Files.delete(file); // another would keep the permissions this one came to have
      return readOrMake(file, random);
    }
    Events.log(AccessEvent.ADMIN_TOKEN_CREATED, "path", file);
    return new AdminToken(file, HexFormat.of().formatHex(secret));
  }

  /** A token that the operator set; the file is named only to tell where it would be otherwise. */
  public static AdminToken of(String text, Path file) {
    return new AdminToken(file, text);
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Whether this is the token; takes the same time for every wrong one of the same length. */
  boolean matches(String offered) {
    return text.length > 0 && MessageDigest.isEqual(text, offered.getBytes(StandardCharsets.UTF_8));
  }

  /** Where the token lies. */
  Path file() {
    return file;
  }

  /** Never shows the token. */
  @Override
  public String toString() {
    return "AdminToken in " + file;
  }
}
