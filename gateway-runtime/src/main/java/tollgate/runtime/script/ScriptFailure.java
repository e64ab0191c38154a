package tollgate.runtime.script;

/** A script cannot be used, or a run of it came to nothing; the message is for its author. */
public final class ScriptFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What became of it. */
  public enum Kind {
    /** Not JavaScript, or it imports what is not there. */
    BROKEN,
    /** It threw, or gave what cannot be copied. */
    THREW,
    /** It took too long. */
    TIME,
    /** It took too much memory. */
    MEMORY,
    /** It executed too many statements. */
    STATEMENTS,
    /** Too many calls wait for a worker. */
    BUSY
  }

  private final Kind kind;
  private final transient Place place;

  /** Where in a script; line and column count from 1, 0 where nobody knows. */
  public record Place(String file, int line, int column, String excerpt) {

    /** Nowhere in particular. */
    public static Place in(String file) {
      return new Place(file, 0, 0, "");
    }

    @Override
    public String toString() {
      return line == 0 ? file : file + ":" + line + ":" + column;
    }
  }

  ScriptFailure(Kind kind, Place place, String message) {
    super(message);
    this.kind = kind;
    this.place = place;
  }

  /** The message. */
  public String why() {
    return String.valueOf(getMessage());
  }

  /** What became of the script. */
  public Kind kind() {
    return kind;
  }

  /** Where in it. */
  public Place place() {
    return place;
  }
}
