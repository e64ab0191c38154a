package tollgate.runtime.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.dialect.Dialect;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.wire.ClientGone;

class RequestReaderTest {
  private static final String GOOD = "{\"model\": \"large\",  \"messages\":[]}";
  private static final Dialect TALK = new TalkDialect();
  private static final String[] JSON = {"content-type", "application/json"};

  private static Outcome<ClientCall> read(FakeExchange exchange, Dialect dialect)
      throws ClientGone {
    return new RequestReader(1_000)
        .read(Stages.arrival(exchange, dialect, Stages.generation()), exchange);
  }

  private static Problem refusal(byte[] body, String... fields) throws ClientGone {
    return Stages.refused(read(FakeExchange.posting(body, fields), TALK)).problem();
  }

  private static byte[] leaving(ClientCall call) {
    var all = new ByteArrayOutputStream();
    for (ByteBuffer slice : call.body().leaving(List.of()).slices()) {
      byte[] bytes = new byte[slice.remaining()];
      slice.get(bytes);
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  @Test
  void understandsARequestAndLeavesItsBytesAsTheyCame() throws Exception {
    ClientCall call = Stages.passed(read(FakeExchange.posting(GOOD), TALK));

    assertEquals("large", call.facts().model());
    assertEquals(GOOD, new String(leaving(call), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "application/json; charset=utf-8", "APPLICATION/JSON", "application/x+json"})
  void takesEveryWayOfSayingJson(String type) throws Exception {
    var exchange = FakeExchange.posting(GOOD.getBytes(UTF_8), "content-type", type);

    assertEquals("large", Stages.passed(read(exchange, TALK)).facts().model());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/jsonp", "application/x-www-form-urlencoded"})
  void refusesAnotherTypeWhereItsDialectTakesJson(String type) throws Exception {
    assertEquals(
        RequestProblem.REQUEST_UNSUPPORTED_MEDIA,
        refusal(GOOD.getBytes(UTF_8), "content-type", type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"model\":\"large\"", "{\"model\":\"large\"}}", "not json"})
  void refusesWhatIsNoWholeDocument(String text) throws Exception {
    assertEquals(RequestProblem.REQUEST_BAD_JSON, refusal(text.getBytes(UTF_8), JSON));
  }

  @Test
  void refusesInvalidUtf8AndTellsWhere() throws Exception {
    byte[] latin = "{\"model\":\"gr\u00fcn\"}".getBytes(ISO_8859_1);

    var said = Stages.refused(read(FakeExchange.posting(latin, JSON), TALK));

    assertEquals(RequestProblem.REQUEST_BAD_JSON, said.problem());
    assertTrue(said.what().contains("12"), said::what);
  }

  @Test
  void readsTheModelOfAFormAndLeavesItsBytesAsTheyCame() throws Exception {
    String form = "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nlarge\r\n--x--";
    var exchange =
        FakeExchange.posting(
            form.getBytes(UTF_8), "content-type", "multipart/form-data; boundary=x");

    ClientCall call = Stages.passed(read(exchange, Passthrough.DIALECT));

    assertEquals("large", call.facts().model());
    assertTrue(call.facts().billable());
    assertEquals(form, new String(leaving(call), UTF_8));
  }

  @Test
  void refusesARequestWithoutAModel() throws Exception {
    assertEquals(
        RequestProblem.REQUEST_MODEL_MISSING, refusal("{\"messages\":[]}".getBytes(UTF_8), JSON));
  }

  @Test
  void tellsWhichFieldItCannotRead() throws Exception {
    var said = Stages.refused(read(FakeExchange.posting("{\"model\":\"large\"}"), TALK));

    assertEquals(RequestProblem.REQUEST_MALFORMED, said.problem());
    assertTrue(said.fix().contains("/messages"), said::fix);
  }

  @Test
  void refusesABodyOverTheLimitAlsoOnceItIsUnpacked() throws Exception {
    byte[] long1 = ("{\"model\":\"" + "x".repeat(2_000) + "\"}").getBytes(UTF_8);

    assertEquals(RequestProblem.REQUEST_TOO_LARGE, refusal(long1, JSON));
    assertEquals(
        RequestProblem.REQUEST_TOO_LARGE,
        refusal(zipped(long1), "content-type", "application/json", "content-encoding", "gzip"));
  }

  @Test
  void readsAPackedBodyAndSendsItOnPacked() throws Exception {
    byte[] packed = zipped(GOOD.getBytes(UTF_8));
    var exchange =
        FakeExchange.posting(
            packed, "content-type", "application/json", "content-encoding", "gzip");

    ClientCall call = Stages.passed(read(exchange, TALK));

    assertEquals("large", call.facts().model());
    assertEquals(new String(packed, ISO_8859_1), new String(leaving(call), ISO_8859_1));
  }

  @Test
  void refusesAPackedBodyThatEndsEarly() throws Exception {
    byte[] packed = zipped(GOOD.getBytes(UTF_8));
    byte[] cut = java.util.Arrays.copyOf(packed, packed.length - 12);

    assertEquals(
        RequestProblem.REQUEST_BAD_CODING,
        refusal(cut, "content-type", "application/json", "content-encoding", "gzip"));
  }

  @Test
  void refusesAnEncodingItCannotMeter() throws Exception {
    assertEquals(
        RequestProblem.REQUEST_UNSUPPORTED_CODING,
        refusal(
            GOOD.getBytes(UTF_8), "content-type", "application/json", "content-encoding", "br"));
  }

  @Test
  void aPathNobodyKnowsIsPaidForOnceItsBodyNamesAModel() throws Exception {
    var named = Stages.passed(read(FakeExchange.posting(GOOD), Passthrough.DIALECT));
    var opaque =
        Stages.passed(
            read(
                FakeExchange.posting("a,b".getBytes(UTF_8), "content-type", "text/csv"),
                Passthrough.DIALECT));
    var broken = Stages.passed(read(FakeExchange.posting("{oops"), Passthrough.DIALECT));

    assertEquals("large true", named.facts().model() + " " + named.facts().billable());
    assertEquals(" false", opaque.facts().model() + " " + opaque.facts().billable());
    assertEquals("{oops", new String(leaving(broken), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/octet-stream", "application/x-json", "x"})
  void whatLooksLikeAnObjectIsReadAsOneWhateverItIsCalled(String type) throws Exception {
    var exchange = FakeExchange.posting((" \n" + GOOD).getBytes(UTF_8), "content-type", type);

    ClientCall call = Stages.passed(read(exchange, Passthrough.DIALECT));

    assertEquals("large true", call.facts().model() + " " + call.facts().billable());
    assertEquals(" \n" + GOOD, new String(leaving(call), UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"model\":\"large\",}", "\ufeff{\"model\":\"large\"}", "{model:1}"})
  void anObjectThatCannotBeReadMayCostMoney(String text) throws Exception {
    for (String type : new String[] {"application/json", "text/plain", ""}) {
      var exchange = FakeExchange.posting(text.getBytes(UTF_8), "content-type", type);

      ClientCall call = Stages.passed(read(exchange, Passthrough.DIALECT));

      assertTrue(call.facts().billable(), type);
      assertEquals(text, new String(leaving(call), UTF_8));
    }
  }

  @Test
  void whatIsNoObjectOnAPathNobodyKnowsCostsNothing() throws Exception {
    for (String text : new String[] {"", "[1,", "a,b", "PK\u0003\u0004{"}) {
      var exchange = FakeExchange.posting(text.getBytes(UTF_8), JSON);

      assertFalse(Stages.passed(read(exchange, Passthrough.DIALECT)).facts().billable(), text);
    }
  }

  private static byte[] zipped(byte[] plain) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(packed)) {
      zip.write(plain);
    }
    return packed.toByteArray();
  }
}
