package tollgate.runtime.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.call.RefusalKind;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.script.Said;
import tollgate.runtime.script.ScriptObject;

class VocabularyTest {

  private static Json json(String text) {
    try {
      return JsonText.parse(text);
    } catch (MalformedJson malformed) {
      throw new AssertionError(text, malformed);
    }
  }

  private static Verdict one(String word, String given) {
    return json("[" + given.replace('\'', '"') + "]") instanceof Json.Arr(var items)
        ? Vocabulary.read(word, items)
        : new Verdict.Warn("unreachable");
  }

  /** What a policy says that was given the words and answers so. */
  private static List<Verdict> said(Said... items) {
    return Vocabulary.readAll(new Said.Several(List.of(items)));
  }

  private static Said warn() {
    Object spoken =
        Vocabulary.prelude()
            .functions()
            .getOrDefault("warn", given -> null)
            .answer(List.of(Json.text("a")));
    return new Said.Own(assertInstanceOf(ScriptObject.class, spoken));
  }

  @Test
  void readsEveryVerdict() {
    assertEquals(
        new Verdict.Deny("no", "ask", RefusalKind.BUDGET),
        one("deny", "'no',{'remedy':'ask','as':'budget'}"));
    assertEquals(
        new Verdict.Route("local", "small", List.of("other"), "me@example.com"),
        one(
            "route",
            "{'provider':'local','model':'small','fallbacks':'other','account':'me@example.com'}"));
    assertEquals(
        new Verdict.Cap(
            "day",
            Verdict.Unit.USD,
            new BigDecimal("2.5"),
            new Window(Window.Kind.DAY, 0),
            List.of("key", "tag:team"),
            true),
        one("cap", "'day',{'usd':2.50,'per':'day','by':['tag:team','key'],'strict':true}"));
    assertEquals(
        new Verdict.Cap(
            "at-once", Verdict.Unit.CONCURRENT, BigDecimal.TWO, Window.NONE, List.of("key"), false),
        one("cap", "'at-once',{'concurrent':2,'by':'key'}"));
    assertEquals(
        new Verdict.Cap(
            "five",
            Verdict.Unit.TOKENS,
            BigDecimal.valueOf(1000),
            new Window(Window.Kind.ROLLING, 18_000),
            List.of(),
            false),
        one("cap", "'five',{'tokens':1000,'per':'5h'}"));
    assertEquals(
        new Verdict.Limit(
            "rate",
            Verdict.Unit.CALLS,
            BigDecimal.valueOf(60),
            new Window(Window.Kind.MINUTE, 0),
            List.of("tool")),
        one("limit", "'rate',{'calls':60,'per':'minute','by':'tool'}"));
    assertEquals(new Verdict.Clamp(4096), one("clamp", "{'maxTokens':4096}"));
    assertEquals(new Verdict.Header("x-team", "a b"), one("header", "'X-Team','a b'"));
    assertEquals(new Verdict.Tag("night", "true"), one("tag", "'night'"));
    assertEquals(new Verdict.Warn("careful"), one("warn", "'careful'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "deny   |                                | deny: the reason must be a sentence of at most"
            + " 500 characters, not null",
        "deny   | 5                              | deny: the reason must be a sentence of at most"
            + " 500 characters, not 5",
        "deny   | 'a\\nb'                        | deny: the reason must be a sentence of at most"
            + " 500 characters, not \"a\\nb\"",
        "deny   | 'no',{'as':'fault'}            | deny: as must be \"permission\" or \"budget\","
            + " not \"fault\"",
        "deny   | 'no',5                         | deny: its options must be an object, not 5",
        "route  | {}                             | route: it needs a provider or a model",
        "route  | {'model':'m','account':'a'}    | route: fallbacks and account need a provider",
        "route  | {'provder':'p'}                | route: there is no option \"provder\"; there is"
            + " provider, model, fallbacks, account",
        "route  | {'provider':['p']}             | route: provider must be a name, not [\"p\"]",
        "cap    | 'a',{'per':'day'}              | cap: it needs exactly one of usd, tokens, calls,"
            + " concurrent",
        "cap    | 'a',{'usd':1,'calls':1,'per':'day'} | cap: it needs exactly one of usd, tokens,"
            + " calls, concurrent",
        "cap    | 'a',{'usd':-5,'per':'day'}     | cap: usd must be a number above 0, not -5",
        "cap    | 'a',{'usd':'5','per':'day'}    | cap: usd must be a number above 0, not \"5\"",
        "cap    | 'a',{'usd':1e30,'per':'day'}   | cap: usd must be a number above 0, not 1E+30",
        "cap    | 'a',{'calls':1.5,'per':'day'}  | cap: calls must be a whole number above 0, not"
            + " 1.5",
        "cap    | 'a',{'concurrent':2,'per':'day'} | cap: what runs at once is not counted per"
            + " anything; leave out per",
        "cap    | {'usd':1},{'per':'day'}        | cap: its name must be a name, not {\"usd\":1}",
        "cap    | 'a',{'usd':1,'per':'day','by':'mood'} | cap: by must be of tool, instance,"
            + " session, agent, key, provider, account, model or tag:NAME, not \"mood\"",
        "cap    | 'a',{'usd':1,'per':'day','strict':1} | cap: strict must be true or false, not 1",
        "limit  | 'a',{'calls':1,'per':'day'}    | limit: per must be \"second\", \"minute\","
            + " \"hour\" or a time such as \"10s\""
      })
  void saysWhatIsWrong(String word, String given, String message) {
    assertWrong(word, given, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "clamp  | {}                             | clamp: it needs maxTokens",
        "clamp  | {'maxTokens':0}                | clamp: maxTokens must be a whole number above 0,"
            + " not 0",
        "header | 'content-type','x'             | header: its name must be a field beginning with"
            + " x-, and not with x-tollgate-, not \"content-type\"",
        "header | 'x-tollgate-call-id','x'       | header: its name must be a field beginning with"
            + " x-, and not with x-tollgate-, not \"x-tollgate-call-id\"",
        "header | 'x-a','b\\r\\nset-cookie: c'   | header: its value must be at most 200 printable"
            + " ASCII characters, not \"b\\r\\nset-cookie: c\"",
        "tag    | 'A'                            | tag: its name must be at most 64 of a-z, 0-9,"
            + " dot, dash and underscore, not \"A\"",
        "warn   | ' '                            | warn: the sentence must be a sentence of at most"
            + " 500 characters, not \" \"",
        "maybe  |                                | there is no verdict \"maybe\""
      })
  void saysWhatIsWrongWithSmallVerdicts(String word, String given, String message) {
    assertWrong(word, given, message);
  }

  private static void assertWrong(String word, String given, String message) {
    var wrong =
        assertThrows(IllegalArgumentException.class, () -> one(word, given == null ? "" : given));
    assertEquals(message, wrong.getMessage());
  }

  @Test
  void aCapSaysWhichWindowsThereAre() {
    var wrong =
        assertThrows(
            IllegalArgumentException.class, () -> one("cap", "'a',{'usd':1,'per':'second'}"));
    assertTrue(wrong.getMessage().startsWith("cap: per must be \"minute\", \"hour\""));
  }

  @Test
  void readsListsAndPassesOverNothing() {
    var warn = new Verdict.Warn("a");
    var nothing = new Said.Data(Json.NULL);
    var no = new Said.Data(Json.of(false));
    assertEquals(List.of(), Vocabulary.readAll(nothing));
    assertEquals(List.of(warn), Vocabulary.readAll(warn()));
    assertEquals(List.of(warn), said(nothing, no, warn()));
    for (String odd : List.of("true", "5", "\"deny\"", "{}", "{\"verdict\":\"warn\"}", "[[]]")) {
      var wrong =
          assertThrows(IllegalArgumentException.class, () -> said(new Said.Data(json(odd))));
      assertTrue(wrong.getMessage().endsWith("not " + odd), wrong.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class, () -> said(new Said.Own(new CallView(Facts.of("plow")))));
    var many = new Said[33];
    Arrays.fill(many, warn());
    var tooMany = assertThrows(IllegalArgumentException.class, () -> said(many));
    assertEquals("33 verdicts at once; 32 are the most", tooMany.getMessage());
  }

  @Test
  void isBriefOfItself() {
    assertEquals(
        "{\"cap\":\"day\",\"usd\":5,\"per\":\"day\",\"by\":[\"tool\"]}",
        Json.encode(one("cap", "'day',{'usd':5,'per':'day','by':'tool'}").brief()));
    assertEquals(
        "{\"route\":{\"provider\":\"p\"}}", Json.encode(one("route", "{'provider':'p'}").brief()));
  }
}
