package tollgate.runtime.ledger;

import java.time.Instant;

/**
 * One try at an upstream. A call that is retried or falls back makes several.
 *
 * @param provider who was asked
 * @param account the credential that served, empty when not told
 * @param upstreamId the upstream's id of the request, empty when not told
 * @param startedAt when it was sent
 * @param headNanos time until the reply's head, {@link Timings#UNKNOWN} when none came
 * @param status the reply's status, 0 when none came
 * @param outcome one word: {@code answered}, {@code failed}, {@code refused}, {@code timeout},
 *     {@code cancelled}
 * @param error what went wrong in a few words, empty when nothing did
 */
public record Attempt(
    String provider,
    String account,
    String upstreamId,
    Instant startedAt,
    long headNanos,
    int status,
    String outcome,
    String error) {}
