import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Puts the SHA-256 of every zip of a folder beside it, as {@code sha256sum --check} reads it. */
final class Checksums {
  private Checksums() {}

  static void write(Path folder) throws IOException {
    for (Path file : zips(folder)) {
      Path beside = file.resolveSibling(file.getFileName() + ".sha256");
      Files.writeString(beside, sha256(file) + "  " + file.getFileName() + "\n");
    }
  }

  private static List<Path> zips(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".zip")).toList();
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        var digested = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
      digested.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException impossible) { // every Java has it
      throw new IllegalStateException(impossible);
    }
  }
}
