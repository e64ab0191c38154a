package tollgate.api.pricing;

/**
 * What a rate is charged for. Token classes are priced per million tokens, the others per piece.
 * {@link #UPLIFT} alone is no amount.
 *
 * @since 1.0
 */
public enum RateUnit {
  INPUT(true),
  OUTPUT(true),
  CACHE_READ(true),
  CACHE_WRITE_5M(true),
  CACHE_WRITE_1H(true),
  /** Charged instead of OUTPUT for the reasoning part of the output, where a vendor does so. */
  REASONING(true),
  AUDIO_IN(true),
  AUDIO_OUT(true),
  /** Charged instead of CACHE_READ for the audio among the cache reads, where a vendor does so. */
  CACHE_READ_AUDIO(true),
  /** Charged instead of INPUT for the pictures among the input, where a vendor does so. */
  IMAGE_IN(true),
  /** Charged instead of OUTPUT for the pictures among the output, where a vendor does so. */
  IMAGE_OUT(true),
  /** A picture that was made, where pictures are not charged by their tokens. */
  IMAGE(false),
  SEARCH(false),
  /** Charged once, instead of SEARCH, for a call that searched, where a vendor does so. */
  SEARCHED_CALL(false),
  CALL(false),
  /**
   * A factor, not an amount: what every token costs more in one region. The region stands where
   * other rates have their service tier. Prices per piece are not raised.
   */
  UPLIFT(false);

  private final boolean perMillion;

  RateUnit(boolean perMillion) {
    this.perMillion = perMillion;
  }

  /** Whether the rate is for a million units rather than for one. */
  public boolean perMillion() {
    return perMillion;
  }
}
