package tollgate.runtime.admin;

import tollgate.api.face.FaceRequest;
import tollgate.runtime.problem.RequestProblem;

/** Whole numbers in the query of an operator's request. */
final class QueryNumbers {

  private QueryNumbers() {}

  /**
   * The number under a name.
   *
   * @param otherwise what counts where there is none
   */
  static int whole(FaceRequest request, String name, int otherwise, int least) {
    String text = request.query().getOrDefault(name, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
          name, text, "a whole number of at least " + least);
    }
    return Integer.parseInt(text);
  }
}
