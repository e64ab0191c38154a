package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.dialect.Endpoint;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.SocketDialect;
import tollgate.api.dialect.StreamEvent;

/**
 * What a dialect must do over WebSocket. Its golden streams serve for turns too: their events come
 * one a message.
 */
abstract class SocketContract extends ReplyContract {

  /** Whether the dialect runs over WebSocket. */
  protected boolean runsOverSocket() {
    return false;
  }

  private Stream<SocketDialect> socket() {
    return dialect().socket().stream();
  }

  @Test
  public void runsOverSocketOnlyIfItSaysSo() {
    assertEquals(runsOverSocket(), dialect().socket().isPresent());
    assertEquals(
        runsOverSocket(),
        dialect().endpoints().stream().anyMatch(at -> at.method().equals(Endpoint.SOCKET)),
        "an endpoint for sockets");
  }

  @Test
  public void noMessageIsNoTurn() {
    socket()
        .forEach(socket -> {
          assertFalse(socket.opensTurn(JsonTree.missing()), "no message opens no turn");
          assertFalse(socket.closesTurn(JsonTree.missing()), "no message closes no turn");
        });
  }

  @Test
  public void refusesATurnInOneMessage() {
    var manner = new Manner(418, "own_word", Headers.of("x-should-retry", "false"));
    socket()
        .forEach(socket -> {
          String message =
              JsonTree.toJson(JsonTree.parse(socket.refuse(Samples.REFUSAL, manner))).toString();

          assertTrue(message.contains(Samples.REFUSAL.sentence()), message);
          assertTrue(message.contains("own_word"), message);
        });
  }

  @TestFactory
  final Stream<DynamicTest> aRequestIsAMessageThatOpensATurn() {
    return socket()
        .flatMap(socket ->
            each(
                goldenCases(golden -> golden.has("facts.json") && golden.has("request.json"))
                    .stream()
                    .filter(golden -> golden.kind() == CaseKind.DIALECT && facts(golden).billable())
                    .toList(),
                golden -> assertTrue(socket.opensTurn(golden.request()))));
  }

  @TestFactory
  final Stream<DynamicTest> readsATurnLikeAStream() {
    return socket()
        .flatMap(socket ->
            each(
                streams(),
                reply -> {
                  ReplyReader asStream = reply.readerAfter(0, dialect(), facts(reply.golden()));
                  ReplyReader asTurn = socket.reader(facts(reply.golden()));
                  reply.feed(asStream, reply.events());
                  reply.feed(asTurn, reply.events());

                  assertEquals(Framing.NDJSON, asTurn.framing());
                  assertEquals(asStream.usage(), asTurn.usage());
                  assertEquals(asStream.ended(), asTurn.ended());
                  assertEquals(asStream.fault(), asTurn.fault());
                }));
  }

  @TestFactory
  final Stream<DynamicTest> aTurnIsClosedByWhatEndsAStream() {
    return socket()
        .flatMap(socket ->
            each(
                streams(),
                reply -> {
                  ReplyReader reader = socket.reader(facts(reply.golden()));
                  reply.feed(reader, reply.events());
                  boolean closed =
                      reply.events().stream().anyMatch(event -> socket.closesTurn(event.json()));

                  assertTrue(closed || !reader.ended(), "it ended, and no message closed it");
                }));
  }

  @TestFactory
  final Stream<DynamicTest> endsATurnInMessagesThatCloseIt() {
    return socket()
        .flatMap(socket ->
            each(
                streams(),
                reply -> {
                  ReplyReader reader = socket.reader(facts(reply.golden()));
                  reply.feed(reader, reply.events().subList(0, reply.events().size() / 2));
                  var lines = new ByteArrayOutputStream();
                  reader.ending(Samples.REFUSAL).forEach(lines::writeBytes);
                  List<StreamEvent> ending = Frames.split(Framing.NDJSON, lines.toByteArray());

                  assertTrue(
                      ending.isEmpty() || socket.closesTurn(ending.getLast().json()),
                      () -> lines.toString(StandardCharsets.UTF_8));
                }));
  }
}
