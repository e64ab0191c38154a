package tollgate.api.tool;

import java.util.Map;
import java.util.Optional;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Evidence;
import tollgate.api.call.Identity;
import tollgate.api.call.Manner;
import tollgate.api.call.RefusalKind;
import tollgate.api.call.RequestFacts;

/**
 * Recognises one coding tool and knows how it wants to be refused.
 *
 * <p>Every detector is asked about every call, on the call's own virtual thread, before anything
 * else happens. It must be pure, must not block, and should take a few microseconds: it looks at
 * headers and at the edges of the prompt, never at the body. A detector that throws or is slow is
 * skipped for the call and, when it keeps doing so, set aside; the call goes on.
 *
 * <pre>{@code
 * public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
 *   if (!head.headers().has("x-acme-session")) {
 *     return Optional.empty();
 *   }
 *   return Optional.of(
 *       Identity.of("acme", Evidence.BRAND_HEADER, "header x-acme-session")
 *           .withSession(head.headers().first("x-acme-session")));
 * }
 * }</pre>
 *
 * <p>Of all identities offered, the one with the strongest {@link Evidence} wins. A header that
 * other tools send too is no proof: offer it as {@link Evidence#HINT} or not at all.
 *
 * @since 1.0
 */
public interface ToolDetector {

  /** The tool's id: lower-case letters, digits and hyphens; stored with every call. */
  String tool();

  /**
   * Says who made the call, or nothing when this tool did not.
   *
   * @param head the request's head, credentials removed
   * @param facts what the dialect read of the body; {@link RequestFacts#unread()} where none did
   */
  Optional<Identity> detect(ClientHead head, RequestFacts facts);

  /**
   * How this tool wants refusals put in a dialect; kinds that are not in the map are put as {@link
   * Manner#plain} says. Read once per dialect and generation.
   */
  default Map<RefusalKind, Manner> manners(DialectId dialect) {
    return Map.of();
  }
}
