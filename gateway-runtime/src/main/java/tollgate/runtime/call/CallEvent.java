package tollgate.runtime.call;

import java.time.Instant;
import tollgate.api.call.Identity;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.State;
import tollgate.runtime.ledger.Timings;

/** Something that happened to a call, for those who watch calls live. */
public sealed interface CallEvent {

  /** Which call. */
  String callId();

  /** When. */
  Instant at();

  /** The call was admitted: its row is durable and it is about to be sent. */
  record Started(String callId, Instant at, Identity identity, String provider, String model)
      implements CallEvent {}

  /** The reply flows; told at most once a second. */
  record Progressed(String callId, Instant at, TokenCounts tokens) implements CallEvent {}

  /** The call ended, whatever way. */
  record Finished(
      String callId,
      Instant at,
      Identity identity,
      String provider,
      String model,
      State state,
      int status,
      TokenCounts tokens,
      Bill bill,
      Timings timings)
      implements CallEvent {}
}
