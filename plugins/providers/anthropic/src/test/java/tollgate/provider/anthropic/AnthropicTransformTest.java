package tollgate.provider.anthropic;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;

class AnthropicTransformTest {

  private final AnthropicTransform transform = new AnthropicTransform(InstantSource.system());

  @Test
  void refusesSettingsThatCannotWork() {
    assertTrue(refusal("file:///x", "k", "2023-06-01").contains("file:///x"));
    assertTrue(refusal("https://x.test", "k", "").contains("version is \"\""));
    assertTrue(refusal("https://x.test", "k", "a\nb").contains("it must be a version"));
  }

  @Test
  void refusesACredentialThatNoHeaderCanCarryWithoutShowingIt() {
    String refusal = refusal("https://x.test", "sk-a\nb", "2023-06-01");

    assertTrue(refusal.contains("no header can carry"), refusal);
    assertFalse(refusal.contains("sk-a"), refusal);
  }

  private String refusal(String url, String credential, String version) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> open(url, credential, version).close())
            .getMessage());
  }

  private Provider open(String url, String credential, String version) {
    return transform.open(
        new ProviderSettings("x", URI.create(url), credential, Map.of("version", version)));
  }
}
