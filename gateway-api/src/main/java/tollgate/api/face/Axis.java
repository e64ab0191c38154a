package tollgate.api.face;

import tollgate.api.stability.Experimental;

/**
 * What the ledger can be divided by.
 *
 * @since 1.0
 */
@Experimental
public enum Axis {
  TOOL,
  INSTANCE,
  SESSION,
  AGENT,
  KEY,
  PROVIDER,
  ACCOUNT,
  MODEL,
  DIALECT,
  STATE
}
