package tollgate.runtime.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.ledger.Actions.Deed;
import tollgate.runtime.upstream.OpenProvider;

/**
 * What generations are made of, in few characters: for each kind of change a version that is the
 * same for the same things, also after another start. Of what may be secret it tells nothing.
 */
final class Contents {

  private static final int BYTES = 6;
  private static final String PROVIDERS = "providers";

  private Contents() {}

  /** The version of each kind. */
  static Map<String, String> of(Generation generation) {
    var contents = new TreeMap<String, String>();
    contents.put("plugins", version(plugins(generation)));
    contents.put(PROVIDERS, version(providers(generation)));
    contents.put("prices", generation.prices().bookVersion());
    contents.put("policies", generation.policies().generation());
    return contents;
  }

  /** What is to be kept of one generation's taking another's place: each kind that is different. */
  static List<Deed> changed(Generation from, Generation to) {
    Map<String, String> was = of(from);
    Map<String, String> is = of(to);
    var deeds = new ArrayList<Deed>();
    is.forEach((kind, version) -> {
      String earlier = was.getOrDefault(kind, "");
      if (!version.equals(earlier)) {
        deeds.add(inForce(kind, earlier + " -> " + version));
      }
    });
    boolean sameProviders = was.getOrDefault(PROVIDERS, "").equals(is.get(PROVIDERS));
    if (sameProviders && !from.providers().list().equals(to.providers().list())) {
      deeds.add(inForce(PROVIDERS, is.get(PROVIDERS) + ", another secret or connection"));
    }
    return deeds;
  }

  /** A kind of thing was put in force. */
  static Deed inForce(String kind, String detail) {
    return new Deed(kind + ".put_in_force", kind, detail);
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

  /** The version of what these texts describe; {@code 0} of nothing. */
  static String version(List<String> parts) {
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
