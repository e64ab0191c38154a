package tollgate.api.usage;

/**
 * What one call used, as its reply told it.
 *
 * @param tokens the counts; all zero where {@code provenance} is {@link Provenance#UNKNOWN}
 * @param provenance how far the counts can be trusted
 * @param servedModel the model the reply names, empty where it names none
 * @param serviceTier the tier that was billed ({@code flex}, {@code priority}, {@code batch},
 *     {@code fast}), empty for the ordinary one; with a plus and a word behind it where tools of
 *     the vendor's own were charged that have no unit of their own ({@code flex+image_generation})
 * @param region where the call was processed, as far as that is billed ({@code us}, {@code eu});
 *     empty for anywhere
 * @param searches billed searches or similar per-call tools
 * @param images pictures that were made; charged by the piece where the price is one by the piece
 * @since 1.0
 */
public record Usage(
    TokenCounts tokens,
    Provenance provenance,
    String servedModel,
    String serviceTier,
    String region,
    long searches,
    long images) {

  /** Nothing known. */
  public static final Usage UNKNOWN = new Usage(TokenCounts.ZERO, Provenance.UNKNOWN, "", "", 0);

  /** The usage of a call that was processed anywhere and made no pictures. */
  public Usage(
      TokenCounts tokens,
      Provenance provenance,
      String servedModel,
      String serviceTier,
      long searches) {
    this(tokens, provenance, servedModel, serviceTier, "", searches, 0);
  }

  /** Final counts of an ordinary call. */
  public static Usage exact(TokenCounts tokens, String servedModel) {
    return new Usage(tokens, Provenance.EXACT, servedModel, "", 0);
  }

  /** The same usage, trusted differently. */
  public Usage withProvenance(Provenance other) {
    return new Usage(tokens, other, servedModel, serviceTier, region, searches, images);
  }

  /** The same usage with other tokens. */
  public Usage withTokens(TokenCounts other) {
    return new Usage(other, provenance, servedModel, serviceTier, region, searches, images);
  }

  /** The same usage, billed in this service tier. */
  public Usage withServiceTier(String other) {
    return new Usage(tokens, provenance, servedModel, other, region, searches, images);
  }

  /** The same usage, processed in this region. */
  public Usage withRegion(String other) {
    return new Usage(tokens, provenance, servedModel, serviceTier, other, searches, images);
  }

  /** The same usage with this many pictures made. */
  public Usage withImages(long made) {
    return new Usage(tokens, provenance, servedModel, serviceTier, region, searches, made);
  }
}
