package tollgate.api.usage;

/**
 * How far a usage can be trusted; stored with every ledger row.
 *
 * @since 1.0
 */
public enum Provenance {
  /** The provider's final figure. */
  EXACT,
  /** The provider's last running figure of a stream that did not reach its end. */
  RUNNING,
  /** Computed by the gateway from sizes, because the provider told nothing. */
  ESTIMATED,
  /** Nothing is known. */
  UNKNOWN
}
