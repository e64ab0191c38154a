package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.Field;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Samples;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.TestTree;

/**
 * Jars dropped into the plugins folder: good ones work end to end, bad ones are kept out by name.
 */
class PluginJarsIT {
  private static final Ask ASK =
      Ask.post(
              "/acme/v1/ask",
              "{\"engine\":\"acme-1\",\"live\":true,\"say\":[{\"by\":\"user\",\"words\":\"Well?\"}]}")
          .with("x-acme-session", "anvil-7");

  @TempDir private static Path folder;
  private static TestTree tree;
  private static FakeUpstream upstream;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    tree = TestTree.built().copiedTo(folder.resolve("tree"));
    for (Path jar : TestTree.testPlugins()) {
      Files.copy(jar, tree.plugins().resolve(jar.getFileName().toString()));
    }
    Files.writeString(tree.plugins().resolve("broken.jar"), "this is no jar");
    jar(tree.plugins().resolve("nameless.jar"), "Some-Key: some value\n");
    jar(
        tree.plugins().resolve("ahead.jar"),
        "Plugin-Id: tool.ahead\nPlugin-Version: 1.0.0\nPlugin-Requires: >=99.0.0\n");
    upstream = FakeUpstream.start();
    String settings =
        GatewaySettings.with(upstream.address())
            .provider("engine", URI.create("http://127.0.0.1:9"), "type = \"acme\"")
            .text();
    gateway = GatewayProcess.in(folder).from(tree).with(settings).start();
  }

  private static Answer admin(String method, String target, String body) throws Exception {
    return gateway.ask(
        new Ask(
                method,
                target,
                Field.of("content-type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8))
            .with("x-admin-token", gateway.adminToken()));
  }

  /** As the OpenAPI document says that a file is sent. */
  private static Answer install(Path jar) throws Exception {
    Json content =
        gateway
            .see("/admin/openapi.json")
            .json()
            .at("paths", "/admin/plugins", "post", "requestBody", "content");
    String type =
        content.names().stream()
            .filter(name -> content.at(name, "schema", "format").text().equals("binary"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no file is told of: " + content));
    return gateway.ask(
        new Ask("POST", "/admin/plugins", Field.of("content-type", type), Files.readAllBytes(jar))
            .with("x-admin-token", gateway.adminToken()));
  }

  private static String versionOf(String id) throws Exception {
    Answer answer = gateway.see("/admin/plugins/" + id);
    return answer.status() == 200 ? answer.json().at("version").text() : "none";
  }

  private static void awaitVersion(String id, String version) throws Exception {
    Eventually.holds(id + " " + version, () -> versionOf(id).equals(version));
  }

  private static void jar(Path file, String manifestLines) throws IOException {
    var manifest = new Manifest();
    manifest.read(
        new ByteArrayInputStream(
            ("Manifest-Version: 1.0\n" + manifestLines).getBytes(StandardCharsets.UTF_8)));
    try (OutputStream out = Files.newOutputStream(file);
        var jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new JarEntry("nothing.txt"));
      jar.closeEntry();
    }
  }

  @AfterAll
  static void end() throws Exception {
    gateway.close();
    upstream.close();
  }

  @Test
  void aVendorNobodyKnowsWorksEndToEnd() throws Exception {
    Answer answer = gateway.ask(ASK);

    assertEquals(200, answer.status(), answer::toString);
    List<String> lines = answer.text().lines().toList();
    assertEquals("true", Json.parse(lines.getLast()).at("over").text(), answer::toString);
    Row row = gateway.ledger().ended("session", "anvil-7");
    assertEquals("settled", row.text("state"));
    assertEquals("acme-cli", row.text("tool"));
    assertEquals("acme-ask", row.text("dialect"));
    assertEquals("engine", row.text("provider"));
    assertEquals("road@acme.test", row.text("account"));
    assertEquals("acme-1", row.text("model"));
    Json spent = Json.parse(lines.getLast()).at("spent");
    assertEquals(spent.at("out").number(), row.number("output_tokens"));
    assertEquals(spent.at("again").number(), row.number("cache_read_tokens"));
    assertEquals(
        2000 * row.number("input_tokens")
            + 8000 * row.number("output_tokens")
            + 200 * row.number("cache_read_tokens"),
        row.number("cost_nanos"));
  }

  @Test
  void theSamplesWorkInARunningGateway() throws Exception {
    for (String name : List.of("pricing", "transform", "quota")) {
      Path jar = Samples.build(name, folder.resolve("built"));
      Files.copy(jar, tree.plugins().resolve(jar.getFileName()));
    }
    awaitVersion("sample.pricing", "1.0.0");
    awaitVersion("sample.transform", "1.0.0");
    awaitVersion("sample.quota", "1.0.0");
    Answer added =
        admin(
            "POST",
            "/admin/providers",
            "{\"id\":\"cellar\",\"type\":\"house\",\"upstreamBaseUrl\":\""
                + upstream.address()
                + "\",\"models\":[\"house-\"],\"values\":{\"team\":\"tools\"},"
                + "\"auth\":{\"type\":\"own\",\"value\":\"house-secret\"}}");
    assertEquals(201, added.status(), added::toString);
    upstream.answers(Scripts.recorded(Recording.CHAT_BODY));

    Answer answer = gateway.ask(Requests.chat("house-large"));

    assertEquals(200, answer.status(), answer::toString);
    assertEquals(List.of("tools"), upstream.last().all("x-house-team"));
    assertEquals(List.of("house-secret"), upstream.last().all("x-house-key"));
    Row row = gateway.ledger().ended(answer.first("x-tollgate-call-id").orElseThrow());
    assertEquals("cellar", row.text("provider"));
    String price = "/admin/pricing?model=house-large";
    Eventually.holds(
        "the sample's price is in force",
        () -> gateway.see(price).json().at("source").text().equals("house-prices"));
    Answer kept = admin("DELETE", "/admin/plugins/sample.transform", "");
    assertEquals("provider.invalid", kept.json().at("code").text(), kept::toString);
    assertEquals(200, gateway.ask(Requests.chat("house-large")).status());
  }

  @Test
  void aPluginIsInstalledReplacedAndTakenAwayWhileCallsRun() throws Exception {
    Path folderOfFirst = Files.createDirectories(folder.resolve("first"));
    Answer installed = install(Samples.build("detector", folderOfFirst));
    assertEquals(201, installed.status(), installed::toString);
    upstream.answers(Scripts.recorded(Recording.CHAT_BODY));
    gateway.ask(Requests.chat("m").with("x-beaver-session", "lodge-7"));
    assertEquals("beaver", gateway.ledger().ended("session", "lodge-7").text("tool"));
    assertTrue(gateway.see("/metrics").text().contains("tool=\"beaver\""), "by its name");

    Path second =
        Samples.build(
            "detector", "Plugin-Version: 1.1.0", Files.createDirectories(folder.resolve("second")));
    Files.copy(
        second, tree.plugins().resolve("sample.detector.jar"), StandardCopyOption.REPLACE_EXISTING);
    awaitVersion("sample.detector", "1.1.0");
    String one = "/admin/plugins/sample.detector";
    assertEquals("1.0.0", admin("POST", one + "/rollback", "{}").json().at("version").text());
    assertEquals("disabled", admin("POST", one + "/disable", "").json().at("state").text());
    gateway.ask(Requests.chat("m").with("x-beaver-session", "lodge-8"));
    assertEquals("active", admin("POST", one + "/enable", "").json().at("state").text());
    Answer ahead = install(tree.plugins().resolve("ahead.jar"));
    assertEquals("plugin.wrong_api", ahead.json().at("code").text(), ahead::toString);

    GatewayProcess.Ended ended =
        GatewayProcess.run(
            Map.of(),
            "plugins",
            "remove",
            "sample.detector",
            "--data-dir",
            folder.resolve("data").toString(),
            "--config",
            folder.resolve("tollgate.toml").toString());

    assertEquals(0, ended.status(), ended.errors());
    assertEquals("none", versionOf("sample.detector"));
    assertEquals(1, gateway.ledger().ask("SELECT id FROM call WHERE tool = 'beaver'").size());
    String audit = gateway.see("/admin/audit?action=plugin").text();
    for (String action : List.of("came", "replaced", "disabled", "enabled", "gone")) {
      assertTrue(audit.contains("plugin." + action), audit);
    }
  }

  @Test
  void itsRefusalsAreInItsOwnWords() throws Exception {
    Answer answer = gateway.ask(Ask.post("/acme/v1/ask", "{\"say\":[]}"));

    assertEquals(400, answer.status(), answer::toString);
    assertTrue(answer.json().at("no", "text").text().contains("engine"), answer::toString);
  }

  @Test
  void aBadJarIsKeptOutByNameAndTheOthersServe() throws Exception {
    List<Json> refused = gateway.output().events("plugin.refused");
    List<Json> all = refused.isEmpty() ? gateway.errors().events("plugin.refused") : refused;

    for (String name : List.of("broken.jar", "nameless.jar", "ahead.jar")) {
      assertTrue(
          all.stream().anyMatch(each -> each.toString().contains(name)), name + " in " + all);
    }
    assertTrue(
        all.stream().anyMatch(each -> each.at("code").text().equals("plugin.wrong_api")),
        all::toString);
    upstream.answers(Scripts.recorded(Recording.MESSAGES_BODY));
    assertEquals(200, gateway.ask(Requests.messages("m")).status());
  }
}
