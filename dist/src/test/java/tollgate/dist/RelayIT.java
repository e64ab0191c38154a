package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Digest;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.Metered;
import tollgate.dist.kit.Rechunker;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** What goes in comes out, byte for byte, and is metered on the way. */
class RelayIT {
  private static final int SEEDS = Boolean.getBoolean("tollgate.long") ? 2000 : 40;

  @TempDir private static Path folder;
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    stand = Stand.patient(folder);
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  @BeforeEach
  void forget() {
    stand.upstream().reset();
  }

  @ParameterizedTest
  @EnumSource
  void relaysEveryRecordingByteForByte(Recording recording) throws Exception {
    stand.upstream().answers(Scripts.recorded(recording));

    Answer answer = stand.ask(Requests.forRecording(recording, "m"));

    assertEquals(200, answer.status(), answer::toString);
    assertTrue(answer.clean());
    assertEquals(Digest.of(recording.bytes()), answer.sha256());
    assertEquals(List.of(recording.contentType()), answer.all("content-type"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CHAT_STREAM_WITHOUT_USAGE")
  void sendsTheRequestUpstreamByteForByte(Recording recording) throws Exception {
    stand.upstream().answers(Scripts.recorded(recording));
    Ask ask = Requests.forRecording(recording, "m");

    stand.ask(ask);

    assertEquals(ask.method(), stand.upstream().last().method());
    assertEquals(ask.target(), stand.upstream().last().target());
    assertEquals(Digest.of(ask.body()), stand.upstream().last().sha256());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CHAT_STREAM_WITHOUT_USAGE")
  void metersAndPricesEveryRecording(Recording recording) throws Exception {
    stand.upstream().answers(Scripts.recorded(recording));

    Row row = stand.row(stand.ask(Requests.forRecording(recording, "m")));

    assertEquals("settled", row.text("state"));
    assertEquals(Metered.of(recording), Metered.of(row));
    assertEquals("exact", row.text("provenance"));
    assertEquals("ok", row.text("cost_status"));
    assertEquals("m", row.text("requested_model"));
    assertEquals("fake", row.text("provider"));
    assertEquals(200, row.number("status"));
    assertTrue(row.number("first_byte_nanos") >= row.number("head_nanos"), row::toString);
    assertTrue(row.number("total_nanos") >= row.number("first_byte_nanos"), row::toString);
  }

  @Test
  void metersTheSameHoweverTheNetworkDividesTheBytes() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Recording recording = divided(seed);
      Rechunker rechunker = Rechunker.seeded(seed);
      stand
          .upstream()
          .answers(
              recording.streamed()
                  ? rechunker.stream(recording.contentType(), recording.bytes())
                  : rechunker.body(recording.contentType(), recording.bytes()));

      Answer answer = stand.ask(Requests.forRecording(recording, "m"));

      String which = recording + ", seed " + seed;
      assertEquals(Digest.of(recording.bytes()), answer.sha256(), which);
      assertEquals(Metered.of(recording), Metered.of(stand.row(answer)), which);
    }
  }

  private static Recording divided(int seed) {
    List<Recording> metered =
        List.of(Recording.values()).stream()
            .filter(recording -> recording != Recording.CHAT_STREAM_WITHOUT_USAGE)
            .toList();
    return metered.get(seed % metered.size());
  }

  @Test
  void metersACompressedReplyAndPassesItOnCompressed() throws Exception {
    byte[] packed = Scripts.gzip(Recording.CHAT_BODY.bytes());
    stand.upstream().answers(Scripts.gzipped("application/json", Recording.CHAT_BODY.bytes()));

    Answer answer = stand.ask(Requests.chat("m").with("accept-encoding", "gzip, br"));

    assertEquals(Digest.of(packed), answer.sha256());
    assertEquals(List.of("gzip"), answer.all("content-encoding"));
    assertEquals(Metered.of(Recording.CHAT_BODY), Metered.of(stand.row(answer)));
  }

  @Test
  void asksForNoCompressionTheClientDidNotAskFor() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_BODY));

    stand.ask(Requests.chat("m"));

    List<String> asked = stand.upstream().last().all("accept-encoding");
    assertTrue(asked.isEmpty() || asked.equals(List.of("identity")), asked::toString);
  }

  @Test
  void narrowsTheCompressionToWhatItCanMeter() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_BODY));

    stand.ask(Requests.chat("m").with("accept-encoding", "gzip, deflate, br, zstd"));

    String asked = String.join(",", stand.upstream().last().all("accept-encoding"));
    assertTrue(asked.contains("gzip"), asked);
    assertTrue(!asked.contains("br"), asked);
  }

  @Test
  void relaysALargeBodyBothWays() throws Exception {
    String large = "{\"a\":\"" + "ü".repeat(5_000_000) + "\"}";
    stand.upstream().answers(Scripts.json(large));
    String body = "{\"model\":\"m\",\"messages\":[],\"pad\":\"" + "x".repeat(20_000_000) + "\"}";

    Answer answer = stand.ask(Ask.post("/v1/chat/completions", body));

    assertEquals(Digest.of(large), answer.sha256());
    assertEquals(Digest.of(body), stand.upstream().last().sha256());
  }

  @Test
  void relaysCallsWithoutAModelAndKeepsNoRowOfThem() throws Exception {
    String models = "{\"object\":\"list\",\"data\":[]}";
    stand.upstream().answers(Scripts.json(models));
    long before = stand.ledger().count("call");

    Answer answer = stand.ask(Ask.of("GET", "/v1/models"));
    stand.ask(Requests.messages("m").with("x-n", "1"));

    assertEquals(Digest.of(models), answer.sha256());
    assertEquals(before + 1, stand.ledger().count("call"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH", "OPTIONS", "POST"})
  void relaysEveryMethod(String method) throws Exception {
    stand.upstream().answers(Scripts.json("{}"));

    Answer answer = stand.ask(Ask.of(method, "/v1/files/7?x=%20y&z"));

    assertEquals(200, answer.status(), answer::toString);
    assertEquals(method, stand.upstream().last().method());
    assertEquals("/v1/files/7?x=%20y&z", stand.upstream().last().target());
  }

  @Test
  void metersACallOfALanguageNobodyKnows() throws Exception {
    stand.upstream().answers(Scripts.json("{\"ok\":1}"));

    Answer answer = stand.ask(Ask.post("/v1/unheard-of", "{\"model\":\"e-1\",\"input\":\"x\"}"));
    Row row = stand.row(answer);

    assertEquals("settled", row.text("state"));
    assertEquals("e-1", row.text("requested_model"));
    assertTrue(row.isNull("cost_nanos"), row::toString);
  }
}
