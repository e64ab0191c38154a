package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Digest;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.Metered;
import tollgate.dist.kit.RecordedRequest;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;

/** Every tool is recognised by what it really sends, and its calls pass unchanged. */
class ToolsIT {
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

  static List<RecordedRequest> requests() throws Exception {
    return RecordedRequest.all();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void recognisesMetersAndChangesNothing(RecordedRequest recorded) throws Exception {
    stand.upstream().answers(Scripts.recorded(recorded.answer()));

    Answer answer = stand.ask(recorded.ask());

    assertEquals(200, answer.status(), answer::toString);
    assertEquals(Digest.of(recorded.answer().bytes()), answer.sha256());
    assertEquals(Digest.of(recorded.ask().body()), stand.upstream().last().sha256());
    Row row = stand.row(answer);
    recorded.expected().forEach((column, value) -> assertEquals(value, row.text(column), column));
    assertEquals(Metered.of(recorded.answer()), Metered.of(row));
  }

  @Test
  void whoNobodyKnowsStaysUnknown() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_BODY));

    Row row = stand.row(stand.ask(Requests.chat("m")));

    assertEquals("unknown", row.text("tool"));
  }

  @Test
  void anInstanceIsNamedByItsHeaderWhateverTheTool() throws Exception {
    stand.upstream().answers(Scripts.recorded(Recording.CHAT_BODY));

    Row row =
        stand.row(
            stand.ask(
                Requests.chat("m")
                    .with("user-agent", "opencode/1.18.33 runtime/bun/1.3.14")
                    .with("x-agent-name", "laptop-1")));

    assertEquals("opencode", row.text("tool"));
    assertEquals("laptop-1", row.text("instance"));
  }
}
