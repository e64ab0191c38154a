package tollgate.dialect.openai.wire;

import tollgate.api.json.JsonView;

/**
 * What an embedded image, sound or file weighs in an estimate of the prompt. Vendors bill an image
 * by its area, at most about 1,600 tokens (OpenAI's and Anthropic's vision pages, October 2026),
 * which is 6,400 bytes of text; its base64 form would be estimated at a hundred times that.
 */
public final class Attachment {

  private static final long WEIGHT = 6_400;

  private Attachment() {}

  /**
   * How many bytes to add to the body's length, a negative number, so that the data weighs right.
   */
  public static long correction(JsonView data) {
    return Math.min(0, WEIGHT - data.byteLength());
  }
}
