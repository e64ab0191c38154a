package tollgate.runtime.store;

import java.util.function.Consumer;

/**
 * A work in the writer's queue.
 *
 * @param urgent whether somebody waits: an urgent job is committed at once and told of a failure,
 *     one that is not rides along and is tried until it succeeds
 * @param postponed told why, each time the disk refused the work and it is to be tried again
 */
record Job(
    Work work, boolean urgent, Consumer<String> postponed, Ticket ticket, long enqueuedNanos) {

  Job(Work work, boolean urgent, Consumer<String> postponed, Ticket ticket) {
    this(work, urgent, postponed, ticket, System.nanoTime());
  }
}
