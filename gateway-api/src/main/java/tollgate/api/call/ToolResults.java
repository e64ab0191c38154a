package tollgate.api.call;

import java.util.ArrayDeque;
import java.util.HexFormat;
import tollgate.api.json.Fingerprint;
import tollgate.api.json.JsonView;

/**
 * What a prompt says of the tools an agent has used: how often, and whether the newest answer is
 * one that was seen before. Never what they answered: that is as secret as the prompt.
 *
 * @param count how many answers of tools the prompt holds
 * @param newest tells the answers that follow the model's last turn from others, in 16 hexadecimal
 *     digits; empty when the prompt does not end with answers of tools
 * @since 1.0
 */
public record ToolResults(int count, String newest) {

  /** How many bytes from either end of an answer are looked at. */
  public static final int LOOKED_AT = 2_048;

  /** No tool has answered yet. */
  public static final ToolResults NONE = new ToolResults(0, "");

  /** The most answers of one turn that are looked at, the newest ones. */
  public static final int LOOKED_AT_TOGETHER = 16;

  /**
   * Gathers answers while a dialect walks over a prompt, so that every dialect means the same by
   * them. They are noted in the order of the body, and only the newest are looked at, at the end.
   * To be used within one {@link tollgate.api.dialect.Dialect#read}, by one thread.
   */
  public static final class Collector {
    private final ArrayDeque<JsonView> newest = new ArrayDeque<>();
    private int count;

    /** Nothing noted yet. */
    public Collector() {}

    /** Says that the model spoke: what tools answered until here is not the newest any more. */
    public void modelTurn() {
      newest.clear();
    }

    /**
     * Notes the answer of a tool: only what it said, without the id of the call, which is new every
     * time.
     */
    public void result(JsonView said) {
      count++;
      newest.addLast(said);
      if (newest.size() > LOOKED_AT_TOGETHER) {
        newest.removeFirst();
      }
    }

    /** What was noted. */
    public ToolResults results() {
      long mixed = 0;
      for (JsonView said : newest) {
        mixed = Fingerprint.mix(mixed, said.fingerprint(LOOKED_AT));
      }
      return new ToolResults(count, newest.isEmpty() ? "" : HexFormat.of().toHexDigits(mixed));
    }
  }
}
