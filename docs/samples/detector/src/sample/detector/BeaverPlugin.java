package sample.detector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.GatewayPlugin;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Evidence;
import tollgate.api.call.Headers;
import tollgate.api.call.Identity;
import tollgate.api.call.Manner;
import tollgate.api.call.RefusalKind;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.UserAgent;
import tollgate.api.tool.ToolDetector;

/** Recognises Beaver, a coding tool that names its session in a header of its own. */
public final class BeaverPlugin implements GatewayPlugin, ToolDetector {
  private static final String SESSION = "x-beaver-session";

  @Override
  public List<ToolDetector> toolDetectors() {
    return List.of(this);
  }

  @Override
  public String tool() {
    return "beaver";
  }

  @Override
  public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
    String session = head.headers().first(SESSION);
    if (session.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Identity.of(tool(), Evidence.BRAND_HEADER, "header " + SESSION)
            .withVersion(UserAgent.of(head.headers()).version())
            .withSession(session));
  }

  /** Beaver repeats every 402 for ever, and gives up at a 403. */
  @Override
  public Map<RefusalKind, Manner> manners(DialectId dialect) {
    return Map.of(RefusalKind.BUDGET, new Manner(403, "budget", Headers.none()));
  }
}
