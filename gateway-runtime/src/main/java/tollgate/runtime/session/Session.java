package tollgate.runtime.session;

import java.time.Instant;

/**
 * A session and what it came to over all time, the rows that were deleted for their age included.
 *
 * @param id which one
 * @param parent the session that started this one; empty for none
 * @param lastCall what is told of its last call
 * @param first when its first call arrived
 * @param last when its last call arrived
 * @param running how many of its calls are under way
 * @param steps how many calls went on from an answer of a tool
 * @param traffic its calls that have ended
 * @param burn how fast it spends
 * @param repetition of the agent that repeats most
 */
public record Session(
    SessionId id,
    String parent,
    LastCall lastCall,
    Instant first,
    Instant last,
    long running,
    long steps,
    Traffic traffic,
    BurnRate burn,
    Repetition repetition) {}
