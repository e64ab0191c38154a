package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Digest;
import tollgate.dist.kit.Field;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** What costs money beside conversations has its row, and passes whatever it is made of. */
class OtherCallsIT {
  private static final String FORM = "multipart/form-data; boundary=7MA4YWxkTrZu0gW";

  @TempDir private static Path folder;
  private static Stand stand;

  @BeforeAll
  static void start() throws Exception {
    stand =
        Stand.in(
            folder,
            settings ->
                Stand.neverOpeningABreaker(settings)
                    .price("text-embedding-3-small", "0.02", "0", "0", "0", "0")
                    .price("llama3.2", "0.05", "0.10", "0", "0", "0"));
  }

  @AfterAll
  static void end() throws Exception {
    stand.end();
  }

  @BeforeEach
  void forget() {
    stand.upstream().reset();
  }

  private static Ask recording(String model) {
    byte[] sound = new byte[3_000];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (byte) (i * 7);
    }
    String head =
        "--7MA4YWxkTrZu0gW\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n"
            + model
            + "\r\n--7MA4YWxkTrZu0gW\r\nContent-Disposition: form-data; name=\"file\";"
            + " filename=\"a.wav\"\r\nContent-Type: audio/wav\r\n\r\n";
    var body = new ByteArrayOutputStream();
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(sound);
    body.writeBytes("\r\n--7MA4YWxkTrZu0gW--\r\n".getBytes(StandardCharsets.UTF_8));
    return new Ask(
        "POST", "/v1/audio/transcriptions", Field.of("content-type", FORM), body.toByteArray());
  }

  @Test
  void embeddingsArePriced() throws Exception {
    stand
        .upstream()
        .answers(
            Scripts.json(
                "{\"data\":[],\"model\":\"text-embedding-3-small\","
                    + "\"usage\":{\"prompt_tokens\":1000,\"total_tokens\":1000}}"));

    Row row =
        stand.row(
            stand.ask(
                Ask.post(
                    "/v1/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":\"x\"}")));

    assertEquals("exact", row.text("provenance"));
    assertEquals(20_000, row.number("cost_nanos"));
  }

  @Test
  void aFormPassesUntouchedAndItsModelIsKnown() throws Exception {
    Ask ask = recording("whisper-1");
    stand.upstream().answers(Scripts.json("{\"text\":\"Hello\"}"));

    Answer answer = stand.ask(ask);
    Row row = stand.row(answer);

    assertEquals(200, answer.status(), answer::toString);
    assertEquals(Digest.of(ask.body()), stand.upstream().last().sha256());
    assertEquals("whisper-1", row.text("requested_model"));
    assertEquals("settled", row.text("state"));
    assertEquals("unknown", row.text("provenance"));
    assertTrue(row.isNull("cost_nanos"), row::toString);
  }

  @Test
  void aTranscriptMayBePlainText() throws Exception {
    byte[] text = "Hello there.\n".getBytes(StandardCharsets.UTF_8);
    stand.upstream().answers(Scripts.body("text/plain; charset=utf-8", text));

    Answer answer = stand.ask(recording("whisper-1"));

    assertEquals(200, answer.status(), answer::toString);
    assertEquals(Digest.of(text), answer.sha256());
    assertEquals("settled", stand.row(answer).text("state"));
  }

  @Test
  void speechIsRelayedByteForByteAndIsNoError() throws Exception {
    byte[] sound = {(byte) 0xff, (byte) 0xfb, 0, 1, 2, 3, '{', '"'};
    stand.upstream().answers(Scripts.body("audio/mpeg", sound));

    Answer answer =
        stand.ask(Ask.post("/v1/audio/speech", "{\"model\":\"tts-1\",\"input\":\"Hi\"}"));
    Row row = stand.row(answer);

    assertEquals(Digest.of(sound), answer.sha256());
    assertEquals("settled", row.text("state"));
    assertEquals("unknown", row.text("provenance"));
  }

  @Test
  void aFormWithTwoModelsIsRefused() throws Exception {
    Ask ask =
        recording(
            String.join(
                "\r\n",
                "whisper-1",
                "--7MA4YWxkTrZu0gW",
                "Content-Disposition: form-data; name=\"model\"",
                "",
                "other"));

    Answer answer = stand.ask(ask);

    assertEquals(400, answer.status(), answer::toString);
    assertEquals(0, stand.upstream().received().size());
  }

  @Test
  void linesOfOllamaArePriced() throws Exception {
    String first =
        "{\"model\":\"llama3.2\",\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"done\":false}\n";
    String last =
        "{\"model\":\"llama3.2\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"prompt_eval_count\":26,\"eval_count\":282}\n";
    stand
        .upstream()
        .answers(
            Scripts.pieces(
                "application/x-ndjson",
                List.of(
                    first.getBytes(StandardCharsets.UTF_8),
                    last.getBytes(StandardCharsets.UTF_8))));

    Answer answer = stand.ask(Ask.post("/api/chat", "{\"model\":\"llama3.2\",\"messages\":[]}"));
    Row row = stand.row(answer);

    assertEquals(first + last, answer.text());
    assertEquals("exact", row.text("provenance"));
    assertEquals(26 * 50 + 282 * 100, row.number("cost_nanos"));
  }
}
