package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

  @ParameterizedTest
  @CsvSource({
    "/v1/a, /v1/a, true",
    "/v1/a, /v1/a/, false",
    "/v1/a, /v1/A, false",
    "/m/{x}:go, /m/one:go, true",
    "/m/{x}:go, /m/one:two:go, true",
    "/m/{x}:go, /m/:go, false",
    "/m/{x}:go, /m/one/two:go, false",
    "/m/{x}:go, /m/one:go?, false",
    "/m/{x}, /m/, false",
    "/m/{x}, /m/one, true",
    "/m/{x}, /m/one/, false",
    "/m/{x}/n, /m/one/n, true",
    "/m/{x}/n, /m/n, false",
    "/{x}, /, false",
    "/{x}/{y}, /a/b, true",
    "/{x}/{y}, /a/b/c, false",
    "/{x}-{y}, /a-b, true",
    "/{x}-{y}, /a-b-c, true",
    "/{x}-{y}, /-b, false",
    "/{x}-{y}, /--b, true",
    "/{x}-{y}, /a-, false",
    "/{x}a{y}a, /1a2a, true",
    "/{x}a{y}a, /aaaa, true",
    "/{x}a{y}a, /aa, false",
    "/aa{x}aa, /aaa, false",
    "/aa{x}aa, /aaxaa, true"
  })
  void matchesWholePathsWithoutCrossingSlashes(String pattern, String path, boolean matches) {
    assertEquals(matches, PathPattern.compile(pattern).matches(path));
    assertEquals(matches, byRegularExpression(pattern, path), "the regular expression agrees");
  }

  /** The slow and plain meaning of a pattern. */
  private static boolean byRegularExpression(String pattern, String path) {
    String expression = Pattern.quote(pattern).replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q");
    return Pattern.compile(expression).matcher(path).matches();
  }

  @Test
  void agreesWithARegularExpressionOnEveryShortPath() {
    String letters = "a-/";
    for (String pattern :
        new String[] {"/{x}-{y}", "/{x}a{y}a", "/a{x}/{y}", "{x}-a", "/{x}-/{y}"}) {
      for (int code = 0; code < 729; code++) {
        var path = new StringBuilder();
        for (int rest = code; path.length() < 6; rest /= 3) {
          path.append(letters.charAt(rest % 3));
        }
        for (int length = 1; length <= 6; length++) {
          String shorter = path.substring(0, length);
          assertEquals(
              byRegularExpression(pattern, shorter),
              PathPattern.compile(pattern).matches(shorter),
              pattern + " on " + shorter);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/{x", "/{x}{y}", "/a{"})
  void refusesWhatCannotBeMeant(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> PathPattern.compile(pattern));
  }

  @Test
  void forgetsTheNamesOfPlaces() {
    assertEquals("/a/{}:b", PathPattern.compile("/a/{name}:b").toString());
  }
}
