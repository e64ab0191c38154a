package tollgate.runtime.call;

import tollgate.api.call.Identity;

/** A call whose tool is known as far as it can be. */
record IdentifiedCall(ClientCall call, Identity identity) {}
