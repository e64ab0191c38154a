package tollgate.provider.demo;

import java.util.List;
import tollgate.api.json.Json;

/** How an answer is put in one language. */
sealed interface Voice permits ChatVoice, ResponsesVoice, MessagesVoice, GeminiVoice {

  /** The reply as one document. */
  Json whole(Answer answer);

  /** The reply as events, each with its framing, in order. */
  List<String> events(Answer answer, DemoRequest request);

  /** The event that tells an error in the midst of a stream. */
  String errorEvent(String message, DemoRequest request);

  /** An error reply. */
  Json error(int status, String message);

  /** How many tokens a request has. */
  Json count(long tokens);
}
