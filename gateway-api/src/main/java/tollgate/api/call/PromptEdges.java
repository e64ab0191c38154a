package tollgate.api.call;

import java.util.ArrayDeque;
import java.util.stream.Collectors;
import tollgate.api.json.JsonView;

/**
 * The edges of a prompt: enough to recognise a tool by the sentence it opens with, never the
 * prompt. Each part holds at most {@link #LIMIT} characters.
 *
 * @param systemStart the beginning of the first system or developer text
 * @param systemEnd the end of the last system or developer text
 * @param userStart the beginning of the last user message's text
 * @param userEnds the ends of the last user messages' texts, at most {@link #LIMIT} characters from
 *     each of the last three, oldest first, one line feed between
 * @since 1.0
 */
public record PromptEdges(String systemStart, String systemEnd, String userStart, String userEnds) {

  /** The most characters taken from one end of one text. */
  public static final int LIMIT = 512;

  /** How many user messages {@code userEnds} looks at. */
  public static final int USER_MESSAGES = 3;

  /** No prompt. */
  public static final PromptEdges NONE = new PromptEdges("", "", "", "");

  /**
   * Takes the edges while a dialect walks over a prompt, so that every dialect means the same by
   * them. Texts are noted in the order of the body and decoded only at the end, at most {@link
   * PromptEdges#LIMIT} characters each; a message without text (tool results, images) is no user
   * message here. To be used within one {@link tollgate.api.dialect.Dialect#read}, by one thread.
   */
  public static final class Collector {
    /** The first and the last text of the system prompt. */
    private final ArrayDeque<JsonView> system = new ArrayDeque<>();

    private final ArrayDeque<Message> users = new ArrayDeque<>();
    private boolean newMessage = true;

    /** The first and the last text of one user message. */
    private record Message(JsonView first, JsonView last) {}

    /** Nothing noted yet. */
    public Collector() {}

    /** Notes a text of the system prompt; what is no text, or an empty one, is passed over. */
    public void system(JsonView text) {
      if (isTextual(text)) {
        if (system.size() == 2) {
          system.removeLast();
        }
        system.addLast(text);
      }
    }

    /** Says that the user texts which follow belong to another message than those before. */
    public void userMessage() {
      newMessage = true;
    }

    /** Notes a text of the user message begun last; what is no text is passed over. */
    public void user(JsonView text) {
      if (!isTextual(text)) {
        return;
      }
      if (newMessage) {
        users.addLast(new Message(text, text));
        if (users.size() > USER_MESSAGES) {
          users.removeFirst();
        }
      } else {
        users.addLast(new Message(users.removeLast().first(), text));
      }
      newMessage = false;
    }

    /** The edges of what was noted. */
    public PromptEdges edges() {
      return new PromptEdges(
          system.isEmpty() ? "" : system.getFirst().asText(LIMIT).orElse(""),
          system.isEmpty() ? "" : system.getLast().asTextTail(LIMIT).orElse(""),
          users.isEmpty() ? "" : users.getLast().first().asText(LIMIT).orElse(""),
          users.stream()
              .map(message -> message.last().asTextTail(LIMIT).orElse(""))
              .collect(Collectors.joining("\n")));
    }

    private static boolean isTextual(JsonView text) {
      return text.kind() == JsonView.Kind.TEXT && !text.isText("");
    }
  }
}
