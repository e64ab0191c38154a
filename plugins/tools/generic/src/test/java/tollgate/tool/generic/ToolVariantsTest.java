package tollgate.tool.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.api.call.Evidence;
import tollgate.api.call.Headers;
import tollgate.api.call.Identity;
import tollgate.api.call.PromptEdges;

/**
 * Requests that nobody recorded but somebody will send: other releases, proxies in between, fields
 * that are missing. A tool may then be known less well, but it is never another one.
 */
class ToolVariantsTest {

  /** What proxies, tracers and load balancers add. */
  private static final List<String> ADDED_BY_PROXIES =
      List.of(
          "x-forwarded-for", "203.0.113.7, 10.0.0.1",
          "x-forwarded-proto", "https",
          "x-real-ip", "203.0.113.7",
          "forwarded", "for=203.0.113.7;proto=https",
          "via", "1.1 proxy (squid/6.6)",
          "cf-ray", "8c1f2a3b4c5d6e7f-FRA",
          "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
          "x-request-id", "5e1a8f40-9c1a-4f6e-8d0b-6a1f0e2b3c4d",
          "x-amzn-trace-id", "Root=1-67891233-abcdef012345678912345678",
          "x-initiator", "agent",
          "x-activity-request-id", "5e1a8f40-9c1a-4f6e-8d0b-6a1f0e2b3c4d");

  /** Programs made of another's code, or that send its fields: without their own they are it. */
  private static final Map<String, Set<String>> MADE_OF =
      Map.of(
          "kilo-code", Set.of("opencode"),
          "cline", Set.of("opencode", "codex"),
          "pi", Set.of("opencode", "codex"),
          "roo-code", Set.of("codex"));

  /** Invented requests that bear the marks of two tools, to tell which of them is stronger. */
  private static final Set<String> OF_TWO_TOOLS =
      Set.of("claude-code/titled-by-another", "agents/roo-code/named-as-codex");

  static List<RecordedRequest> requests() {
    return RecordedRequest.all();
  }

  static List<RecordedRequest> requestsOfOneTool() {
    return requests().stream().filter(request -> !OF_TWO_TOOLS.contains(request.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void isTheSameBehindAProxy(RecordedRequest request) {
    var added = new ArrayList<>(fields(request));
    for (int i = 0; i < ADDED_BY_PROXIES.size(); i += 2) {
      if (!request.head().headers().has(ADDED_BY_PROXIES.get(i))) {
        added.addAll(ADDED_BY_PROXIES.subList(i, i + 2));
      }
    }

    Identity identity = ShippedDetectors.strongest(request.withHeaders(headers(added)));

    if (isProven(request)) {
      assertEquals(request.expected("tool"), identity.tool(), identity.proof());
    }
    assertEquals(request.expected("session"), identity.session());
  }

  /** Whether more than a hint tells the tool: of hints, one is as good as the other. */
  private static boolean isProven(RecordedRequest request) {
    return !Set.of("", "NONE", "HINT").contains(request.expected("evidence"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void isTheSameHoweverItsFieldsAreSpeltAndOrdered(RecordedRequest request) {
    Identity identity = ShippedDetectors.strongest(request);

    assertEquals(identity, respelt(request, name -> name.toUpperCase(Locale.ROOT)));
    assertEquals(identity, respelt(request, name -> name.toLowerCase(Locale.ROOT)));
    var pairs = new ArrayList<List<String>>();
    request.head().headers().forEach((name, value) -> pairs.add(List.of(name, value)));
    Collections.reverse(pairs);
    List<String> reversed = pairs.stream().flatMap(List::stream).toList();
    assertEquals(
        identity.tool(), ShippedDetectors.strongest(request.withHeaders(headers(reversed))).tool());
  }

  private static Identity respelt(RecordedRequest request, UnaryOperator<String> spelling) {
    var fields = new ArrayList<String>();
    request
        .head()
        .headers()
        .forEach((name, value) -> Collections.addAll(fields, spelling.apply(name), value));
    return ShippedDetectors.strongest(request.withHeaders(headers(fields)));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void isTheSameToolInAnotherRelease(RecordedRequest request) {
    var fields = new ArrayList<String>();
    request
        .head()
        .headers()
        .forEach((name, value) ->
            Collections.addAll(
                fields, name, name.equalsIgnoreCase("user-agent") ? otherRelease(value) : value));

    Identity identity = ShippedDetectors.strongest(request.withHeaders(headers(fields)));

    assertEquals(request.expected("tool"), identity.tool(), identity.proof());
  }

  private static String otherRelease(String userAgent) {
    return userAgent.replaceAll("(\\d+)\\.(\\d+)\\.(\\d+)", "9$1.$2.0-beta.3");
  }

  @ParameterizedTest
  @MethodSource("requestsOfOneTool")
  void isNeverAnotherToolWithoutOneOfItsFields(RecordedRequest request) {
    request
        .head()
        .headers()
        .forEach((name, value) ->
            assertNotAnother(
                request, request.withHeaders(request.head().headers().without(name)), name));
  }

  @ParameterizedTest
  @MethodSource("requestsOfOneTool")
  void isNeverAnotherToolWithoutItsPrompt(RecordedRequest request) {
    assertNotAnother(request, request.withEdges(PromptEdges.NONE), "the prompt");
  }

  @ParameterizedTest
  @MethodSource("requestsOfOneTool")
  void isNeverAnotherToolByItsPromptAlone(RecordedRequest request) {
    assertNotAnother(request, request.withHeaders(Headers.none()), "all fields");
  }

  @ParameterizedTest
  @MethodSource("requestsOfOneTool")
  void isNeverAnotherToolWhenALibrarySpeaksForIt(RecordedRequest request) {
    for (String library :
        List.of(
            "OpenAI/JS 9.0.0",
            "Anthropic/Python 2.0.0",
            "node",
            "undici",
            "axios/1.7.7",
            "Bun/2")) {
      Headers headers = request.head().headers().without("user-agent").with("user-agent", library);
      assertNotAnother(request, request.withHeaders(headers), "its own User-Agent, " + library);
    }
  }

  private static void assertNotAnother(
      RecordedRequest request, RecordedRequest variant, String without) {
    Identity identity = ShippedDetectors.strongest(variant);
    String own = request.expected("tool");
    boolean another =
        identity.evidence() != Evidence.HINT
            && ShippedDetectors.TOOLS.contains(identity.tool())
            && !identity.tool().equals(own)
            && !MADE_OF.getOrDefault(own, Set.of()).contains(identity.tool());
    assertTrue(
        !another,
        () ->
            "%s without %s is taken for %s by %s"
                .formatted(own, without, identity.tool(), identity.proof()));
  }

  private static List<String> fields(RecordedRequest request) {
    var fields = new ArrayList<String>();
    request.head().headers().forEach((name, value) -> Collections.addAll(fields, name, value));
    return fields;
  }

  private static Headers headers(List<String> fields) {
    return Headers.of(fields.toArray(String[]::new));
  }
}
