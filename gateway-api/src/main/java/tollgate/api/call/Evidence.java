package tollgate.api.call;

/**
 * What a detector recognised a tool by, weakest first. Of several detectors that speak up, the one
 * with the strongest evidence is believed; among equals the first in plugin order.
 *
 * @since 1.0
 */
public enum Evidence {
  /** Nothing speaks. */
  NONE,
  /** A header that several tools send; counts only when nothing else speaks. */
  HINT,
  /** The User-Agent of a library: says which library, not which tool. */
  SDK_USER_AGENT,
  /** A sentence or marker in the prompt that only this tool writes. */
  PROMPT_MARKER,
  /** A User-Agent that begins with the tool's own name. */
  USER_AGENT,
  /** The {@code originator} header. */
  ORIGINATOR,
  /** A header whose name only this tool uses. */
  BRAND_HEADER
}
