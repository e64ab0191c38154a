package tollgate.dialect.gemini;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A path in its parts: {@code /v1beta/models/} + model + {@code :} + action.
 *
 * @param start up to and including the slash before the model, as sent
 * @param model decoded; empty where the path names none
 * @param action the word after the last colon
 */
record ModelPath(String start, String model, String action) {

  static final String GENERATE = "generateContent";
  static final String STREAM = "streamGenerateContent";
  static final String COUNT = "countTokens";

  /** Where models lie, behind the version. */
  static final List<String> COLLECTIONS =
      List.of(
          "/models/",
          "/tunedModels/",
          "/publishers/{publisher}/models/",
          "/projects/{project}/locations/{location}/publishers/{publisher}/models/");

  /**
   * Whether the action writes no text as far as is known: embeddings, pictures, films, work for
   * later.
   */
  boolean isSingle() {
    return !action.equals(GENERATE) && !action.equals(STREAM) && !action.equals(COUNT);
  }

  static ModelPath of(String path) {
    int slash = path.lastIndexOf('/');
    int colon = path.lastIndexOf(':');
    if (colon < slash) {
      return new ModelPath(path.substring(0, slash + 1), decoded(path.substring(slash + 1)), "");
    }
    return new ModelPath(
        path.substring(0, slash + 1),
        decoded(path.substring(slash + 1, colon)),
        path.substring(colon + 1));
  }

  /** The same path with another model, as it is to be sent. */
  String withModel(String other) {
    String encoded = URLEncoder.encode(other, StandardCharsets.UTF_8).replace("+", "%20");
    return start + encoded + (action.isEmpty() ? "" : ":" + action);
  }

  /** A plus sign stands for itself in a path; what cannot be decoded is taken as sent. */
  private static String decoded(String sent) {
    try {
      return URLDecoder.decode(sent.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      return sent;
    }
  }
}
