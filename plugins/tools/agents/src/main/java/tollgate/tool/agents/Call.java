package tollgate.tool.agents;

import java.util.List;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.UserAgent;

/**
 * What a mark may look at: the head, and of the body the edges of the prompt and the hints that a
 * dialect kept. How long the body is makes no difference.
 *
 * @param opening the beginning of the system prompt without leading space
 */
record Call(Headers headers, UserAgent agent, String opening, RequestFacts facts) {

  static Call of(ClientHead head, RequestFacts facts) {
    Headers headers = head.headers();
    return new Call(
        headers, UserAgent.of(headers), facts.edges().systemStart().stripLeading(), facts);
  }

  /** The first of these fields that says something. */
  String first(List<String> fields) {
    for (String field : fields) {
      String value = headers.first(field);
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }
}
