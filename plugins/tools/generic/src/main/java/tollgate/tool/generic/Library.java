package tollgate.tool.generic;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.UserAgent;

/**
 * A library or a runtime that names itself where a tool would be named.
 *
 * @param name what stands behind {@code sdk:}
 * @param version its version, empty when not told
 */
record Library(String name, String version) {

  private static final int LONGEST_VERSION = 32;

  /** Libraries by the name their User-Agent begins with. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("google-genai-sdk", "google-genai"),
          Map.entry("litellm", "litellm"),
          Map.entry("langchain", "langchain"),
          Map.entry("python-httpx", "httpx"),
          Map.entry("python-requests", "requests"),
          Map.entry("python-urllib3", "urllib3"),
          Map.entry("python", "python"),
          Map.entry("aiohttp", "aiohttp"),
          Map.entry("node", "node"),
          Map.entry("node-fetch", "node-fetch"),
          Map.entry("undici", "undici"),
          Map.entry("axios", "axios"),
          Map.entry("bun", "bun"),
          Map.entry("deno", "deno"),
          Map.entry("go-http-client", "go"),
          Map.entry("java-http-client", "java"),
          Map.entry("okhttp", "okhttp"),
          Map.entry("reqwest", "reqwest"),
          Map.entry("ruby", "ruby"),
          Map.entry("guzzlehttp", "guzzle"),
          Map.entry("postmanruntime", "postman"),
          Map.entry("curl", "curl"),
          Map.entry("wget", "wget"));

  /**
   * Vendors whose libraries write {@code Vendor/Language version}, asynchronous ones {@code
   * AsyncVendor}.
   */
  private static final Map<String, String> VENDORS =
      Map.of(
          "openai", "openai",
          "asyncopenai", "openai",
          "azureopenai", "openai",
          "asyncazureopenai", "openai",
          "anthropic", "anthropic",
          "asyncanthropic", "anthropic");

  /**
   * The library that a request's head names first; empty when it names none that is known.
   *
   * @param dialect tells a vendor's library whose own name a bundler has made unreadable
   */
  static Optional<Library> of(Headers headers, UserAgent agent, DialectId dialect) {
    String field = headers.first("user-agent");
    String vendor = VENDORS.get(agent.plain());
    String language = agent.version().toLowerCase(Locale.ROOT);
    if (vendor == null && isGenerated(headers, language)) {
      vendor = dialect.value().startsWith("anthropic-") ? "anthropic" : "openai";
    }
    if (vendor != null) {
      return Optional.of(
          new Library(language.isEmpty() ? vendor : vendor + "-" + language, secondWord(field)));
    }
    if (agent.startsWith("ai-sdk-")) {
      return Optional.of(new Library("ai-sdk", agent.version()));
    }
    if (agent.is("ai-sdk")) {
      return Optional.of(new Library("ai-sdk", afterSecondSlash(field)));
    }
    String name = NAMES.get(agent.plain());
    return name == null ? Optional.empty() : Optional.of(new Library(name, agent.version()));
  }

  /**
   * Whether this is a vendor's generated library: {@code Name/JS 5.23.2} with {@code
   * x-stainless-lang: js}. The name is its class's, and a bundler may shorten that to anything.
   */
  private static boolean isGenerated(Headers headers, String language) {
    return !language.isEmpty() && headers.first("x-stainless-lang").equalsIgnoreCase(language);
  }

  /** Whether the name is the one that every browser gives. */
  static boolean isBrowser(UserAgent agent) {
    return agent.is("Mozilla");
  }

  private static String secondWord(String field) {
    int space = field.indexOf(' ');
    return space < 0 ? "" : wordAt(field, space + 1);
  }

  /** The version in {@code ai-sdk/openai/2.0.30}, as older releases write it. */
  private static String afterSecondSlash(String field) {
    int slash = field.indexOf('/', field.indexOf('/') + 1);
    return slash < 0 ? "" : wordAt(field, slash + 1);
  }

  private static String wordAt(String field, int start) {
    int limit = Math.min(field.length(), start + LONGEST_VERSION);
    int end = field.indexOf(' ', start, limit);
    return field.substring(start, end < 0 ? limit : end);
  }
}
