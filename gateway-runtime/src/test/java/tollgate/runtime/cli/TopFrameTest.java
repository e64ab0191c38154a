package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;

class TopFrameTest {
  private static final Json CALL =
      json(
          "{'tool':'plow','session':'7f3a-and-more-of-it-than-fits','model':'large','stage':'relay',"
              + "'running_ms':65000,'input_tokens':1000,'cache_read_tokens':9000,"
              + "'output_tokens':250}");
  private static final Json BUDGET =
      json(
          "{'cap':'day','unit':'usd','by':{'tool':'plow'},'spent':3.2,'leased':0.5,'limit':5,"
              + "'resets_at':'2026-11-22T00:00:00Z'}");
  private static final Json TODAY =
      json(
          "{'total':{'requests':1234,'failed':3,'cost_usd':12.52},'by':{'sessions':{'lines':["
              + "{'name':'plow/7f3a','requests':12,'total_tokens':10500,'input_tokens':1000,"
              + "'cache_read_tokens':9000,'cost_usd':1.2}]}}}");
  private static final Json ENDED =
      json(
          "{'at':'2026-11-21T12:29:58Z','state':'settled','status':200,'cost_usd':0.002,"
              + "'cost_status':'ok','tool':'plow','model':'large','session':'\\u001b[31mred'}");

  private static Json json(String text) {
    try {
      return JsonText.parse(text.replace('\'', '"'));
    } catch (MalformedJson malformed) {
      throw new AssertionError(text, malformed);
    }
  }

  private static TopFrame frame(int calls) {
    return new TopFrame(
        Instant.parse("2026-11-21T12:30:00Z"),
        new Json.Arr(Collections.nCopies(calls, CALL)),
        Json.array(BUDGET),
        TODAY,
        List.of(ENDED));
  }

  private static String text(TopFrame frame, int rows, int columns) {
    return String.join("\n", frame.lines(new Terminal.Size(rows, columns), ZoneOffset.UTC)) + "\n";
  }

  @Test
  void fillsAnOrdinaryTerminal() {
    assertEquals(
        """
        tollgate 12:30:00   1 running   today $12.52 in 1,234 calls, 3 failed   q quits

        RUNNING       SESSION       MODEL         STAGE         FOR      IN     OUT
        plow          7f3a-and-mor… large         relay         65s     10k     250

        CAPS      OF        USED              SPENT       HELD      LIMIT  UNTIL
        day       tool plow [#######=..]       $3.2       $0.5         $5  22 Nov 00:00

        SESSIONS TODAY                                 CALLS  TOKENS  CACHE       COST
        plow/7f3a                                         12     11k    90%      $1.20

        JUST ENDED
        12:29:58 settled   200    $0.0020  plow large ?[31mred
        """,
        text(frame(1), 24, 81));
  }

  @Test
  void sharesAWideAndLowOne() {
    assertEquals(
        """
        tollgate 12:30:00   40 running   today $12.52 in 1,234 calls, 3 failed   q quits

        RUNNING                      SESSION                      MODEL                        STAGE         FOR      IN     OUT
        plow                         7f3a-and-more-of-it-than-fi… large                        relay         65s     10k     250

        CAPS                           OF                             USED              SPENT       HELD      LIMIT  UNTIL
        day                            tool plow                      [#######=..]       $3.2       $0.5         $5  22 Nov 00:00

        SESSIONS TODAY                                 CALLS  TOKENS  CACHE       COST
        plow/7f3a                                         12     11k    90%      $1.20

        JUST ENDED
        12:29:58 settled   200    $0.0020  plow large ?[31mred
        """,
        text(frame(40), 13, 140));
  }

  @ParameterizedTest
  @CsvSource({"1, 40", "2, 40", "5, 60", "10, 80", "24, 80", "50, 200"})
  void neverLeavesTheScreen(int rows, int columns) {
    List<String> lines = frame(30).lines(new Terminal.Size(rows, columns), ZoneOffset.UTC);

    assertTrue(lines.size() <= rows, () -> lines.size() + " lines");
    lines.forEach(line -> assertTrue(line.length() <= columns, line));
    lines.forEach(line -> assertTrue(line.chars().noneMatch(c -> c < ' '), line));
  }

  @Test
  void saysSoWhereThereIsNothing() {
    var frame = new TopFrame(Instant.EPOCH, Json.NULL, Json.NULL, Json.NULL, List.of());

    String text = text(frame, Integer.MAX_VALUE, 80);

    for (String nothing :
        List.of("no call is under way", "nothing is capped", "no session yet", "none since")) {
      assertTrue(text.contains(nothing), text);
    }
  }
}
