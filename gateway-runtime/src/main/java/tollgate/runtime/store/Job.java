package tollgate.runtime.store;

/**
 * A work in the writer's queue.
 *
 * @param urgent whether somebody waits: an urgent job is committed at once and told of a failure,
 *     one that is not rides along and is tried until it succeeds
 */
record Job(Work work, boolean urgent, Ticket ticket, long enqueuedNanos) {

  Job(Work work, boolean urgent, Ticket ticket) {
    this(work, urgent, ticket, System.nanoTime());
  }
}
