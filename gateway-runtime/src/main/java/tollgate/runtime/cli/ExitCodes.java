package tollgate.runtime.cli;

/** How a command tells what became of it. */
final class ExitCodes {

  /** It did what it was asked to. */
  static final int DONE = 0;

  /** It could not. */
  static final int FAILED = 1;

  /** It was asked wrongly, or the settings are wrong. */
  static final int WRONG_USE = 2;

  private ExitCodes() {}
}
