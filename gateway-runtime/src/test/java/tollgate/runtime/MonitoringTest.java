package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.alert.AlertKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dashboard and the alert rules ask for meters that there are, by labels that these have. There
 * is no kept parser of Prometheus' language for Java; of its grammar this looks at what goes wrong:
 * brackets and quotes, names of functions and meters, labels and what they are asked for.
 */
class MonitoringTest {
  private static final Path FOLDER = Checkout.top().resolve("docs/monitoring");
  private static final Pattern METER = Pattern.compile("tollgate_[a-z0-9_]+");

  /** A rule's question and the sentence that is said when it is answered. */
  private static final Pattern RULE =
      Pattern.compile("expr: (.+)\\n(?:(?! {6}- ).*\\n)*? +summary: (.+)");

  @ParameterizedTest
  @ValueSource(strings = {"grafana-dashboard.json", "alerts.yml"})
  void asksForMetersThatThereAre(String file) throws IOException {
    var asked = new TreeSet<String>();
    Matcher names = METER.matcher(Files.readString(FOLDER.resolve(file)));
    while (names.find()) {
      asked.add(names.group());
    }

    assertTrue(asked.size() > 5, asked::toString);
    assertEquals(
        new TreeSet<String>(),
        asked.stream()
            .filter(name -> PromQuestion.meter(name).isEmpty())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** A question, and what is said with the labels of its answers. */
  private record Asked(String question, String said) {}

  private static List<Asked> asked() throws IOException {
    var asked = new ArrayList<Asked>();
    for (JsonNode target : dashboard().findParents("expr")) {
      String legend = target.path("legendFormat").asString("");
      asked.add(new Asked(target.path("expr").asString(), legend.replace("{{", "{{$labels.")));
    }
    Matcher rules = RULE.matcher(Files.readString(FOLDER.resolve("alerts.yml")));
    while (rules.find()) {
      asked.add(new Asked(rules.group(1), rules.group(2)));
    }
    return asked;
  }

  @Test
  void everyQuestionIsWellFormed() throws IOException {
    List<Asked> asked = asked();

    assertTrue(asked.size() > 25, () -> "only " + asked.size());
    for (Asked one : asked) {
      var question = new PromQuestion(one.question());
      assertEquals(List.of(), question.faults(), one.question());
      for (String label : question.saidIn(one.said())) {
        assertTrue(question.labels().contains(label), () -> label + " of " + one.question());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(rate(tollgate_calls_total[5m])",
        "sum by (tool)) (tollgate_calls_total)",
        "rate(tollgate_calls_total[5])",
        "rate(tollgate_calls_total{state=failed}[5m])",
        "rate(tollgate_calls_total{weather=\"fine\"}[5m])",
        "sum by (weather) (rate(tollgate_calls_total[5m]))",
        "sum by (le) (rate(tollgate_calls_total[5m]))",
        "sumof(tollgate_calls_total)",
        "tollgate_calls",
        "sum(rate(tollgate_calls_total[5m]) > ",
        "tollgate_call_duration_seconds"
      })
  void noticesAQuestionThatIsNot(String question) {
    assertTrue(!new PromQuestion(question).faults().isEmpty(), question);
  }

  @Test
  void theGuideTellsOfEveryKindOfAlert() throws IOException {
    String guide = Files.readString(Checkout.top().resolve("docs/guide/monitoring.md"));

    assertEquals(
        List.of(AlertKind.TEST), // whose command is told of in a sentence
        Arrays.stream(AlertKind.values())
            .filter(kind -> !guide.contains("\n| `" + kind.word() + "` |"))
            .toList());
  }

  private static JsonNode dashboard() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("grafana-dashboard.json")));
  }

  @Test
  void everyPanelShowsTheGatewaysThatWereChosenAndSaysWhat() throws IOException {
    JsonNode dashboard = dashboard();
    Set<String> variables =
        new TreeSet<>(dashboard.at("/templating/list").findValuesAsString("name"));

    assertTrue(variables.containsAll(PromQuestion.OF_TARGETS), variables::toString);
    assertTrue(variables.contains("datasource"), variables::toString);
    for (JsonNode panel : dashboard.at("/panels")) {
      String title = panel.path("title").asString();
      assertEquals("${datasource}", panel.at("/datasource/uid").asString(), title);
      assertTrue(panel.path("description").asString().endsWith("."), title);
      for (JsonNode target : panel.path("targets")) {
        List<String> choices = new PromQuestion(target.path("expr").asString()).choices();
        assertEquals(Set.of("job=~\"$job\", instance=~\"$instance\""), Set.copyOf(choices), title);
      }
    }
  }

  @Test
  void everyPanelHasAPlaceOfItsOwn() throws IOException {
    JsonNode dashboard = dashboard();
    var places = new TreeSet<String>();
    for (JsonNode panel : dashboard.at("/panels")) {
      places.add(panel.at("/gridPos/x") + " " + panel.at("/gridPos/y"));
    }

    assertEquals(dashboard.at("/panels").size(), places.size());
  }
}
