package tollgate.api.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tollgate.api.json.JsonView;

final class PromptEdgesTest {

  /** A string, or nothing at all. */
  private record Text(Kind kind, String text) implements JsonView {

    static JsonView of(String text) {
      return new Text(Kind.TEXT, text);
    }

    static JsonView missing() {
      return new Text(Kind.MISSING, "");
    }

    @Override
    public JsonView at(String pointer) {
      return missing();
    }

    @Override
    public OptionalLong asLong() {
      return OptionalLong.empty();
    }

    @Override
    public Optional<String> asText(int maxChars) {
      return Optional.of(text.substring(0, Math.min(maxChars, text.length())));
    }

    @Override
    public Optional<String> asTextTail(int maxChars) {
      return Optional.of(text.substring(Math.max(0, text.length() - maxChars)));
    }

    @Override
    public boolean isText(String other) {
      return text.equals(other);
    }

    @Override
    public int byteLength() {
      return text.length();
    }

    @Override
    public long fingerprint(int most) {
      return text.hashCode();
    }

    @Override
    public int size() {
      return 0;
    }

    @Override
    public Iterable<JsonView> items() {
      return List.of();
    }

    @Override
    public Iterable<Member> members() {
      return List.of();
    }
  }

  private final PromptEdges.Collector collector = new PromptEdges.Collector();

  private void user(String... texts) {
    collector.userMessage();
    for (String text : texts) {
      collector.user(Text.of(text));
    }
  }

  @Test
  void findsNoEdgesWhereNothingWasNoted() {
    assertEquals(PromptEdges.NONE, collector.edges());
  }

  @Test
  void takesTheStartOfTheFirstAndTheEndOfTheLastSystemText() {
    collector.system(Text.of("first" + "a".repeat(600)));
    collector.system(Text.of("middle"));
    collector.system(Text.of("b".repeat(600) + "last"));

    PromptEdges edges = collector.edges();
    assertEquals("first" + "a".repeat(507), edges.systemStart());
    assertEquals("b".repeat(508) + "last", edges.systemEnd());
  }

  @Test
  void passesOverWhatIsNoText() {
    collector.system(Text.of("system"));
    collector.system(Text.missing());
    collector.system(Text.of(""));
    user("user");
    collector.userMessage();
    collector.user(Text.missing());

    assertEquals(new PromptEdges("system", "system", "user", "user"), collector.edges());
  }

  @Test
  void joinsTheEndsOfTheLastThreeUserMessagesOldestFirst() {
    user("one");
    user("two, begun", "two, ended");
    user("three");
    user("four, begun", "four", "four, ended");

    PromptEdges edges = collector.edges();
    assertEquals("four, begun", edges.userStart());
    assertEquals("two, ended\nthree\nfour, ended", edges.userEnds());
  }
}
