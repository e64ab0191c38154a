package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;

/** Providers that were set through the admin API. */
class KeptProvidersTest {
  private static final String TABLE =
      "[[provider]]\nid = \"a\"\ntype = \"chat\"\nbase-url = \"https://a.example\"\n";
  private static final String DATA = "user/.local/share/tollgate/providers.json";

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder).types("talk", "chat").toml(TABLE);
  }

  private static Json.Obj entry(Object... more) {
    var members =
        new LinkedHashMap<>(
            Json.object("id", "b", "type", "talk", "upstreamBaseUrl", "https://b.example")
                .members());
    members.putAll(Json.object(more).members());
    return new Json.Obj(members);
  }

  private LoadedSettings loadedWith(Json.Obj entry) {
    return installation.load().again().readWith(empty().with("b", entry));
  }

  private KeptProviders empty() {
    return KeptProviders.read(folder.resolve("none.json"));
  }

  @Test
  void standBehindThoseOfTheSettings() throws IOException {
    installation.file(
        DATA,
        """
        {"providers": [{"id": "b", "type": "talk", "upstreamBaseUrl": "https://b.example",
          "modelNames": {"m": "n"}, "stripModelPrefix": "x/", "fallback": ["a"],
          "values": {"region": "eu"}, "auth": {"type": "own", "value": "sesame"}}]}
        """);

    LoadedSettings loaded = installation.load();

    assertEquals(
        List.of("a", "b"), loaded.settings().providers().stream().map(ProviderEntry::id).toList());
    ProviderEntry kept = loaded.settings().providers().get(1);
    assertEquals(new Secret("sesame"), kept.credential());
    assertEquals(ProviderAuth.OWN, kept.auth());
    assertEquals(new ProviderModels(List.of(), Map.of("m", "n"), "x/"), kept.models());
    assertEquals(List.of("a"), kept.fallback());
    assertEquals(Map.of("region", "eu"), kept.values());
    assertEquals(ProviderPaths.ALL, kept.paths());
    assertEquals(folder.resolve(DATA).toString(), kept.place().where());
    assertTrue(loaded.files().contains(folder.resolve(DATA)), () -> loaded.files().toString());
    assertFalse(
        loaded.effective().stream().anyMatch(one -> one.value().contains("sesame")),
        "no secret is shown");
  }

  @Test
  void everythingThatIsWrongIsToldByField() {
    Json.Obj entry =
        entry(
            "type", "nope",
            "upstreamBaseUrl", "ftp://b",
            "colour", "red",
            "default", "maybe",
            "fallback", "a",
            "auth", Json.object("type", "bearer", "env", "NOT_SET"),
            "values", Json.object("region", 1));

    List<String> told =
        assertThrows(ProblemException.class, () -> loadedWith(entry)).reports().stream()
            .map(ProblemReport::what)
            .map(what -> what.replace("The providers document is not valid: ", ""))
            .sorted()
            .toList();

    assertEquals(
        List.of(
            "providers.b.auth.env: must name a variable that is set; NOT_SET is not, or is empty",
            "providers.b.colour is not supported",
            "providers.b.default: must be a boolean",
            "providers.b.fallback: must be a string array",
            "providers.b.type: must be one of chat, talk",
            "providers.b.upstreamBaseUrl: must be an http(s) URL",
            "providers.b.values.region: must be a non-empty string"),
        told);
  }

  @Test
  void aSecretMayLieInAFile() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "sesame\n");

    ProviderEntry kept =
        loadedWith(entry("auth", Json.object("type", "bearer", "file", secret.toString())))
            .settings()
            .providers()
            .get(1);

    assertEquals(new Secret("sesame"), kept.credential());
  }

  @Test
  void anIdThatTheSettingsTakeIsTheirs() throws IOException {
    installation.file(
        DATA,
        "{\"providers\":[{\"id\":\"a\",\"type\":\"talk\",\"upstreamBaseUrl\":\"https://b\"}]}");

    LoadedSettings loaded = installation.load();

    assertEquals("chat", loaded.settings().providers().getFirst().type());
    assertEquals(1, loaded.settings().providers().size());
    assertTrue(
        loaded.warnings().getFirst().message().contains("the id is taken by the one at"),
        () -> loaded.warnings().toString());
  }

  @Test
  void thereIsOneDefaultOnly() throws IOException {
    installation.toml(TABLE + "default = true\n");

    var refused = assertThrows(ProblemException.class, () -> loadedWith(entry("default", true)));

    assertTrue(refused.getMessage().contains("b and a are both the default"), refused::getMessage);
  }

  @Test
  void tryingOutWritesNothing() {
    loadedWith(entry());

    assertFalse(Files.exists(folder.resolve(DATA)));
    assertEquals(1, installation.load().settings().providers().size());
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void isWrittenWholeForItsOwnerOnly() throws IOException {
    Path file = Files.writeString(folder.resolve("kept.json"), "old, and readable by all");

    empty().with("b", entry()).write(file);

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of("b"), KeptProviders.read(file).ids());
    assertEquals(entry(), KeptProviders.read(file).find("b").orElseThrow());
    assertEquals(List.of(), KeptProviders.read(file).without("b").ids());
  }

  @Test
  void aBrokenFileStopsAStartAndSaysWhere() throws IOException {
    installation.file(DATA, "{");

    ProblemReport report = installation.problems().getFirst();

    assertEquals(folder.resolve(DATA).toString(), report.where());
  }
}
