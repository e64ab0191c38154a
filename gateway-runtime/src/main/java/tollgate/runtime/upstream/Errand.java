package tollgate.runtime.upstream;

/**
 * What one call allows all who are sent for an answer to it.
 *
 * @param deadlines how long each may take
 * @param totalEnd when the call must be over, by {@link System#nanoTime}
 * @param cancellation stops whoever is under way
 * @param tries told of every try
 * @param elsewhere whether another provider waits to be asked: then one that cannot be connected is
 *     not tried again
 */
public record Errand(
    Deadlines deadlines,
    long totalEnd,
    Cancellation cancellation,
    TryListener tries,
    boolean elsewhere) {

  /** An errand that begins now. */
  public static Errand beginning(
      Deadlines deadlines, Cancellation cancellation, TryListener tries) {
    return new Errand(deadlines, Attempt.endOf(deadlines.total()), cancellation, tries, false);
  }

  /** The same with or without somebody else to ask. */
  public Errand elsewhere(boolean others) {
    return new Errand(deadlines, totalEnd, cancellation, tries, others);
  }
}
