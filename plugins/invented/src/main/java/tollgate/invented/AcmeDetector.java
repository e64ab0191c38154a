package tollgate.invented;

import java.util.Map;
import java.util.Optional;
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

/** Acme's own command line tells its session in a header of its own. */
final class AcmeDetector implements ToolDetector {

  @Override
  public String tool() {
    return "acme-cli";
  }

  @Override
  public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
    String session = head.headers().first("x-acme-session");
    if (session.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Identity.of(tool(), Evidence.BRAND_HEADER, "header x-acme-session")
            .withVersion(UserAgent.of(head.headers()).version())
            .withSession(session));
  }

  /** The tool stops at status 410 and repeats everything else. */
  @Override
  public Map<RefusalKind, Manner> manners(DialectId dialect) {
    return Map.of(RefusalKind.BUDGET, new Manner(410, "broke", Headers.none()));
  }
}
