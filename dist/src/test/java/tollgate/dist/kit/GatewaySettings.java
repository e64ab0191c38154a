package tollgate.dist.kit;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a settings file for a test: one provider, prices of its own so that costs can be
 * foretold, and whatever a test sets beside them.
 */
public final class GatewaySettings {
  /** What the gateway authenticates with upstream. */
  public static final String CREDENTIAL = "upstream-secret-4711";

  private final Map<String, String> values = new LinkedHashMap<>();
  private final StringBuilder tables = new StringBuilder();
  private Optional<URI> first = Optional.empty();

  private GatewaySettings() {}

  /** Settings with that one provider. */
  public static GatewaySettings with(URI provider) {
    return empty()
        .provider("fake", provider, "default = true")
        .price("gpt-5-2025-08-07", "1.25", "10", "0.125", "0", "0")
        .price("claude-sonnet-4-5-20250929", "3", "15", "0.30", "3.75", "6")
        .price("gemini-2.5-pro", "1.25", "10", "0.31", "0", "0");
  }

  /** Settings without a provider. */
  public static GatewaySettings empty() {
    return new GatewaySettings().set("pricing.offline", "true");
  }

  /** Sets a value, written as TOML. */
  public GatewaySettings set(String path, String value) {
    values.put(path, value);
    return this;
  }

  /** Adds a provider; more lines of its table may follow. */
  public GatewaySettings provider(String id, URI address, String... lines) {
    first = first.or(() -> Optional.of(address));
    tables.append("\n[[provider]]\nid = \"").append(id).append("\"\n");
    if (String.join("\n", lines).lines().noneMatch(line -> line.startsWith("type"))) {
      tables.append("type = \"cliproxyapi\"\n");
    }
    tables.append("base-url = \"").append(address).append("\"\n");
    if (!String.join("\n", lines).contains("[[provider.account]]")) {
      tables.append("credential = \"").append(CREDENTIAL).append("\"\n");
    }
    for (String line : lines) {
      tables.append(line).append('\n');
    }
    return this;
  }

  /** Adds a cap for all calls of a day. */
  public GatewaySettings cap(String id, String amount) {
    tables.append("\n[[cap]]\nid = \"").append(id).append("\"\n").append(amount);
    tables.append("\nper = \"day\"\n");
    return this;
  }

  /** Where the first provider is. */
  public URI firstAddress() {
    return first.orElseThrow();
  }

  /** Adds a model's price in dollars per million tokens. */
  public GatewaySettings price(
      String model, String input, String output, String read, String write5m, String write1h) {
    tables.append("\n[[price]]\nmodel = \"").append(model).append("\"\n");
    line("input", input);
    line("output", output);
    line("cache-read", read);
    line("cache-write-5m", write5m);
    line("cache-write-1h", write1h);
    return this;
  }

  private void line(String name, String usd) {
    tables.append(name).append(" = \"").append(usd).append("\"\n");
  }

  /** The file's text. */
  public String text() {
    var text = new StringBuilder();
    values.forEach((path, value) -> text.append(path).append(" = ").append(value).append('\n'));
    return text.append(tables).toString();
  }
}
