package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in {@code conf/} say what the table says, and no more. */
class ShippedSettingsTest {

  private static final Path CONF =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../dist/src/main/conf");

  @TempDir private Path folder;
  private Installation installation;
  private String shipped;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder);
    shipped = Files.readString(CONF.resolve("tollgate.toml"));
  }

  @Test
  void changesNothingAsItIsShipped() throws IOException {
    Settings without = installation.settings();

    assertEquals(without, installation.toml(shipped).settings());
  }

  @Test
  void changesNothingWhenEveryCommentedSettingIsTakenUp() throws IOException {
    Settings without = installation.settings();
    String takenUp =
        shipped
            .lines()
            .map(line -> line.replaceFirst("^#(?=[a-z])", ""))
            .collect(Collectors.joining("\n"));

    LoadedSettings with = installation.toml(takenUp).load();

    assertEquals(without, with.settings());
    for (EffectiveSetting setting : with.effective()) {
      assertFalse(setting.origin().equals("default"), setting.path() + " is not in the file");
    }
  }

  @Test
  void shipsOneProviderThatTakesWhatNobodyClaims() throws IOException {
    installation.shippedProviders(Files.readString(CONF.resolve("providers.toml")));

    List<ProviderEntry> providers = installation.settings().providers();

    assertEquals(1, providers.size());
    assertEquals("cliproxyapi", providers.getFirst().id());
    assertEquals(URI.create("http://localhost:8317"), providers.getFirst().baseUrl());
    assertTrue(providers.getFirst().byDefault());
  }

  @Test
  void letsTheOldVariablesReachTheShippedProvider() throws IOException {
    installation
        .shippedProviders(Files.readString(CONF.resolve("providers.toml")))
        .environment("CLI_PROXY_API_URL", "http://127.0.0.1:9999")
        .environment("CLI_PROXY_API_KEY", "sesame");

    ProviderEntry provider = installation.settings().providers().getFirst();

    assertEquals(URI.create("http://127.0.0.1:9999"), provider.baseUrl());
    assertEquals("sesame", provider.credential().reveal());
  }
}
