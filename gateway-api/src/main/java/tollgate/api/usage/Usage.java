package tollgate.api.usage;

/**
 * What one call used, as its reply told it.
 *
 * @param tokens the counts; all zero where {@code provenance} is {@link Provenance#UNKNOWN}
 * @param provenance how far the counts can be trusted
 * @param servedModel the model the reply names, empty where it names none
 * @param serviceTier the tier that was billed ({@code flex}, {@code priority}, {@code batch},
 *     {@code fast}), empty for the ordinary one
 * @param searches billed searches or similar per-call tools
 * @since 1.0
 */
public record Usage(
    TokenCounts tokens,
    Provenance provenance,
    String servedModel,
    String serviceTier,
    long searches) {

  /** Nothing known. */
  public static final Usage UNKNOWN = new Usage(TokenCounts.ZERO, Provenance.UNKNOWN, "", "", 0);

  /** Final counts of an ordinary call. */
  public static Usage exact(TokenCounts tokens, String servedModel) {
    return new Usage(tokens, Provenance.EXACT, servedModel, "", 0);
  }

  /** The same usage, trusted differently. */
  public Usage withProvenance(Provenance other) {
    return new Usage(tokens, other, servedModel, serviceTier, searches);
  }
}
