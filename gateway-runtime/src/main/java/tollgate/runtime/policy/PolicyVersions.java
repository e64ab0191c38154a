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
    List<PolicyDesk.Version> kept = list(policy);
    if (!kept.isEmpty() && kept.getLast().files().equals(files)) {
      return;
    }
    long number = kept.isEmpty() ? 1 : kept.getLast().number() + 1;
    try {
      Files.createDirectories(folder.resolve(policy));
      PolicyFolder.write(
          file(policy, number),
          JsonText.write(
                  Json.object("at", at.toString(), "text", files.text(), "cases", files.cases()))
              + "\n");
      for (int i = 0; i <= kept.size() - MOST; i++) {
        Files.deleteIfExists(file(policy, kept.get(i).number()));
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
    Path own = folder.resolve(policy);
    if (!Files.isDirectory(own)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(own)) {
      return files
          .filter(file -> file.toString().endsWith(END))
          .sorted()
          .flatMap(file -> read(file).stream())
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Optional<PolicyDesk.Version> read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      if (!(JsonText.parse(Files.readString(file)) instanceof Json.Obj(var members))) {
        return Optional.empty();
      }
      return Optional.of(
          new PolicyDesk.Version(
              Long.parseLong(name.substring(0, name.length() - END.length())),
              Instant.parse(text(members.get("at"))),
              new PolicyDesk.Files(text(members.get("text")), text(members.get("cases")))));
    } catch (IOException | MalformedJson | IllegalArgumentException | DateTimeException foreign) {
      throw new IllegalStateException("the file " + file + " cannot be read", foreign);
    }
  }

  private static String text(@Nullable Json json) {
    return json instanceof Json.Text(var text) ? text : "";
  }
}
