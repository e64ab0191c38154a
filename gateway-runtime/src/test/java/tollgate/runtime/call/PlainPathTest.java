package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainPathTest {

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, /v1/chat/completions",
    "/v1//chat/completions, /v1/chat/completions",
    "/v1/chat/completions/, /v1/chat/completions",
    "/v1/./chat/completions, /v1/chat/completions",
    "/v1/%63hat/completions, /v1/chat/completions",
    "/v1/chat%2Fcompletions, /v1/chat/completions",
    "/v1/chat%2fcompletions%3Bx=1, /v1/chat/completions",
    "/v1/chat;x=1/completions, /v1/chat/completions",
    "/v1beta/models/m%3AgenerateContent, /v1beta/models/m:generateContent",
    "/v1/%2563hat, /v1/%2563hat",
    "/v1/a%3Fb%23c%, /v1/a%3Fb%23c%",
    "/v1/a%zz%2, /v1/a%zz%2",
    "/v1/a%20b, /v1/a%20b"
  })
  void isWhatALenientServerMakesOfAPath(String path, String plain) {
    assertEquals(plain, PlainPath.of(path));
  }
}
