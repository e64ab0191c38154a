package tollgate.dist.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a refusal must look like, whatever dialect it is put in. */
public final class Problems {
  /** Words that only a program's inside would say. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\tat |Exception|\\bjava\\.|tollgate\\.runtime|org\\.eclipse|\\bnull\\b.*\\(");

  private Problems() {}

  /** It has that status, that code and a sentence a person can use. */
  public static void assertTold(Answer answer, int status, String code) {
    assertEquals(status, answer.status(), answer::toString);
    assertTrue(answer.clean(), answer::toString);
    assertEquals("application/json", answer.first("content-type").orElse("").split(";", 2)[0]);
    Json error = answer.json().at("error");
    assertEquals(code, code(answer.json()), answer::toString);
    String message = error.at("message").isNull() ? error.text() : error.at("message").text();
    assertTrue(message.contains(". "), () -> "a sentence and a remedy: " + message);
    assertFalse(INSIDE.matcher(answer.text()).find(), answer::toString);
  }

  /** The gateway's code, wherever the dialect has it. */
  private static String code(Json body) {
    return Stream.of(
            body.at("error", "code"),
            body.at("code"),
            body.at("error", "details", 0, "metadata", "code"))
        .map(Json::text)
        .filter(text -> text.contains("."))
        .findFirst()
        .orElse("");
  }

  /** It is an error as Anthropic's API shapes it, of that type. */
  public static void assertMessagesShape(Answer answer, String type) {
    assertEquals("error", answer.json().at("type").text(), answer::toString);
    assertEquals(type, answer.json().at("error", "type").text(), answer::toString);
  }

  /** It is an error as OpenAI's API shapes it, of that type. */
  public static void assertChatShape(Answer answer, String type) {
    assertEquals(type, answer.json().at("error", "type").text(), answer::toString);
    assertTrue(answer.json().at("error").names().contains("param"), answer::toString);
  }
}
