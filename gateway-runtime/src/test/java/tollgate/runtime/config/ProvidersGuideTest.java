package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of {@code docs/guide/providers.md} can be used as it stands. */
class ProvidersGuideTest {

  private static final Path GUIDE =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolve("../docs/guide/providers.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```(toml|json)\n(.*?)```");
  private static final Pattern VARIABLE = Pattern.compile("[A-Z]+(_[A-Z]+)*_KEY");

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation =
        new Installation(folder)
            .types("anthropic", "cliproxyapi", "gemini", "openai-compatible")
            .file("home/conf/openai.key", "sesame\n")
            .file("home/conf/company-ca.pem", Installation.pem())
            .file("home/conf/partner-ca.pem", Installation.pem() + Installation.pem());
  }

  static List<String> examples(String language) throws IOException {
    return EXAMPLE
        .matcher(Files.readString(GUIDE))
        .results()
        .filter(example -> example.group(1).equals(language))
        .map(example -> example.group(2))
        .toList();
  }

  static List<String> tables() throws IOException {
    return examples("toml");
  }

  /** With the variables it names. */
  private Installation with(String example) {
    VARIABLE
        .matcher(example)
        .results()
        .forEach(variable -> installation.environment(variable.group(), "sesame"));
    return installation;
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aTableOfTheGuideIsTakenWithoutAWarning(String toml) throws IOException {
    LoadedSettings loaded = with(toml).toml(toml).load();

    assertEquals(List.of(), loaded.warnings());
    assertFalse(loaded.settings().providers().isEmpty());
  }

  @Test
  void theDocumentOfTheGuideMeansWhatTheTableAfterItMeans() throws IOException {
    String document = examples("json").getFirst();
    String table = tables().getLast();

    ProviderEntry fromTable = with(table).toml(table).settings().providers().getFirst();
    installation.toml("").environment("PROVIDERS_JSON", document);
    ProviderEntry fromDocument = installation.settings().providers().getFirst();

    assertEquals(withPlaceOf(fromDocument, fromTable), fromDocument);
  }

  private static ProviderEntry withPlaceOf(ProviderEntry place, ProviderEntry entry) {
    return new ProviderEntry(
        entry.id(),
        entry.type(),
        entry.baseUrl(),
        entry.credential(),
        entry.auth(),
        entry.models(),
        entry.paths(),
        entry.dress(),
        entry.connection(),
        entry.byDefault(),
        entry.values(),
        entry.fallback(),
        entry.accounts(),
        place.place());
  }

  @Test
  void theCertificatesOfTheGuidesFilesAreRead() throws IOException {
    String toml =
        tables().stream().filter(text -> text.contains("ca-file")).findFirst().orElseThrow();

    List<ProviderEntry> providers = with(toml).toml(toml).settings().providers();

    assertEquals(2, providers.getFirst().connection().authorities().size());
    assertEquals(1, providers.getLast().connection().authorities().size(), "the common one's");
  }
}
