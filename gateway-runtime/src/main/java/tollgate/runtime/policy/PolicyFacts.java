package tollgate.runtime.policy;

import java.time.ZonedDateTime;
import java.util.Set;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;

/**
 * Everything a decision about one call may rest on. Secrets are never facts.
 *
 * @param identity who calls
 * @param key the name of the managed key, empty for none
 * @param keyTags the labels of that key
 * @param request what the dialect read of the body
 * @param method the HTTP method
 * @param path the path as sent
 * @param bodyBytes how long the body is
 * @param inputTokens how many tokens the prompt is likely to have
 * @param time now, in the operator's zone
 * @param around what else the gateway knows; asked only when a policy asks
 */
public record PolicyFacts(
    Identity identity,
    String key,
    Set<String> keyTags,
    RequestFacts request,
    String method,
    String path,
    long bodyBytes,
    long inputTokens,
    ZonedDateTime time,
    Surroundings around) {

  /** Facts never change. */
  public PolicyFacts {
    keyTags = Set.copyOf(keyTags);
  }

  /** The same call, with something else known around it. */
  public PolicyFacts amid(Surroundings other) {
    return new PolicyFacts(
        identity, key, keyTags, request, method, path, bodyBytes, inputTokens, time, other);
  }
}
