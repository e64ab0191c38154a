package tollgate.runtime.call;

import java.util.Optional;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Evidence;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.api.tool.ToolDetector;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.plugin.PluginGuard;
import tollgate.runtime.plugin.PluginSet;

/**
 * Says who calls. Asks every detector and believes the strongest evidence, the first in plugin
 * order among equals; always answers. What clients say of themselves is cleaned before anyone
 * stores it.
 */
final class ToolIdentifier {

  /** An operator names an instance of any tool with this field. */
  private static final String INSTANCE_FIELD = "x-agent-name";

  /** The longest part of an identity that is kept; longer ones are no honest ids. */
  private static final int PART_LIMIT = 128;

  private final PluginGuard guard;

  ToolIdentifier(PluginGuard guard) {
    this.guard = guard;
  }

  IdentifiedCall identify(ClientCall call) {
    var arrival = call.arrival();
    return new IdentifiedCall(
        call, identify(arrival.generation().plugins(), arrival.head(), call.facts()));
  }

  /** Who calls as far as the head tells; for a request that could not be read. */
  Identity fromHead(Arrival arrival) {
    return identify(arrival.generation().plugins(), arrival.head(), RequestFacts.unread());
  }

  private Identity identify(PluginSet plugins, ClientHead head, RequestFacts facts) {
    Identity best = Identity.UNKNOWN;
    for (Contribution<ToolDetector> detector : plugins.detectors()) {
      Optional<Identity> offer =
          guard.call(detector, () -> detector.value().detect(head, facts), Optional.empty());
      if (offer.isPresent() && stronger(offer.get().evidence(), best.evidence())) {
        best = offer.get();
      }
    }
    String instance = head.headers().first(INSTANCE_FIELD);
    return cleaned(instance.isEmpty() ? best : best.withInstance(instance));
  }

  private static boolean stronger(Evidence offered, Evidence known) {
    return offered.compareTo(known) > 0;
  }

  private static Identity cleaned(Identity identity) {
    return new Identity(
        cleaned(identity.tool()),
        cleaned(identity.version()),
        identity.evidence(),
        cleaned(identity.proof()),
        cleaned(identity.instance()),
        cleaned(identity.session()),
        cleaned(identity.agent()),
        cleaned(identity.parentAgent()));
  }

  /** Printable ASCII of at most {@link #PART_LIMIT} characters; everything else falls out. */
  static String cleaned(String part) {
    boolean clean = part.length() <= PART_LIMIT;
    for (int i = 0; clean && i < part.length(); i++) {
      clean = printable(part.charAt(i));
    }
    if (clean) {
      return part;
    }
    var kept = new StringBuilder(PART_LIMIT);
    for (int i = 0; i < part.length() && kept.length() < PART_LIMIT; i++) {
      if (printable(part.charAt(i))) {
        kept.append(part.charAt(i));
      }
    }
    return kept.toString();
  }

  private static boolean printable(char c) {
    return c >= ' ' && c <= '~';
  }
}
