package tollgate.provider.cliproxyapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.ReplyNotes.Fault;
import tollgate.testkit.JsonTree;

class CliProxyApiProviderTest {

  private final CliProxyApiTransform transform = new CliProxyApiTransform(InstantSource.system());

  @Test
  void doesNotBlameTheServerForAnotherGatewaysOpenBreaker() {
    ReplyNotes notes =
        notes(503, "{\"error\":{\"code\":\"short-circuit\",\"status\":503,\"retryable\":false}}");

    assertEquals(Fault.LIMITED, notes.fault());
  }

  @Test
  void doesNotBlameTheServerForHavingNoAccount() {
    assertEquals(
        Fault.LIMITED,
        notes(503, "{\"error\":{\"message\":\"auth_unavailable: no auth available\"}}").fault());
    assertEquals(
        Fault.LIMITED,
        notes(500, "{\"error\":\"auth_not_found: no auth available (providers=x)\"}").fault());
  }

  @Test
  void doesNotBlameTheServerForAModelItDoesNotKnow() {
    String body =
        "{\"error\":{\"message\":\"unknown provider for model nope\",\"type\":\"server_error\"}}";

    assertEquals(Fault.LIMITED, notes(502, body).fault());
  }

  @Test
  void blamesTheServerForEveryOtherFault() {
    assertEquals(Fault.BROKEN, notes(503, "{\"error\":{\"code\":\"internal\"}}").fault());
    assertEquals(Fault.BROKEN, notes(500, "null").fault());
  }

  @Test
  void readsFromTheBodyHowLongAllAccountsCool() {
    ReplyNotes notes =
        notes(429, "{\"error\":{\"code\":\"model_cooldown\",\"reset_seconds\":723}}");

    assertEquals(Duration.ofSeconds(723), notes.retryAfter());
    assertEquals(Fault.LIMITED, notes.fault());
  }

  @Test
  void believesTheHeaderBeforeTheBody() {
    var head = new ReplyHead(429, Headers.of("retry-after", "5"));

    ReplyNotes notes =
        open("sk").notes(head, JsonTree.parse("{\"error\":{\"reset_seconds\":723}}"));

    assertEquals(Duration.ofSeconds(5), notes.retryAfter());
  }

  @Test
  void refusesAnAddressThatIsNotHttp() {
    var settings = new ProviderSettings("x", URI.create("ftp://localhost"), "", Map.of());

    var refused =
        assertThrows(IllegalArgumentException.class, () -> transform.open(settings).close());

    assertTrue(refused.getMessage().contains("ftp://localhost"), refused.getMessage());
  }

  @Test
  void refusesACredentialThatNoHeaderCanCarryWithoutShowingIt() {
    var refused = assertThrows(IllegalArgumentException.class, () -> open("sk-a\r\nb").close());

    assertFalse(refused.getMessage().contains("sk-a"), refused.getMessage());
  }

  private ReplyNotes notes(int status, String body) {
    return open("sk").notes(new ReplyHead(status, Headers.none()), JsonTree.parse(body));
  }

  private Provider open(String credential) {
    return transform.open(
        new ProviderSettings("local", URI.create("http://localhost:8317"), credential, Map.of()));
  }
}
