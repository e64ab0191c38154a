package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.problem.ProblemReport;

/** By which proxy a provider is reached. */
class ProxyRulesTest {

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder);
  }

  private Installation provider(String address, String... lines) throws IOException {
    return installation.toml(
        "[[provider]]\nid = \"p\"\ntype = \"chat\"\nbase-url = \""
            + address
            + "\"\n"
            + String.join("\n", lines));
  }

  private String proxy() {
    return installation.settings().providers().getFirst().connection().proxy().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, http://tls:1",
    "http://a.example, http://clear:2",
    "http://localhost:8317, none",
    "https://127.0.0.1, none",
    "https://[::1]:9, none",
    "https://up.inside.example, none",
    "https://inside.example, none",
    "https://notinside.example, http://tls:1",
    "https://b.example:8443, none",
    "https://b.example, http://tls:1",
  })
  void obeysTheUsualVariables(String address, String proxy) throws IOException {
    provider(address)
        .environment("HTTPS_PROXY", "http://tls:1")
        .environment("HTTP_PROXY", "http://other:1")
        .environment("http_proxy", "clear:2")
        .environment("NO_PROXY", ".inside.example, b.example:8443");

    assertEquals(proxy, proxy());
  }

  @Test
  void prefersTheSettingToTheVariablesAndTheProvidersOwnToBoth() throws IOException {
    provider("https://a.example").environment("HTTPS_PROXY", "http://variable:1");
    assertEquals("http://variable:1", proxy());

    installation.environment("TOLLGATE_UPSTREAM_PROXY", "http://setting:1");
    assertEquals("http://setting:1", proxy());

    provider("http://localhost:1", "proxy = \"http://own:1\"");
    assertEquals("http://own:1", proxy());

    provider("https://a.example", "proxy = \"none\"");
    assertEquals("none", proxy());

    provider("https://a.example").environment("TOLLGATE_UPSTREAM_PROXY", "none");
    assertEquals("none", proxy());
  }

  @ParameterizedTest
  @CsvSource({"*, none", "a.example, none", "other.example, http://setting:1"})
  void leavesOutWhatTheSettingsLeaveOut(String exempt, String proxy) throws IOException {
    provider("https://a.example")
        .environment("TOLLGATE_UPSTREAM_PROXY", "http://setting:1")
        .environment("NO_PROXY", "unheard.example")
        .environment("TOLLGATE_UPSTREAM_NO_PROXY", exempt);

    assertEquals(proxy, proxy());
  }

  @Test
  void namesTheVariableThatCannotBeUsedAndNotWhatItSays() throws IOException {
    List<ProblemReport> problems =
        provider("https://a.example")
            .environment("https_proxy", "https://joe:hidden@p:1")
            .problems();

    assertEquals("environment https_proxy", problems.getFirst().where());
    assertFalse(problems.toString().contains("hidden"), problems.toString());
  }

  @Test
  void showsNoPassword() throws IOException {
    String proxy = "http://joe:hidden@p:3128";
    LoadedSettings loaded =
        provider("https://a.example", "proxy = \"" + proxy + "\"")
            .environment("TOLLGATE_UPSTREAM_PROXY", proxy)
            .load();

    assertFalse(loaded.toString().contains("hidden"), loaded.toString());
    assertTrue(loaded.effective().toString().contains("http://joe:****@p:3128"));
    assertFalse(
        provider("https://a.example", "proxy = \"" + proxy + "/x\"")
            .problems()
            .toString()
            .contains("hidden"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "a b"})
  void refusesAnExemptionItCannotCheck(String host) throws IOException {
    assertTrue(
        provider("https://a.example")
            .environment("TOLLGATE_UPSTREAM_NO_PROXY", host)
            .problems()
            .getFirst()
            .what()
            .contains("upstream.no-proxy"));
  }
}
