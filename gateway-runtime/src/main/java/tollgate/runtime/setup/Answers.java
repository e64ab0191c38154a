package tollgate.runtime.setup;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.runtime.config.Secret;

/**
 * What was answered.
 *
 * @param tools those that are to be connected, by the names of their recipes
 * @param provider empty where the configuration has one already
 * @param keys whether clients need a key; empty where the configuration says so already
 * @param usdADay what all tools may spend together in a day; empty for no cap
 * @param service whether the machine is to start the gateway
 */
public record Answers(
    List<String> tools,
    Optional<Provider> provider,
    Optional<Boolean> keys,
    Optional<BigDecimal> usdADay,
    boolean service) {

  /** Answers never change. */
  public Answers {
    tools = List.copyOf(tools);
  }

  /**
   * A provider.
   *
   * @param type of a plugin
   */
  public record Provider(String type, URI address, Secret key) {}

  /** In words, before anything is written; the secret is not among them. */
  public List<String> summary() {
    var lines = new ArrayList<String>();
    lines.add(
        "tools      " + (tools.isEmpty() ? "none is connected now" : String.join(", ", tools)));
    lines.add(
        "provider   "
            + provider
                .map(one ->
                    one.type()
                        + " at "
                        + one.address()
                        + (one.key().isEmpty() ? ", without a key" : ", with the key you gave"))
                .orElse("as it is configured"));
    lines.add(
        "keys       "
            + keys.map(needed -> needed ? "every call needs one" : "none needed on this machine")
                .orElse("as it is configured"));
    lines.add(
        "daily cap  " + usdADay.map(usd -> "$" + usd.toPlainString()).orElse("none") + " for all");
    lines.add("service    " + (service ? "installed and started now" : "not now"));
    return lines;
  }
}
