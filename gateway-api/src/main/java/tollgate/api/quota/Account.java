package tollgate.api.quota;

/**
 * One upstream account.
 *
 * @param vendor whose account it is; picks the {@link QuotaProbe}
 * @param label what people call it, for example an e-mail address
 * @param reference the source's own key for it
 * @param plan what is paid for, in the vendor's own word, for example {@code plus}; empty when the
 *     source does not tell
 * @param disabled whether the source says it is not in use
 * @since 1.0
 */
public record Account(
    String vendor, String label, String reference, String plan, boolean disabled) {

  /** An account whose plan its source does not tell. */
  public Account(String vendor, String label, String reference, boolean disabled) {
    this(vendor, label, reference, "", disabled);
  }
}
