package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tollgate.testkit.GoldenCase.textOf;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.json.JsonView;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/** The file {@code usage.json}: what a reader must know after the whole reply. */
final class UsageFile {
  private UsageFile() {}

  static void compare(JsonView file, ReplyReader reader, List<Integer> dropped) {
    assertEquals(usage(file), reader.usage(), "usage");
    assertEquals(
        !file.at("/ended").exists() || file.at("/ended").isTrue(), reader.ended(), "ended");
    assertEquals(textOf(file.at("/fault"), ""), reader.fault(), "fault");
    assertEquals(numbers(file.at("/dropped")), dropped, "dropped events");
  }

  private static Usage usage(JsonView file) {
    return new Usage(
        new TokenCounts(
            count(file, "input"),
            count(file, "output"),
            count(file, "cacheRead"),
            count(file, "cacheWrite5m"),
            count(file, "cacheWrite1h"),
            count(file, "reasoning"),
            count(file, "audioIn"),
            count(file, "audioOut"),
            count(file, "cacheReadAudio"),
            count(file, "imageIn"),
            count(file, "imageOut")),
        Provenance.valueOf(textOf(file.at("/provenance"), "EXACT")),
        textOf(file.at("/servedModel"), ""),
        textOf(file.at("/serviceTier"), ""),
        textOf(file.at("/region"), ""),
        count(file, "searches"),
        count(file, "images"));
  }

  private static long count(JsonView file, String name) {
    return file.at("/" + name).asLong().orElse(0);
  }

  private static List<Integer> numbers(JsonView list) {
    var numbers = new ArrayList<Integer>();
    list.items().forEach(item -> numbers.add((int) item.asLong().orElseThrow()));
    return List.copyOf(numbers);
  }
}
