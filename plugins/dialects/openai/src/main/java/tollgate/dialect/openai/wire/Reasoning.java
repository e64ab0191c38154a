package tollgate.dialect.openai.wire;

import java.util.regex.Pattern;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;

/** Which requests make a model reason where nobody sees it. */
public final class Reasoning {
  private static final int NAME = 256;

  /**
   * OpenAI's models that reason unless told not to, with what may stand before their names. They
   * bill reasoning as output and tell of it with the last usage only (reasoning guide, October
   * 2026).
   */
  private static final Pattern REASONERS = Pattern.compile("(.*/)?(o[1-9]|gpt-5)([-.].*)?");

  private Reasoning() {}

  /**
   * Whether tokens may be billed that no event shows.
   *
   * @param effort what the request says of it
   * @param model the model it names
   */
  public static boolean isHidden(JsonView effort, JsonView model) {
    if (effort.kind() == Kind.TEXT) {
      return !effort.isText("none");
    }
    return REASONERS.matcher(model.asText(NAME).orElse("")).matches();
  }
}
