package tollgate.provider.gemini;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;

class GeminiTransformTest {

  private final GeminiTransform transform = new GeminiTransform(InstantSource.system());

  @Test
  void refusesSettingsThatCannotWork() {
    assertTrue(refusal("file:///x", "k").contains("file:///x"));
  }

  @Test
  void refusesACredentialThatNoHeaderCanCarryWithoutShowingIt() {
    String refusal = refusal("https://x.test", "sk-a\nb");

    assertTrue(refusal.contains("no header can carry"), refusal);
    assertFalse(refusal.contains("sk-a"), refusal);
  }

  private String refusal(String url, String credential) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> open(url, credential).close())
            .getMessage());
  }

  private Provider open(String url, String credential) {
    return transform.open(new ProviderSettings("x", URI.create(url), credential, Map.of()));
  }
}
