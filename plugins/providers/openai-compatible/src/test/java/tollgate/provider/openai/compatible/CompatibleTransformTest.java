package tollgate.provider.openai.compatible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tollgate.api.call.DialectId;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;

class CompatibleTransformTest {

  private final CompatibleTransform transform = new CompatibleTransform(InstantSource.system());

  @Test
  void speaksTheDialectsThatAreSet() {
    try (Provider provider = open("https://x.test", "k", "openai-chat, gemini,")) {
      assertEquals(
          Set.of(new DialectId("openai-chat"), new DialectId("gemini")), provider.dialects());
    }
  }

  @Test
  void refusesSettingsThatCannotWork() {
    assertTrue(refusal("https://x.test", "k", " , ").contains("dialects is empty"));
    assertTrue(refusal("https://x.test", "k", "Not One").contains("Not One"));
    assertTrue(refusal("file:///x", "k", "openai-chat").contains("file:///x"));
  }

  @Test
  void refusesACredentialThatNoHeaderCanCarryWithoutShowingIt() {
    String refusal = refusal("https://x.test", "sk-a b", "openai-chat");

    assertFalse(refusal.contains("sk-a"), refusal);
  }

  @Test
  void takesWebSocketsOnlyWhereTheOperatorSaysSo() {
    var url = URI.create("https://x.test");
    for (String word : List.of("true", "false")) {
      var values = Map.of("dialects", "openai-responses", "websocket", word);
      try (Provider provider = transform.open(new ProviderSettings("x", url, "", values))) {
        assertEquals(Boolean.parseBoolean(word), provider.sockets());
      }
    }
    var typo = Map.of("dialects", "openai-responses", "websocket", "yes");
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> transform.open(new ProviderSettings("x", url, "", typo)).close());
    assertTrue(String.valueOf(refused.getMessage()).contains("true or false"));
  }

  private String refusal(String url, String credential, String dialects) {
    return assertThrows(
            IllegalArgumentException.class, () -> open(url, credential, dialects).close())
        .getMessage();
  }

  private Provider open(String url, String credential, String dialects) {
    return transform.open(
        new ProviderSettings("x", URI.create(url), credential, Map.of("dialects", dialects)));
  }
}
