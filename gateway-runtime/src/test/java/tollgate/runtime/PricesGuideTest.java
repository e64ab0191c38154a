package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.cli.CommandsPage;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.price.RateObject;

/** What {@code docs/guide/prices.md} tells a reader to type is what the gateway understands. */
class PricesGuideTest {

  @TempDir private Path folder;

  private static String guide() throws IOException {
    return Files.readString(Checkout.top().resolve("docs/guide/prices.md"));
  }

  private static List<String> found(String regex) throws IOException {
    return Pattern.compile(regex, Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(guide())
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void showsSettingsThatCanBeRead() throws IOException {
    Path file = folder.resolve("tollgate.toml");
    Files.writeString(file, found("```toml\n(.*?)```").getFirst());

    var prices =
        SettingsLoader.load(SettingSources.here(file.toString(), Map.of()), InstalledTypes::in)
            .settings();

    assertEquals(9, prices.pricing().overrides().size());
  }

  @Test
  void showsPricesThatCanBeSet() throws Exception {
    List<String> bodies = found("-d '(\\{\"input\".*?\\})'");
    assertEquals(2, bodies.size());
    for (String body : bodies) {
      var members = new HashMap<>(((Json.Obj) JsonText.parse(body)).members());
      members.remove("from");

      assertEquals(List.of(), RateObject.read("acme", "large-2", members).problems(), body);
    }
  }

  @Test
  void showsCommandsAndOptionsThatThereAre() throws IOException {
    String pages = CommandsPage.render();
    List<String> commands = found("^(tollgate [^\n]*)$");
    assertFalse(commands.isEmpty());
    for (String command : commands) {
      String[] words = command.split(" ", -1);
      String section = "## `tollgate " + words[1] + " " + words[2] + "`";
      assertTrue(pages.contains(section), command);
      String page = pages.substring(pages.indexOf(section)).split("\n## ", 3)[0];
      for (String word : words) {
        assertTrue(!word.startsWith("--") || page.contains(word), command + " has no " + word);
      }
    }
  }
}
