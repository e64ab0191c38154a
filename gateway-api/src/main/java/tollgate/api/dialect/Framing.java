package tollgate.api.dialect;

/**
 * How a reply's body divides into events.
 *
 * @since 1.0
 */
public enum Framing {
  /** One document, read when it is complete. */
  WHOLE,
  /** Server-sent events, ended by an empty line. */
  SSE,
  /** One JSON document per line. */
  NDJSON,
  /** One JSON array whose items come one by one. */
  JSON_ARRAY
}
