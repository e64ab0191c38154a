package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.api.json.Json;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Happening;
import tollgate.runtime.event.MoneyEvent;

class BudgetFeedTest {
  private final List<String> told = new ArrayList<>();
  private final BudgetFeed feed =
      new BudgetFeed((name, data) -> told.add(name + " " + Json.encode(data)));

  @Test
  void tellsWhatBecomesOfCapsAndNotWhatTheyDoToSingleCalls() {
    for (var event :
        List.of(
            AccessEvent.BUDGET_USED,
            AccessEvent.BUDGET_REFUSED,
            AccessEvent.BUDGET_REACHED,
            MoneyEvent.BUDGET_RAISED,
            MoneyEvent.BUDGET_RESET)) {
      assertEquals(true, feed.wants(event), event::code);
    }
    for (var event : List.of(AccessEvent.BUDGET_EXHAUSTED, AccessEvent.BUDGET_CLAMPED)) {
      assertEquals(false, feed.wants(event), event::code);
    }
  }

  @Test
  void tellsItWithTheNumbersAsNumbers() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("cap", "day");
    fields.put("percent", 80);
    fields.put("spent", new BigDecimal("4.25"));
    feed.happened(new Happening(AccessEvent.BUDGET_USED, Instant.EPOCH, fields));

    assertEquals(
        List.of(
            "budget {\"event\":\"budget.used\",\"timestamp\":\"1970-01-01T00:00:00Z\","
                + "\"cap\":\"day\",\"percent\":80,\"spent\":4.25}"),
        told);
  }
}
