package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tollgate.testkit.GoldenCase.textOf;

import tollgate.api.call.DialectId;
import tollgate.api.call.PromptEdges;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.ToolResults;
import tollgate.api.json.JsonView;

/** The file {@code facts.json}: what a dialect must read, or what another contribution is given. */
final class FactsFile {
  private FactsFile() {}

  /** The facts as written, the rest unread. */
  static RequestFacts read(JsonView file) {
    if (!file.exists()) {
      return RequestFacts.unread();
    }
    var facts =
        RequestFacts.of(new DialectId(textOf(file.at("/dialect"), "none")))
            .model(textOf(file.at("/model"), ""))
            .provider(textOf(file.at("/provider"), ""))
            .dearerTier(textOf(file.at("/dearerTier"), ""))
            .billable(!file.at("/billable").exists() || file.at("/billable").isTrue())
            .streaming(file.at("/streaming").isTrue())
            .maxOutputTokens(file.at("/maxOutputTokens").asLong().orElse(0))
            .answers(file.at("/answers").asLong().orElse(1))
            .thinkingTokens(file.at("/thinkingTokens").asLong().orElse(0))
            .hiddenOutput(file.at("/hiddenOutput").isTrue())
            .messages((int) file.at("/messages").asLong().orElse(0))
            .tools((int) file.at("/tools").asLong().orElse(0))
            .promptBytes(file.at("/promptBytes").asLong().orElse(0))
            .continued(file.at("/continued").isTrue())
            .edges(edges(file.at("/edges")));
    GoldenCase.texts(file.at("/hints")).forEach(facts::hint);
    return facts.build();
  }

  private static PromptEdges edges(JsonView edges) {
    return new PromptEdges(
        textOf(edges.at("/systemStart"), ""),
        textOf(edges.at("/systemEnd"), ""),
        textOf(edges.at("/userStart"), ""),
        textOf(edges.at("/userEnds"), ""));
  }

  /** Asserts that facts say what is written, member by member. */
  static void compare(JsonView file, RequestFacts facts) {
    for (JsonView.Member member : file.members()) {
      compare(member.name(), member.value(), facts);
    }
  }

  private static void compare(String name, JsonView wanted, RequestFacts facts) {
    switch (name) {
      case "dialect" -> text(name, wanted, facts.dialect().value());
      case "model" -> text(name, wanted, facts.model());
      case "provider" -> text(name, wanted, facts.provider());
      case "dearerTier" -> text(name, wanted, facts.dearerTier());
      case "billable" -> assertEquals(wanted.isTrue(), facts.billable(), name);
      case "streaming" -> assertEquals(wanted.isTrue(), facts.streaming(), name);
      case "maxOutputTokens" -> number(name, wanted, facts.maxOutputTokens());
      case "answers" -> number(name, wanted, facts.answers());
      case "thinkingTokens" -> number(name, wanted, facts.thinkingTokens());
      case "hiddenOutput" -> assertEquals(wanted.isTrue(), facts.hiddenOutput(), name);
      case "messages" -> number(name, wanted, facts.messages());
      case "tools" -> number(name, wanted, facts.tools());
      case "promptBytes" -> number(name, wanted, facts.promptBytes());
      case "continued" -> assertEquals(wanted.isTrue(), facts.continued(), name);
      case "toolResults" -> toolResults(wanted, facts.toolResults());
      case "edges" -> wanted.members().forEach(edge -> edge(edge, facts.edges()));
      case "hints" ->
          GoldenCase.texts(wanted)
              .forEach(
                  (pointer, hint) -> assertEquals(hint, facts.hint(pointer), "hint " + pointer));
      default -> throw new IllegalArgumentException("facts.json: there is no fact " + name);
    }
  }

  /** The newest is not compared by its digits but with the answers it must be made of. */
  private static void toolResults(JsonView wanted, ToolResults actual) {
    number("toolResults/count", wanted.at("/count"), actual.count());
    var newest = new ToolResults.Collector();
    wanted.at("/newest").items().forEach(newest::result);
    assertEquals(newest.results().newest(), actual.newest(), "toolResults/newest");
  }

  private static void edge(JsonView.Member wanted, PromptEdges edges) {
    switch (wanted.name()) {
      case "systemStart" -> text("systemStart", wanted.value(), edges.systemStart());
      case "systemEnd" -> text("systemEnd", wanted.value(), edges.systemEnd());
      case "userStart" -> text("userStart", wanted.value(), edges.userStart());
      case "userEnds" -> text("userEnds", wanted.value(), edges.userEnds());
      default -> throw new IllegalArgumentException("facts.json: no edge " + wanted.name());
    }
  }

  private static void text(String name, JsonView wanted, String actual) {
    assertEquals(textOf(wanted, ""), actual, name);
  }

  private static void number(String name, JsonView wanted, long actual) {
    assertEquals(wanted.asLong().orElseThrow(), actual, name);
  }
}
