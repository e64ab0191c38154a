package tollgate.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.UpstreamProblem;

class ExpectedMediaTest {

  @ParameterizedTest
  @CsvSource({
    "text/event-stream; charset=utf-8",
    "application/x-ndjson",
    "application/json",
    "application/vnd.x+json",
    "TEXT/EVENT-STREAM"
  })
  void letsAStreamPass(String type) {
    assertTrue(objects(ExpectedMedia.EVENTS, 200, type).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"text/html; charset=utf-8", "text/plain", "application/octet-stream", "image/png"})
  void refusesAnythingElseWhereEventsWereAskedFor(String type) {
    var problem = objects(ExpectedMedia.EVENTS, 200, type).orElseThrow();

    assertEquals(UpstreamProblem.UPSTREAM_WRONG_CONTENT_TYPE, problem.problem());
    assertEquals(502, problem.problem().kind().status());
  }

  @Test
  void saysWhoAnsweredWhat() {
    assertEquals(
        "The provider \"home\" answered with \"text/html\" where an event stream was expected.",
        objects(ExpectedMedia.EVENTS, 200, "text/html").orElseThrow().what());
  }

  @Test
  void refusesAPageWhereADocumentWasAskedFor() {
    assertFalse(objects(ExpectedMedia.DOCUMENT, 200, "text/html").isEmpty());
    assertFalse(objects(ExpectedMedia.DOCUMENT, 201, "text/plain").isEmpty());
    assertTrue(objects(ExpectedMedia.DOCUMENT, 200, "application/json").isEmpty());
    assertTrue(objects(ExpectedMedia.DOCUMENT, 200, "audio/mpeg").isEmpty());
  }

  @Test
  void letsErrorsPassAsTheyAre() {
    assertTrue(objects(ExpectedMedia.EVENTS, 500, "text/html").isEmpty());
    assertTrue(objects(ExpectedMedia.DOCUMENT, 404, "text/plain").isEmpty());
    assertTrue(objects(ExpectedMedia.EVENTS, 302, "text/html").isEmpty());
  }

  @Test
  void believesAReplyThatNamesNoTypeOrHasNoBody() {
    assertTrue(objects(ExpectedMedia.EVENTS, 200, "").isEmpty());
    assertTrue(objects(ExpectedMedia.EVENTS, 204, "text/html").isEmpty());
    var empty = new ReplyHead(200, Headers.of("content-type", "text/html", "content-length", "0"));
    assertTrue(ExpectedMedia.DOCUMENT.objectionTo(empty, "home").isEmpty());
  }

  @Test
  void takesAnythingWhereNothingIsKnown() {
    assertTrue(objects(ExpectedMedia.ANYTHING, 200, "text/html").isEmpty());
  }

  private static Optional<ProblemReport> objects(ExpectedMedia media, int status, String type) {
    return media.objectionTo(new ReplyHead(status, Headers.of("content-type", type)), "home");
  }
}
