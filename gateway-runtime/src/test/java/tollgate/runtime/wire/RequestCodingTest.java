package tollgate.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.RequestProblem;

class RequestCodingTest {

  private static final byte[] BODY = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8);
  private static final long LIMIT = 1 << 20;

  @Test
  void leavesABodyThatIsNotEncodedWhereItIs() {
    assertSame(BODY, RequestCoding.decode(BODY, Headers.none(), LIMIT));
    assertSame(BODY, RequestCoding.decode(BODY, coding("identity"), LIMIT));
  }

  @Test
  void decodesGzipAndBothKindsOfDeflate() {
    assertArrayEquals(BODY, RequestCoding.decode(Gzip.gzip(BODY), coding("gzip"), LIMIT));
    assertArrayEquals(BODY, RequestCoding.decode(Gzip.gzip(BODY), coding("X-GZIP"), LIMIT));
    assertArrayEquals(
        BODY, RequestCoding.decode(Gzip.deflate(BODY, true), coding("deflate"), LIMIT));
    assertArrayEquals(
        BODY, RequestCoding.decode(Gzip.deflate(BODY, false), coding("deflate"), LIMIT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "gzip, gzip", "gzip, br"})
  void refusesACodingItCannotRead(String coding) {
    var refused =
        assertThrows(
            ProblemException.class, () -> RequestCoding.decode(BODY, coding(coding), LIMIT));

    assertEquals(RequestProblem.REQUEST_UNSUPPORTED_CODING, refused.report().problem());
  }

  @Test
  void refusesABombWithoutUnpackingIt() {
    byte[] bomb = Gzip.gzip(new byte[50_000_000]);

    var refused =
        assertThrows(
            ProblemException.class, () -> RequestCoding.decode(bomb, coding("gzip"), LIMIT));

    assertEquals(RequestProblem.REQUEST_TOO_LARGE, refused.report().problem());
  }

  @Test
  void takesABodyOfExactlyTheLimit() {
    byte[] body = new byte[1000];

    assertEquals(1000, RequestCoding.decode(Gzip.gzip(body), coding("gzip"), 1000).length);
    assertThrows(
        ProblemException.class, () -> RequestCoding.decode(Gzip.gzip(body), coding("gzip"), 999));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void refusesWhatIsNotInTheCodingItClaims(String coding) {
    byte[] whole = coding.equals("gzip") ? Gzip.gzip(BODY) : Gzip.deflate(BODY, true);
    byte[] cut = Arrays.copyOf(whole, whole.length - 9);

    for (byte[] broken : new byte[][] {BODY, cut, {}}) {
      var refused =
          assertThrows(
              ProblemException.class, () -> RequestCoding.decode(broken, coding(coding), LIMIT));

      assertEquals(RequestProblem.REQUEST_BAD_CODING, refused.report().problem());
    }
  }

  private static Headers coding(String value) {
    return Headers.of("content-encoding", value);
  }
}
