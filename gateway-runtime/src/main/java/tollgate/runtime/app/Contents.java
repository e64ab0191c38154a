package tollgate.runtime.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.upstream.OpenProvider;

/**
 * What generations are made of, in few characters: for each kind of change a version that is the
 * same for the same things, also after another start. Of what may be secret it tells nothing.
 */
final class Contents {

  private static final int BYTES = 6;

  private Contents() {}

  /** The version of each kind. */
  static Map<String, String> of(Generation generation) {
    var contents = new TreeMap<String, String>();
    contents.put("plugins", version(plugins(generation)));
    contents.put("providers", version(providers(generation)));
    contents.put("prices", generation.prices().bookVersion());
    contents.put("policies", generation.policies().generation());
    return contents;
  }

  private static List<String> plugins(Generation generation) {
    return generation.plugins().plugins().stream()
        .map(card -> card.id() + " " + card.sha256())
        .sorted()
        .toList();
  }

  private static List<String> providers(Generation generation) {
    return generation.providers().list().stream().map(Contents::described).toList();
  }

  private static String described(OpenProvider provider) {
    var config = provider.config();
    return String.join(
        "\n",
        config.id(),
        config.type(),
        config.baseUrl().toString(),
        config.auth().mode() + config.auth().header(),
        config.models().beginnings() + "" + new TreeMap<>(config.models().names()),
        config.paths().toString(),
        config.byDefault() + "" + config.routing().fallback(),
        config.values().keySet().stream().sorted().toList().toString());
  }

  /** {@code 0} for nothing. */
  private static String version(List<String> parts) {
    if (parts.isEmpty()) {
      return "0";
    }
    try {
      byte[] all = String.join("\n\n", parts).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all), 0, BYTES);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java has SHA-256", absent);
    }
  }
}
