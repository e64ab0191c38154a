package tollgate.runtime.call;

import tollgate.api.call.RequestFacts;

/** A request that was read and understood, before anyone has judged it. */
record ClientCall(Arrival arrival, RequestBody body, RequestFacts facts) {}
