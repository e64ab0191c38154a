package tollgate.runtime.config;

/** Whether clients need a gateway key. */
public enum KeyRequirement {
  /** Only where the listener can be reached from other machines. */
  AUTO,
  /** Always. */
  TRUE,
  /** Never; refused where the listener can be reached from other machines. */
  FALSE
}
