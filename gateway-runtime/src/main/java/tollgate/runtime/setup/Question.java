package tollgate.runtime.setup;

/**
 * Something that must be known.
 *
 * @param <T> what an answer becomes
 * @param option by which it can be answered on the command line
 * @param prompt how a person is asked
 * @param standard what counts where nothing is said
 * @param secret whether an answer must not be seen
 */
public record Question<T>(
    String option, String prompt, String standard, boolean secret, Reading<T> reading) {

  /** Understands an answer. */
  @FunctionalInterface
  public interface Reading<T> {
    /** What the text says. */
    T read(String text) throws BadAnswer;
  }
}
