package tollgate.runtime.checkup;

import java.time.Instant;
import java.util.Optional;

/**
 * What a provider answered to a harmless question.
 *
 * @param provider its id
 * @param ownKey whether the gateway has a credential for it
 * @param status the reply's status; 0 where none came
 * @param trouble why none came; empty when one did
 * @param date what time it was there; empty where it does not tell
 * @param at what time it was here
 */
public record Answer(
    String provider,
    boolean ownKey,
    int status,
    String trouble,
    Optional<Instant> date,
    Instant at) {}
