package tollgate.dist.kit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests with their answers, one after the other, as a text file keeps them. Of a request, lines
 * begin with {@code >}: the method and target, fields, a body. Of an answer there is the status and
 * one line for each value in it, under its path. A line that begins with {@code ?} names members
 * that the answer must have at a path, whatever else it has.
 */
public final class Conversation {
  private static final Pattern REFERENCE = Pattern.compile("\\{(\\w+)\\}");
  private static final Pattern SECRET = Pattern.compile("[\\w-]{32,}");
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
  private static final Pattern KEY_ID = Pattern.compile("key-[0-9a-f]{16}");
  private static final Pattern DAY = Pattern.compile("20\\d\\d-\\d\\d-\\d\\d");
  private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1:\\d{2,}");

  /** Numbers that the clock makes; where 0 says "never", it is told. */
  private static final Set<String> MOMENTS = Set.of("openedAt", "lastActivity", "retryAfterMs");

  private static final Set<String> AGES = Set.of("ageMs", "age_seconds", "took_ms");

  private final List<Step> steps;

  /**
   * A request with its answer.
   *
   * @param asked the lines of the request, without their marks
   * @param demands the lines that name members
   * @param answer the lines of the answer
   */
  public record Step(List<String> asked, List<String> demands, List<String> answer) {
    /** The request, with values of former answers and of this run put in their places. */
    public Ask ask(Map<String, String> values) {
      String[] first = filled(asked.getFirst(), values).split(" ", 2);
      Ask ask = Ask.of(first[0], first[1]);
      for (String line : asked.subList(1, asked.size())) {
        String text = filled(line, values);
        ask =
            line.startsWith("{") || line.startsWith("[")
                ? withBody(ask, text)
                : ask.with(text.split(": ", 2)[0], text.split(": ", 2)[1]);
      }
      return ask;
    }

    private static Ask withBody(Ask ask, String text) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      return new Ask(ask.method(), ask.target(), ask.fields(), body)
          .with("content-type", "application/json");
    }

    private static String filled(String line, Map<String, String> values) {
      return REFERENCE
          .matcher(line)
          .replaceAll(found ->
              Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    /** The members that the answer lacks of those that it must have. */
    public List<String> lacking(Json answer) {
      var lacking = new ArrayList<String>();
      for (String demand : demands) {
        String[] words = demand.split(" ", -1);
        Json place = answer;
        for (String part : words[0].split("/", -1)) {
          place = part.isEmpty() ? place : below(place, part);
        }
        var wanted = new ArrayList<>(List.of(words).subList(1, words.length));
        wanted.removeAll(place.names());
        wanted.forEach(name -> lacking.add(words[0] + " " + name));
      }
      return lacking;
    }
  }

  private static Json below(Json place, String part) {
    return part.matches("\\d+") ? place.at(Integer.valueOf(part)) : place.at(part);
  }

  private Conversation(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Reads a file's text. */
  public static Conversation read(String text) {
    var steps = new ArrayList<Step>();
    for (String block : text.strip().split("\n\n+", -1)) {
      List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
      if (!lines.isEmpty()) {
        steps.add(
            new Step(
                marked(lines, "> "),
                marked(lines, "? "),
                lines.stream()
                    .filter(line -> !line.startsWith("> ") && !line.startsWith("? "))
                    .toList()));
      }
    }
    return new Conversation(steps);
  }

  private static List<String> marked(List<String> lines, String mark) {
    return lines.stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  /** What is asked and answered, in order. */
  public List<Step> steps() {
    return steps;
  }

  /**
   * The lines of an answer, without what differs from run to run.
   *
   * @param places the names of folders by their paths
   */
  public static List<String> lines(Answer answer, Map<Path, String> places) {
    var lines = new ArrayList<String>();
    lines.add(Integer.toString(answer.status()));
    add("", "", answer.json(), lines);
    return lines.stream().map(line -> named(line, places)).toList();
  }

  private static String named(String line, Map<Path, String> places) {
    String text = line;
    for (Map.Entry<Path, String> place : places.entrySet()) {
      text = text.replace(place.getKey().toString(), place.getValue());
    }
    return text;
  }

  private static void add(String path, String name, Json value, List<String> lines) {
    if (value.kind().equals("object") && !value.names().isEmpty()) {
      value.names().forEach(each -> add(path + "/" + each, each, value.at(each), lines));
    } else if (value.kind().equals("array") && !value.elements().isEmpty()) {
      for (int i = 0; i < value.elements().size(); i++) {
        add(path + "/" + i, name, value.at(i), lines);
      }
    } else {
      lines.add((path.isEmpty() ? "/" : path) + " " + shown(name, value));
    }
  }

  private static String shown(String name, Json value) {
    return switch (value.kind()) {
      case "object" -> "{}";
      case "array" -> "[]";
      case "string" -> '"' + text(name, value.text()) + '"';
      case "number" -> clocked(name, value) ? "NUMBER" : value.text();
      default -> value.toString();
    };
  }

  private static boolean clocked(String name, Json value) {
    return AGES.contains(name) || (MOMENTS.contains(name) && value.decimal().signum() != 0);
  }

  private static String text(String name, String value) {
    if (name.equals("keyPrefix")) {
      return "PREFIX";
    }
    if (name.equals("key") && SECRET.matcher(value).matches()) {
      return "SECRET";
    }
    String still = TIME.matcher(value).replaceAll("TIME");
    still = DAY.matcher(still).replaceAll("DAY");
    still = KEY_ID.matcher(still).replaceAll("KEY-ID");
    return LOOPBACK.matcher(still).replaceAll("UPSTREAM");
  }
}
