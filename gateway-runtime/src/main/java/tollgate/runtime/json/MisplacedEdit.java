package tollgate.runtime.json;

/** An edit whose pointer leads through something that is not there or cannot hold a value. */
public final class MisplacedEdit extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String pointer;

  /** An edit that cannot be made. */
  public MisplacedEdit(String pointer) {
    super("nothing can be put at " + pointer);
    this.pointer = pointer;
  }

  /** Where the edit wanted to go. */
  public String pointer() {
    return pointer;
  }
}
