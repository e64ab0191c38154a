package tollgate.runtime.config;

/** What a committed row survives. */
public enum Durability {
  /** A power cut: every commit waits for the disk. */
  FULL,
  /** The end of the process, but not always a power cut; faster. */
  PROCESS
}
