package tollgate.runtime.policy;

import java.time.ZonedDateTime;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;

/**
 * Everything a decision about one call may rest on. Secrets are never facts.
 *
 * @param identity who calls
 * @param key the name of the managed key, empty for none
 * @param request what the dialect read of the body
 * @param path the path as sent
 * @param bodyBytes how long the body is
 * @param inputTokens how many tokens the prompt is likely to have
 * @param time now, in the operator's zone
 */
public record PolicyFacts(
    Identity identity,
    String key,
    RequestFacts request,
    String path,
    long bodyBytes,
    long inputTokens,
    ZonedDateTime time) {}
