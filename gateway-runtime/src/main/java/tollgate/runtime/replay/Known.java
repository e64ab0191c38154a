package tollgate.runtime.replay;

import java.util.List;
import java.util.Set;

/**
 * How much is known of what a policy would have said of a call.
 *
 * @param sought the facts it asked for that nobody knows
 * @param uncertain the facts it read of which only a range is known
 * @param failure why it failed; empty when it did not
 */
record Known(Set<String> sought, List<String> uncertain, String failure) {}
