package tollgate.runtime.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepetitionTest {

  /** A letter is an answer, a dash a call without one. */
  @ParameterizedTest
  @CsvSource({
    "'',        0, 0, 0",
    "-,         0, 0, 0",
    "a,         1, 1, 1",
    "aaa,       3, 3, 3",
    "aab,       1, 2, 2",
    "abab,      1, 1, 2",
    "aa-a,      1, 2, 3",
    "abbb-,     0, 3, 3",
    "aabbbab,   1, 3, 4",
  })
  void countsRowsAndTimes(String answers, int now, int longest, int most) {
    List<String> results =
        answers.chars().mapToObj(c -> c == '-' ? "" : Character.toString(c)).toList();

    assertEquals(new Repetition(now, longest, most), Repetition.of(results));
  }
}
