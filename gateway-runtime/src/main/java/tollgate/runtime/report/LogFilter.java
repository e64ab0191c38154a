package tollgate.runtime.report;

/**
 * Which calls a list shows. Empty texts and zeros leave a question open.
 *
 * @param tool the tool
 * @param clientId tool and instance, session or key as the list shows them together
 * @param model the model counted under, or the one asked for
 * @param provider the provider
 * @param statusMin the lowest status
 * @param statusMax the highest status
 * @param lifecycle one of the four words of {@link LogWords}
 */
public record LogFilter(
    String tool,
    String clientId,
    String model,
    String provider,
    int statusMin,
    int statusMax,
    String lifecycle) {

  /** Every call. */
  public static final LogFilter ALL = new LogFilter("", "", "", "", 0, 0, "");
}
