package tollgate.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runtime knows no vendor: whatever differs from one to the next is a plugin's to say. */
class VendorsTest {
  private static final Pattern VENDOR =
      Pattern.compile(
          "open[-_ ]?ai|anthropic|claude|gemini|codex|open[-_]?code|open[-_]?claw|hermes"
              + "|cli[-_ ]?proxy|ollama|gpt|lite[-_ ]?llm|models\\.dev",
          Pattern.CASE_INSENSITIVE);

  /** Settings of older programs carry their vendors' names; this one class translates them. */
  private static final Set<String> EXCUSED = Set.of("tollgate.runtime.config.SettingAliases");

  @Test
  void noNameAndNoConstantNamesAVendor() {
    var finds = new TreeSet<String>();
    for (CompiledClass type : CompiledClass.ofRuntime()) {
      if (EXCUSED.contains(type.name().split("\\$", 2)[0])) {
        continue;
      }
      type.texts().stream()
          .filter(VendorsTest::namesAVendor)
          .map(text -> "class %s says \"%s\"".formatted(type.name(), text.strip()))
          .forEach(finds::add);
    }

    assertTrue(
        finds.isEmpty(),
        () ->
            String.join("\n", finds)
                + "\nLet a plugin contribute it. If it is the old name of a setting, it belongs in"
                + " SettingAliases, read there at run time and not through a constant that the"
                + " compiler copies.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OpenAi",
        "open-ai",
        "isClaudeCode",
        "GPT-5",
        "https://models.dev/api",
        "CLIProxy"
      })
  void knowsAVendorByAnySpelling(String text) {
    assertTrue(namesAVendor(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"open code paths", "models/device", "client proxy", "openapi"})
  void leavesOrdinaryWordsAlone(String text) {
    assertFalse(namesAVendor(text));
  }

  private static boolean namesAVendor(String text) {
    return VENDOR.matcher(text).find();
  }
}
