package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;

class ReportTextTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private static final String LINE =
      "\"requests\":%d,\"failed\":%d,\"aborted\":1,\"refused\":2,\"input_tokens\":1000,"
          + "\"cache_read_tokens\":9000,\"cache_creation_tokens\":0,\"output_tokens\":500,"
          + "\"reasoning_tokens\":0,\"total_tokens\":10500,\"cost_usd\":%s,\"unpriced_requests\":%d";

  private static Json report() throws MalformedJson {
    String tools =
        "[{\"name\":\"plow\",%s},{\"name\":\"a-tool-whose-name-takes-more-than-anybody-reads\",%s}]"
            .formatted(LINE.formatted(1200, 3, "12.5", 0), LINE.formatted(34, 0, "0.02", 4));
    return JsonText.parse(
        "{\"from\":\"2026-11-20T23:00:00Z\",\"to\":\"2026-11-21T11:30:00Z\",\"step_seconds\":3600,"
            + "\"total\":{"
            + LINE.formatted(1234, 3, "12.52", 4)
            + "},\"course\":[{\"timestamp\":\"2026-11-21T08:00:00Z\",\"requests\":1000,"
            + "\"tokens\":9,\"cost_usd\":10,\"unpriced_requests\":0},"
            + "{\"timestamp\":\"2026-11-21T09:00:00Z\",\"requests\":234,\"tokens\":9,"
            + "\"cost_usd\":2.52,\"unpriced_requests\":0}],"
            + "\"by\":{\"tools\":{\"left_out\":7,\"lines\":"
            + tools
            + "},\"models\":{\"left_out\":0,\"lines\":[]}}}");
  }

  private static String text(int width) throws MalformedJson {
    return String.join("\n", new ReportText(report(), ZONE, width).lines()) + "\n";
  }

  @Test
  void fillsAWidePage() throws MalformedJson {
    assertEquals(
        """
        21 Nov 00:00 to 21 Nov 12:30 (Europe/Berlin)

        Cost    $12.52, and 4 calls without a price
        Calls   1,234: 3 failed (0%), 1 aborted, 2 refused
        Tokens  11k: 10k in, of these 90% from a cache; 500 out

        COURSE
        21 Nov 09:00 ########################     $10.00    1.0k calls
        21 Nov 10:00 #######                       $2.52     234 calls

        TOOLS                                                              CALLS  FAILED  TOKENS  CACHE       COST
        plow                                     ########################   1.2k       3     11k    90%     $12.50
        a-tool-whose-name-takes-more-than-anybo… #                            34       0     11k    90%    $0.0200
        and 7 more
        """,
        text(120));
  }

  @Test
  void leavesTheBarsOutWhereThereIsNoRoom() throws MalformedJson {
    assertEquals(
        """
        TOOLS       CALLS  FAILED  TOKENS  CACHE       COST
        plow         1.2k       3     11k    90%     $12.50
        a-tool-wh…     34       0     11k    90%    $0.0200
        and 7 more
        """,
        text(54).substring(text(54).indexOf("TOOLS")));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 54, 60, 80, 100, 200})
  void isNeverWiderThanItMayBe(int width) throws MalformedJson {
    List<String> lines = new ReportText(report(), ZONE, width).lines();
    lines.forEach(line -> assertTrue(line.length() <= width, line));
  }
}
