package tollgate.runtime.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.ProblemException;

/**
 * Reads a copied jar from end to end before anything in it is believed, and runs nothing of it: is
 * it whole, does it stay within its folder and within bounds, does its code end the gateway.
 */
final class JarInspection {
  private static final int MOST_ENTRIES = 20_000;

  /** So much may come out of any jar; of more, no more than so many times its own length. */
  private static final long ORDINARY_CONTENT = 16L << 20;

  private static final long MOST_TIMES = 100;
  private static final long MOST_CONTENT = 512L << 20;

  private final String name;
  private final byte[] buffer = new byte[1 << 16];
  private final long mostContent;
  private long content;

  private JarInspection(String name, long length) {
    this.name = name;
    this.mostContent = Math.clamp(MOST_TIMES * length, ORDINARY_CONTENT, MOST_CONTENT);
  }

  /**
   * Inspects a jar.
   *
   * @param name what problems call it
   * @throws ProblemException with what is wrong with it
   */
  static void inspect(String name, Path jar) {
    try (var zip = new ZipFile(jar.toFile())) {
      new JarInspection(name, Files.size(jar)).inspect(zip);
    } catch (IOException | IllegalArgumentException damaged) {
      throw new ProblemException(
          PluginProblem.PLUGIN_UNREADABLE.report(name, Reason.of(damaged)), damaged);
    }
  }

  private void inspect(ZipFile zip) throws IOException {
    List<? extends ZipEntry> entries = Collections.list(zip.entries());
    if (entries.size() > MOST_ENTRIES) {
      throw packing("it holds " + entries.size() + " entries");
    }
    var names = new HashSet<String>();
    for (ZipEntry entry : entries) {
      if (leavesItsFolder(entry.getName())) {
        throw packing("its entry \"" + entry.getName() + "\" leaves its folder");
      }
      if (!names.add(entry.getName())) {
        throw packing("it holds \"" + entry.getName() + "\" twice");
      }
      inspect(zip, entry);
    }
  }

  private static boolean leavesItsFolder(String entry) {
    return entry.startsWith("/")
        || entry.contains("\\")
        || entry.matches("[A-Za-z]:.*")
        || List.of(entry.split("/", -1)).contains("..");
  }

  private void inspect(ZipFile zip, ZipEntry entry) throws IOException {
    boolean code = entry.getName().endsWith(".class");
    var bytes = new ByteArrayOutputStream();
    read(zip, entry, code ? bytes : OutputStream.nullOutputStream());
    Optional<String> end = code ? EndingCall.in(bytes.toByteArray()) : Optional.empty();
    if (end.isPresent()) {
      throw PluginProblem.PLUGIN_ENDS_GATEWAY.exception(
          name, entry.getName() + " calls " + end.get());
    }
  }

  /** Lengths in a zip are only claims: what counts is what comes out. */
  private void read(ZipFile zip, ZipEntry entry, OutputStream to) throws IOException {
    var sum = new CRC32();
    try (InputStream bytes = new CheckedInputStream(zip.getInputStream(entry), sum)) {
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        content += read;
        if (content > mostContent) {
          throw packing("more than " + (mostContent >> 20) + " MiB come out of it");
        }
        to.write(buffer, 0, read);
      }
    }
    if (!entry.isDirectory() && entry.getCrc() != sum.getValue()) {
      throw new IOException("its entry \"" + entry.getName() + "\" is damaged");
    }
  }

  private ProblemException packing(String what) {
    return PluginProblem.PLUGIN_PACKING.exception(name, what);
  }
}
