package tollgate.dialect.openai.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.testkit.JsonTree;
import tollgate.testkit.Samples;

class ResponsesSocketTest {

  private final ResponsesSocket socket = new ResponsesSocket();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"response.create\",\"model\":\"m\",\"input\":[]}",
        "{\"type\":\"response.append\",\"input\":[]}",
        "{\"type\":\"response.steer\"}",
        "{\"type\":\"something.new\"}",
        "{}",
        "{\"type\":\"response.create\",\"model\":\"m\",\"type\":\"response.cancel\"}",
        "{\"type\":\"response.cancel\",\"input\":[]}"
      })
  void whatMayCostOpensATurn(String message) {
    assertTrue(socket.opensTurn(JsonTree.parse(message)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"response.cancel\"}",
        "{\"type\":\"response.processed\",\"response_id\":\"resp_1\"}"
      })
  void whatIsKnownToBeFreeDoesNot(String message) {
    assertFalse(socket.opensTurn(JsonTree.parse(message)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"response.completed", "response.incomplete", "response.failed", "error"})
  void everyWayToEndAResponseEndsTheTurn(String type) {
    assertTrue(socket.closesTurn(JsonTree.parse("{\"type\":\"" + type + "\"}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"response.created", "response.output_text.done", "codex.rate_limits"})
  void whatComesInBetweenDoesNot(String type) {
    assertFalse(socket.closesTurn(JsonTree.parse("{\"type\":\"" + type + "\"}")));
  }

  @Test
  void aRefusalIsAnErrorEventWithStatusAndFields() {
    var manner = new Manner(429, "insufficient_quota", Headers.of("x-should-retry", "false"));

    var message = JsonTree.parse(socket.refuse(Samples.REFUSAL, manner));

    assertTrue(message.at("/type").isText("error"));
    assertEquals(429, message.at("/status").asLong().orElseThrow());
    assertTrue(message.at("/error/type").isText("insufficient_quota"));
    assertTrue(message.at("/error/code").isText(Samples.REFUSAL.code()));
    assertTrue(message.at("/headers/x-should-retry").isText("false"));
    assertTrue(message.at("/request_id").isText(Samples.REFUSAL.callId()));
  }
}
