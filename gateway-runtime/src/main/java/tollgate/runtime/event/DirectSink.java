package tollgate.runtime.event;

/** Writes each line at once to standard error: for the moments in which no output is set up. */
final class DirectSink implements EventSink {

  private final Level level;

  DirectSink(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }

  @Override
  public void accept(Occurrence occurrence) {
    System.err.println(new PrettyLines().format(occurrence));
  }
}
