package tollgate.runtime.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tollgate.runtime.config.Setting;
import tollgate.runtime.config.SettingTable;
import tollgate.runtime.event.Event;

/** The page tells of codes that there are, and of nothing else. */
class TroubleshootingGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "guide", "troubleshooting.md");
  private static final Pattern CODE = Pattern.compile("`([a-z]+\\.[a-z]+(?:_[a-z]+)*)`");

  @Test
  void everyCodeItNamesIsOne() throws IOException {
    Set<String> others =
        Stream.concat(
                Event.all().stream().map(Event::code),
                SettingTable.all().stream().map(Setting::path))
            .collect(Collectors.toSet());
    var unknown = new ArrayList<String>();
    int named = 0;
    for (Matcher code = CODE.matcher(Files.readString(PAGE)); code.find(); named++) {
      if (Problem.of(code.group(1)).isEmpty() && !others.contains(code.group(1))) {
        unknown.add(code.group(1));
      }
    }

    assertEquals(List.of(), unknown);
    assertTrue(named > 30, "only so many codes were found: " + named);
  }
}
