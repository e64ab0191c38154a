package tollgate.dialect.gemini;

import tollgate.api.json.JsonView;

/**
 * What an embedded image, sound or file weighs in an estimate of the prompt. Google bills an image
 * by tiles of 258 tokens (token counting page, October 2026), 25 of which are 6,400 bytes of text;
 * its base64 form would be estimated at a hundred times that.
 */
final class Attachment {

  private static final long WEIGHT = 6_400;

  private Attachment() {}

  /**
   * How many bytes to add to the body's length, a negative number, so that the data weighs right.
   */
  static long correction(JsonView data) {
    return Math.min(0, WEIGHT - data.byteLength());
  }
}
