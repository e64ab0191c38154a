package tollgate.runtime.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;

/**
 * The texts that policies had, each in a file of its own, the newest {@link #MOST} of each policy.
 * Survives that the policy is deleted.
 */
final class PolicyVersions {

  /** So many are kept of each policy. */
  static final int MOST = 20;

  private static final String END = ".json";

  private final Path folder;

  PolicyVersions(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps a version, unless it is that of the last time.
   *
   * @param at when it came into force
   */
  synchronized void keep(String policy, PolicyDesk.Files files, Instant at) {
    List<Path> kept = kept(policy);
    if (!kept.isEmpty()
        && read(kept.getLast()).filter(last -> last.files().equals(files)).isPresent()) {
      return;
    }
    long number = kept.isEmpty() ? 1 : numberOf(kept.getLast()) + 1;
    try {
      Files.createDirectories(folder.resolve(policy));
      PolicyFolder.write(
          file(policy, number),
          JsonText.write(
                  Json.object("at", at.toString(), "text", files.text(), "cases", files.cases()))
              + "\n");
      for (int i = 0; i <= kept.size() - MOST; i++) {
        Files.deleteIfExists(kept.get(i));
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private Path file(String policy, long number) {
    return folder.resolve(policy).resolve("%08d%s".formatted(number, END));
  }

  /** Those of a policy, the oldest first. */
  synchronized List<PolicyDesk.Version> list(String policy) {
    return kept(policy).stream().flatMap(file -> read(file).stream()).toList();
  }

  /** The files of a policy's versions, the oldest first; their names sort as their numbers do. */
  private List<Path> kept(String policy) {
    Path own = folder.resolve(policy);
    if (!Files.isDirectory(own)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(own)) {
      return files.filter(file -> file.toString().endsWith(END)).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static long numberOf(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      return Long.parseLong(name.substring(0, name.length() - END.length()));
    } catch (NumberFormatException foreign) {
      throw foreign(file, foreign);
    }
  }

  private static Optional<PolicyDesk.Version> read(Path file) {
    try {
      if (!(JsonText.parse(Files.readString(file)) instanceof Json.Obj(var members))) {
        return Optional.empty();
      }
      return Optional.of(
          new PolicyDesk.Version(
              numberOf(file),
              Instant.parse(text(members.get("at"))),
              new PolicyDesk.Files(text(members.get("text")), text(members.get("cases")))));
    } catch (IOException | MalformedJson | IllegalArgumentException | DateTimeException foreign) {
      throw foreign(file, foreign);
    }
  }

  private static IllegalStateException foreign(Path file, Exception why) {
    return new IllegalStateException("the file " + file + " cannot be read", why);
  }

  private static String text(@Nullable Json json) {
    return json instanceof Json.Text(var text) ? text : "";
  }
}
