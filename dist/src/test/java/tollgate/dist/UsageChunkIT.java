package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.Metered;
import tollgate.dist.kit.Rechunker;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** Chat streams tell their usage only when asked: the gateway asks, and the client sees nothing. */
class UsageChunkIT {
  private static final List<byte[]> EVENTS = Recording.CHAT_STREAM.events();

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

  /** The recording without the chunk that a client who did not ask must not see. */
  private static byte[] withoutUsage() {
    var rest = new ArrayList<>(EVENTS);
    rest.removeIf(
        event -> new String(event, StandardCharsets.UTF_8).contains("\"choices\":[],\"usage\":{"));
    assertEquals(EVENTS.size() - 1, rest.size());
    return Recording.join(rest);
  }

  @Test
  void asksForUsageAndTakesTheChunkOut() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_STREAM));

    Answer answer = stand.ask(Requests.chatStreamWithoutUsage("m"));

    assertEquals(text(withoutUsage()), answer.text());
    assertTrue(answer.clean());
    Json sent = Json.parse(stand.upstream().last().text());
    assertTrue(sent.at("stream_options", "include_usage").yes(), sent::toString);
    assertEquals(Metered.of(Recording.CHAT_STREAM), Metered.of(stand.row(answer)));
  }

  @Test
  void changesNoOtherByteOfTheRequest() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_STREAM));
    String before =
        "{ \"model\" : \"m\",\n\t\"messages\":[{\"role\":\"user\",\"content\":\"\\u00fc 1e3 ü\"}]";
    String after = ", \"stream\" :true , \"temperature\":1.00 }";

    stand.ask(Ask.post("/v1/chat/completions", before + after));

    String sent = stand.upstream().last().text();
    String added = "\"stream_options\":{\"include_usage\":true}";
    assertEquals(1, (sent.length() - sent.replace(added, "").length()) / added.length(), sent);
    String rest = sent.replace(added, "");
    assertEquals(before + after, withoutTheAddedComma(rest, before + after), sent);
  }

  /** The one comma that an added member needs. */
  private static String withoutTheAddedComma(String text, String original) {
    for (int i = 0; i < text.length(); i++) {
      String without = text.substring(0, i) + text.substring(i + 1);
      if (text.charAt(i) == ',' && without.equals(original)) {
        return without;
      }
    }
    return text;
  }

  @Test
  void addsToTheOptionsThatAreThere() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_STREAM));

    Answer answer =
        stand.ask(
            Ask.post(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"stream\":true,\"messages\":[],"
                    + "\"stream_options\":{\"include_obfuscation\":false}}"));

    Json sent = Json.parse(stand.upstream().last().text());
    assertTrue(sent.at("stream_options", "include_usage").yes(), sent::toString);
    assertEquals("false", sent.at("stream_options", "include_obfuscation").text());
    assertEquals(text(withoutUsage()), answer.text());
  }

  @Test
  void leavesTheChunkToThoseWhoAsked() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_STREAM));
    Ask ask = Requests.chatStream("m");

    Answer answer = stand.ask(ask);

    assertEquals(text(Recording.CHAT_STREAM.bytes()), answer.text());
    assertEquals(text(ask.body()), stand.upstream().last().text());
  }

  @Test
  void takesTheChunkOutHoweverTheNetworkDividesIt() throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      Recording recording = Recording.CHAT_STREAM;
      stand
          .upstream()
          .answers(Rechunker.seeded(seed).stream(recording.contentType(), recording.bytes()));

      Answer answer = stand.ask(Requests.chatStreamWithoutUsage("m"));

      assertEquals(text(withoutUsage()), answer.text(), "seed " + seed);
    }
  }

  @Test
  void aProviderThatTellsNoUsageAllTheSameIsRelayedAsItIs() throws Exception {
    Recording recording = Recording.CHAT_STREAM_WITHOUT_USAGE;
    stand.upstream().answers(Scripts.recorded(recording));

    Answer answer = stand.ask(Requests.chatStreamWithoutUsage("m"));

    assertEquals(text(recording.bytes()), answer.text());
    String provenance = stand.row(answer).text("provenance");
    assertTrue(List.of("unknown", "estimated").contains(provenance), provenance);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
