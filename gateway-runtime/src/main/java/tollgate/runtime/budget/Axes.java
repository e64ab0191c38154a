package tollgate.runtime.budget;

/**
 * What calls can be told apart by. Beside these there are the labels of policies, each with {@link
 * #TAG} before its name.
 */
public final class Axes {

  /** The program that calls. */
  public static final String TOOL = "tool";

  /** Its installation or named agent. */
  public static final String INSTANCE = "instance";

  /** The session as the tool names it. */
  public static final String SESSION = "session";

  /** The session in which it all began, where sub-agents have sessions of their own. */
  public static final String ROOT = "root";

  /** The agent within the session. */
  public static final String AGENT = "agent";

  /**
   * The agents from the first to the one that calls, each with {@link #BELOW} between. A call
   * counts for each of them.
   */
  public static final String LINEAGE = "lineage";

  /** The managed key's id. */
  public static final String KEY = "key";

  /** The provider asked. */
  public static final String PROVIDER = "provider";

  /** The model asked for, by the provider's name for it. */
  public static final String MODEL = "model";

  /** Stands before the name of a label. */
  public static final String TAG = "tag:";

  /** Stands between an agent and one that it started. */
  public static final char BELOW = '\u001f';

  private Axes() {}
}
