package tollgate.runtime.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionIdTest {

  @ParameterizedTest
  @CsvSource({
    "opencode, ses_1, opencode/ses_1",
    "sdk:openai, a/b c+d%, sdk%3Aopenai/a%2Fb+c%2Bd%25",
    "claude-code, '', claude-code/-",
  })
  void isOneTextAndComesBackFromIt(String tool, String session, String text) {
    var id = new SessionId(tool, session);

    assertEquals(text, id.text());
    assertEquals(id, SessionId.parse(text));
  }
}
