package tollgate.runtime.config;

/** The two kinds of documents that hold providers as JSON. */
enum DocumentForm {
  /**
   * The predecessor's, written by the operator: what it does not know is ignored with a warning.
   */
  PREDECESSOR,
  /** The gateway's own, written by the admin API: it can say more, and nothing is ignored. */
  KEPT
}
