package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A library has one room that uses it, so that it can be exchanged, or understood, in one place.
 */
class LibrariesTest {
  private static final Set<String> FREE =
      Set.of("java", "javax", "jdk", "com.sun", "org.jspecify", "tollgate");

  /** Which rooms may use a package and what lies below it; the longest name that fits decides. */
  private static final Map<String, Set<String>> USERS = new LinkedHashMap<>();

  static {
    // Both legs speak HTTP; only http listens and only upstream calls.
    allow("org.eclipse.jetty.alpn", "http", "upstream");
    allow("org.eclipse.jetty.alpn.server", "http");
    allow("org.eclipse.jetty.client", "upstream");
    allow("org.eclipse.jetty.compression", "http", "upstream");
    allow("org.eclipse.jetty.http", "http", "upstream");
    allow("org.eclipse.jetty.http2", "http", "upstream");
    allow("org.eclipse.jetty.http2.client", "upstream");
    allow("org.eclipse.jetty.http2.server", "http");
    allow("org.eclipse.jetty.io", "http", "upstream");
    allow("org.eclipse.jetty.server", "http");
    allow("org.eclipse.jetty.util", "http", "upstream", "socket");
    // Either leg makes its handshake; what comes after it is the same on both.
    allow("org.eclipse.jetty.websocket.core", "http", "upstream", "socket");
    allow("org.eclipse.jetty.websocket.core.client", "upstream");
    allow("org.eclipse.jetty.websocket.core.server", "http");
    allow("io.github.resilience4j", "upstream");

    // SQL lies beside its owner; connections and migrations belong to store.
    allow(
        "java.sql",
        "store",
        "ledger",
        "key",
        "access",
        "session",
        "quota",
        "price",
        "report",
        "replay");
    allow("javax.sql", "store");
    allow("com.zaxxer.hikari", "store");
    allow("org.flywaydb", "store");
    allow("org.sqlite", "store");

    allow("com.password4j", "access");
    allow("org.pf4j", "plugin");
    allow("org.graalvm", "script");
    allow("tools.jackson", "json");
    allow("com.fasterxml.jackson.annotation", "json");
    allow("io.micrometer", "metric");
    allow("io.prometheus", "metric");
    allow("io.opentelemetry", "telemetry");
    allow("org.slf4j", "event");
    allow("ch.qos.logback", "event");
    allow("picocli", "cli");
    allow("org.tomlj", "config");
  }

  private static void allow(String library, String... rooms) {
    USERS.put(library, Set.of(rooms));
  }

  @Test
  void everyLibraryIsUsedInItsRoomOnly() {
    var objections = new TreeSet<String>();
    for (CompiledClass type : CompiledClass.ofRuntime()) {
      for (String used : type.uses()) {
        objectionTo(type.name(), used).ifPresent(objections::add);
      }
    }

    assertTrue(
        objections.isEmpty(),
        () ->
            String.join("\n", objections)
                + "\nAsk the room that owns the library, or argue for a line in LibrariesTest.");
  }

  @Test
  void saysWhoMayUseIt() {
    assertEquals(
        "class tollgate.runtime.call.Stage uses org.eclipse.jetty.http2.server.Session, but only"
            + " [http] may",
        objectionTo("tollgate.runtime.call.Stage", "org.eclipse.jetty.http2.server.Session")
            .orElseThrow());
    assertEquals(
        "class tollgate.runtime.call.Stage uses com.example.Thing of a library that no room owns",
        objectionTo("tollgate.runtime.call.Stage", "com.example.Thing").orElseThrow());
    assertTrue(objectionTo("tollgate.runtime.key.KeyTable", "java.sql.Connection").isEmpty());
    assertTrue(objectionTo("tollgate.runtime.call.Stage", "java.util.List").isEmpty());
  }

  private static Optional<String> objectionTo(String className, String used) {
    String library = longestPrefixOf(used, USERS.keySet());
    if (!library.isEmpty()) {
      Set<String> rooms = USERS.get(library);
      return rooms.contains(Rooms.roomOf(className))
          ? Optional.empty()
          : Optional.of(
              "class %s uses %s, but only %s may".formatted(className, used, new TreeSet<>(rooms)));
    }
    return longestPrefixOf(used, FREE).isEmpty()
        ? Optional.of("class %s uses %s of a library that no room owns".formatted(className, used))
        : Optional.empty();
  }

  private static String longestPrefixOf(String className, Set<String> prefixes) {
    String longest = "";
    for (String prefix : prefixes) {
      if (className.startsWith(prefix + ".") && prefix.length() > longest.length()) {
        longest = prefix;
      }
    }
    return longest;
  }
}
