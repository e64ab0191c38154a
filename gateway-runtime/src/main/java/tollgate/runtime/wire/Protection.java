package tollgate.runtime.wire;

import java.util.List;
import tollgate.api.call.Headers;

/**
 * The fields that keep a browser from keeping one of the gateway's own replies, guessing at what it
 * is, or showing it inside a page of somebody else's.
 */
public final class Protection {

  /** Names and values in turn. */
  private static final List<String> ALWAYS =
      List.of(
          "cache-control", "no-store",
          "x-content-type-options", "nosniff",
          "x-frame-options", "DENY",
          "content-security-policy", "default-src 'none'; frame-ancestors 'none'",
          "cross-origin-resource-policy", "same-origin",
          "cross-origin-opener-policy", "same-origin",
          "permissions-policy", "camera=(), microphone=(), geolocation=()",
          "x-permitted-cross-domain-policies", "none",
          "referrer-policy", "no-referrer");

  private Protection() {}

  /**
   * A reply's fields and these.
   *
   * @param secure whether the client's own connection is encrypted; from then on it must be
   */
  public static Headers of(Headers fields, boolean secure) {
    Headers all = fields;
    for (int i = 0; i < ALWAYS.size(); i += 2) {
      all = all.with(ALWAYS.get(i), ALWAYS.get(i + 1));
    }
    return secure
        ? all.with("strict-transport-security", "max-age=31536000; includeSubDomains")
        : all;
  }
}
