package tollgate.runtime.store;

/** What a committed row survives. */
public enum Durability {
  /** Loss of power: every commit is synced to the disk. */
  POWER_LOSS("FULL"),
  /** The end of the process only: a loss of power may take the last commits with it. */
  PROCESS("NORMAL");

  private final String synchronous;

  Durability(String synchronous) {
    this.synchronous = synchronous;
  }

  /**
   * The value of SQLite's {@code synchronous} (https://sqlite.org/pragma.html#pragma_synchronous).
   */
  String synchronous() {
    return synchronous;
  }
}
