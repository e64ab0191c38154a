package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Ask;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.OwnCertificate;
import tollgate.dist.kit.Recording;
import tollgate.dist.kit.Requests;
import tollgate.dist.kit.Scripts;

/** A gateway that speaks TLS: calls, commands, and another certificate while it runs. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TlsIT {
  private static final String MODEL = "gpt-5-2025-08-07";

  @TempDir private static Path folder;
  private static OwnCertificate first;
  private static OwnCertificate second;
  private static FakeUpstream upstream;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() throws Exception {
    first = OwnCertificate.make(folder.resolve("first.p12"), "localhost");
    second = OwnCertificate.make(folder.resolve("second.p12"), "localhost");
    first.into(chain(), key());
    upstream = FakeUpstream.start();
    upstream.answers(Scripts.recorded(Recording.CHAT_STREAM));
    String settings =
        GatewaySettings.with(upstream.address())
            .set("listener.tls-certificate", "\"chain.pem\"")
            .set("listener.tls-key", "\"key.pem\"")
            .text();
    gateway = GatewayProcess.in(folder).with(settings).start();
  }

  @AfterAll
  static void end() throws Exception {
    gateway.close();
    upstream.close();
  }

  private static Path chain() {
    return folder.resolve("chain.pem");
  }

  private static Path key() {
    return folder.resolve("key.pem");
  }

  private static HttpResponse<byte[]> call(OwnCertificate trusted) throws Exception {
    Ask ask = Requests.chatStream(MODEL);
    try (var client = HttpClient.newBuilder().sslContext(trusted.trusted()).build()) {
      var request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.port() + ask.target()))
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofByteArray(ask.body()))
              .build();
      return client.send(request, BodyHandlers.ofByteArray());
    }
  }

  private static GatewayProcess.Ended command(String... words) throws Exception {
    var arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--data-dir", folder.resolve("data").toString()));
    arguments.addAll(List.of("--config", folder.resolve("tollgate.toml").toString()));
    return GatewayProcess.run(Map.of(), arguments.toArray(String[]::new));
  }

  @Test
  @Order(1)
  void aStreamIsRelayedByteForByteAndItsRowSettled() throws Exception {
    HttpResponse<byte[]> reply = call(first);

    assertEquals(200, reply.statusCode());
    assertEquals(HttpClient.Version.HTTP_2, reply.version());
    assertArrayEquals(Recording.CHAT_STREAM.bytes(), reply.body());
    String id = reply.headers().firstValue("x-tollgate-call-id").orElseThrow();
    assertEquals("settled", gateway.ledger().ended(id).text("state"));
  }

  @Test
  @Order(2)
  void commandsAskItAndAnotherCertificateCountsAtOnce() throws Exception {
    GatewayProcess.Ended listed = command("providers", "list");
    assertEquals(0, listed.status(), listed::errors);
    assertTrue(listed.output().contains("fake"), listed::output);

    second.into(chain(), key());
    Eventually.holds(
        "the other certificate is in use",
        () -> gateway.output().events("listener.certificate").size() == 2);
    assertEquals(200, call(second).statusCode());
    Files.writeString(key(), first.keyPem());
    GatewayProcess.Ended reloaded = command("reload");

    assertEquals(1, reloaded.status(), reloaded::output);
    assertTrue(reloaded.output().contains("not that of the first"), reloaded::output);
    assertEquals(200, call(second).statusCode());
  }
}
