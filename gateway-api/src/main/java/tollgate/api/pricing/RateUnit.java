package tollgate.api.pricing;

/**
 * What a rate is charged for. Token classes are priced per million tokens, the others per piece.
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
  SEARCH(false),
  CALL(false);

  private final boolean perMillion;

  RateUnit(boolean perMillion) {
    this.perMillion = perMillion;
  }

  /** Whether the rate is for a million units rather than for one. */
  public boolean perMillion() {
    return perMillion;
  }
}
