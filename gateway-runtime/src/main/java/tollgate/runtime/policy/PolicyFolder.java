package tollgate.runtime.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tollgate.runtime.script.ScriptSource;

/**
 * The folder of policies: each {@code *.js} directly in it is one, what lies under {@code lib/} can
 * be imported by all of them. Nothing outside of the folder is read, by whatever link.
 */
final class PolicyFolder {

  /** A policy's file name; the order of policies is that of these names. */
  static final Pattern FILE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,60}\\.js");

  private static final String TYPES = "tollgate.d.ts";

  static final int LONGEST_FILE = 128 << 10;
  private static final int MOST_POLICIES = 100;
  private static final int MOST_MODULES = 200;
  private static final int MOST_LOOKED_AT = 2_000;

  private final Path folder;

  PolicyFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * What lies in a folder.
   *
   * @param policies in their order, each with all modules it may import
   * @param findings what cannot be used, and why
   */
  record Content(List<ScriptSource> policies, List<Finding> findings) {}

  /** Where it is. */
  Path place() {
    return folder;
  }

  Path path(String policy) {
    return folder.resolve(policy + ".js");
  }

  /** Reads it; a folder that is not there is empty. */
  Content read() {
    var findings = new ArrayList<Finding>();
    if (!Files.isDirectory(folder)) {
      return new Content(List.of(), findings);
    }
    try {
      Path real = folder.toRealPath();
      Map<String, String> library = library(real, findings);
      var policies = new ArrayList<ScriptSource>();
      for (Path file : files(real, findings)) {
        String name = String.valueOf(file.getFileName());
        if (!FILE.matcher(name).matches()) {
          findings.add(
              Finding.of(name, "a policy is named in small letters, digits, dots and dashes"));
        } else {
          text(file, name, real, findings)
              .forEach(text -> policies.add(new ScriptSource(name, text, library)));
        }
      }
      return new Content(policies, findings);
    } catch (IOException unreadable) {
      findings.add(Finding.of(folder.toString(), "it cannot be read: " + unreadable));
      return new Content(List.of(), findings);
    }
  }

  /** The files of a policy, if it is there. */
  Optional<PolicyDesk.Files> files(String name) {
    try {
      Path file = path(name);
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      Path cases = cases(name);
      return Optional.of(
          new PolicyDesk.Files(
              Files.readString(file), Files.exists(cases) ? Files.readString(cases) : ""));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Path cases(String policy) {
    return folder.resolve(policy + ".cases.json");
  }

  /** Saves a policy's files, each in one piece, and beside them what editors complete them by. */
  void save(String name, PolicyDesk.Files files) {
    try {
      Files.createDirectories(folder);
      saveTypes();
      if (files.cases().isEmpty()) {
        Files.deleteIfExists(cases(name));
      } else {
        write(cases(name), files.cases());
      }
      write(path(name), files.text());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private void saveTypes() throws IOException {
    String types = types();
    Path file = folder.resolve(TYPES);
    if (!Files.exists(file) || !Files.readString(file).equals(types)) {
      write(file, types);
    }
  }

  /** The words and the facts, as editors read them. */
  private static String types() throws IOException {
    try (InputStream file = PolicyFolder.class.getResourceAsStream(TYPES)) {
      if (file == null) {
        throw new IllegalStateException("the jar lacks " + TYPES);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static void write(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  void delete(String name) {
    try {
      Files.deleteIfExists(path(name));
      Files.deleteIfExists(cases(name));
    } catch (IOException stuck) {
      throw new UncheckedIOException(stuck);
    }
  }

  /** The modules that policies may import, of those that can be used. */
  Map<String, String> library() {
    try {
      return Files.isDirectory(folder) ? library(folder.toRealPath(), new ArrayList<>()) : Map.of();
    } catch (IOException unreadable) {
      return Map.of(); // an import of it is told
    }
  }

  /**
   * Other characters when a file came, went or was written; empty for a folder that is not there.
   */
  String fingerprint() {
    var seen = new StringBuilder();
    try (Stream<Path> found = Files.exists(folder) ? Files.walk(folder, 5) : Stream.empty()) {
      for (Path file : found.limit(MOST_LOOKED_AT).sorted().toList()) {
        if (file.toString().endsWith(".js")) {
          seen.append(file).append(' ').append(Files.size(file)).append(' ');
          seen.append(Files.getLastModifiedTime(file)).append('\n');
        }
      }
    } catch (IOException | UncheckedIOException changing) {
      seen.append(changing);
    }
    return seen.toString();
  }

  private static List<Path> files(Path real, List<Finding> findings) throws IOException {
    var files = new ArrayList<Path>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(real, "*.{js,mjs,cjs,JS}")) {
      for (Path file : found) {
        files.add(file);
        if (files.size() > MOST_POLICIES) {
          findings.add(
              Finding.of(real.toString(), "it holds more than " + MOST_POLICIES + " policies"));
          return List.of();
        }
      }
    }
    files.sort(null);
    return files;
  }

  private static Map<String, String> library(Path real, List<Finding> findings) throws IOException {
    Path lib = real.resolve("lib");
    var modules = new TreeMap<String, String>();
    if (!Files.isDirectory(lib)) {
      return modules;
    }
    try (Stream<Path> found = Files.walk(lib, 4)) {
      List<Path> files =
          found
              .filter(file -> file.toString().endsWith(".js") && !Files.isDirectory(file))
              .limit(MOST_MODULES + 1L)
              .sorted()
              .toList();
      if (files.size() > MOST_MODULES) {
        findings.add(Finding.of("lib", "it holds more than " + MOST_MODULES + " modules"));
        return modules;
      }
      for (Path file : files) {
        String name = real.relativize(file).toString().replace('\\', '/');
        text(file, name, real, findings).forEach(text -> modules.put(name, text));
      }
    }
    return modules;
  }

  /** The text, or none and a finding. */
  private static List<String> text(Path file, String name, Path real, List<Finding> findings)
      throws IOException {
    if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(real)) {
      findings.add(Finding.of(name, "it is no file of this folder; copy it here"));
      return List.of();
    }
    if (Files.size(file) > LONGEST_FILE) {
      findings.add(Finding.of(name, "it is longer than " + LONGEST_FILE + " bytes"));
      return List.of();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      return List.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException foreign) {
      findings.add(Finding.of(name, "it is not text in UTF-8"));
      return List.of();
    }
  }
}
