package tollgate.tool.generic;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.api.GatewayPlugin;
import tollgate.api.call.Identity;
import tollgate.api.tool.ToolDetector;

/** All detectors that ship, as the gateway finds them: every plugin names itself as a service. */
final class ShippedDetectors {

  static final List<ToolDetector> ALL = load();

  /** The tools with a detector of their own. */
  static final Set<String> TOOLS =
      ALL.stream()
          .map(ToolDetector::tool)
          .filter(tool -> !tool.equals("generic"))
          .collect(Collectors.toUnmodifiableSet());

  private ShippedDetectors() {}

  /** Who made a request: the strongest evidence wins, the first among equals. */
  static Identity strongest(RecordedRequest request) {
    return strongest(request, ALL);
  }

  static Identity strongest(RecordedRequest request, List<ToolDetector> detectors) {
    Identity strongest = Identity.UNKNOWN;
    for (ToolDetector detector : detectors) {
      Optional<Identity> offered = detector.detect(request.head(), request.facts());
      if (offered.isPresent() && isStronger(offered.get(), strongest)) {
        strongest = offered.get();
      }
    }
    return strongest;
  }

  private static boolean isStronger(Identity one, Identity other) {
    return other.equals(Identity.UNKNOWN) || one.evidence().compareTo(other.evidence()) > 0;
  }

  private static List<ToolDetector> load() {
    ShippedDetectors.class.getModule().addUses(GatewayPlugin.class);
    return ServiceLoader.load(GatewayPlugin.class).stream()
        .flatMap(plugin -> plugin.get().toolDetectors().stream())
        .toList();
  }
}
