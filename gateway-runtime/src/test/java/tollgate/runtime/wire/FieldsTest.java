package tollgate.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.call.Headers;

/** Which fields travel over the gateway, and which do not. */
class FieldsTest {

  @Test
  void keepsWhatBelongsToTheClientsConnectionFromTheUpstream() {
    Headers client =
        Headers.of(
            "Host",
            "127.0.0.1:3100",
            "Connection",
            "keep-alive, X-Private",
            "connection",
            "x-other",
            "Keep-Alive",
            "timeout=5",
            "TE",
            "trailers",
            "Trailer",
            "x",
            "Transfer-Encoding",
            "chunked",
            "Upgrade",
            "h2c",
            "Proxy-Authorization",
            "Basic x",
            "proxy-connection",
            "keep-alive",
            "Expect",
            "100-continue",
            "Content-Length",
            "12",
            "X-Private",
            "1",
            "X-OTHER",
            "2",
            "Content-Type",
            "application/json",
            "x-agent-name",
            "laptop",
            "Accept",
            "a",
            "accept",
            "b");

    assertEquals(
        List.of("Content-Type: application/json", "x-agent-name: laptop", "Accept: a", "accept: b"),
        lines(HopByHop.fromClient(client)));
  }

  @Test
  void letsTheUpstreamsOtherFieldsReachTheClient() {
    Headers upstream =
        Headers.of(
            "connection",
            "close, x-hop",
            "x-hop",
            "1",
            "transfer-encoding",
            "chunked",
            "proxy-authenticate",
            "Basic",
            "content-length",
            "7",
            "date",
            "now",
            "retry-after",
            "2",
            "x-ratelimit-remaining",
            "9",
            "set-cookie",
            "a",
            "set-cookie",
            "b");

    assertEquals(
        List.of(
            "content-length: 7",
            "date: now",
            "retry-after: 2",
            "x-ratelimit-remaining: 9",
            "set-cookie: a",
            "set-cookie: b"),
        lines(HopByHop.fromUpstream(upstream)));
  }

  @Test
  void endsTheGatewaysOwnFieldsAndEveryCredentialAtTheGateway() {
    Headers client =
        Headers.of(
            "Authorization",
            "Bearer k",
            "X-Api-Key",
            "k",
            "x-goog-api-key",
            "k",
            "X-Provider",
            "p",
            "x-proxy-key",
            "k",
            "x-admin-token",
            "t",
            "Forwarded",
            "for=1",
            "X-Forwarded-For",
            "1",
            "x-forwarded-proto",
            "https",
            "CF-Ray",
            "1",
            "cf-connecting-ip",
            "1",
            "x-agent-name",
            "laptop",
            "user-agent",
            "tool/1",
            "cfg",
            "stays");

    assertEquals(
        List.of("x-agent-name: laptop", "user-agent: tool/1", "cfg: stays"),
        lines(GatewayHeaders.strip(client)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=b; c=d | cookie: a=b; c=d",
        "__dashboard_session=s | ''",
        "a=b; __dashboard_session=s | cookie: a=b",
        "__dashboard_session=s; a=b;c=d | cookie: a=b;c=d",
        "a=__dashboard_session; x__dashboard_session=1 |"
            + " cookie: a=__dashboard_session; x__dashboard_session=1",
      })
  void endsTheCookieOfASessionHereAtTheGatewayAndNoOther(String sent, String forwarded) {
    Headers client = Headers.of("cookie", sent, "x", "y");

    String left = String.join(" ", lines(GatewayHeaders.strip(client)));

    assertEquals((forwarded + " x: y").strip(), left);
  }

  @Test
  void letsNoUpstreamTouchASessionHere() {
    Headers upstream =
        Headers.of("Set-Cookie", "a=1; Path=/", "Set-Cookie", "__dashboard_session=; Max-Age=0");

    assertEquals(List.of("Set-Cookie: a=1; Path=/"), lines(GatewayHeaders.keepSession(upstream)));
  }

  @Test
  void stripsTenThousandFieldsInNoTime() {
    var fields = new ArrayList<String>();
    for (int i = 0; i < 10_000; i++) {
      fields.add(i % 2 == 0 ? "x-" + i : "connection");
      fields.add("x-" + (i + 1));
    }
    Headers many = Headers.of(fields.toArray(String[]::new));

    assertEquals(1, lines(HopByHop.fromClient(many)).size(), "only x-0 is named by nobody");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br, zstd | gzip, deflate",
        "gzip;q=1.0, br;q=0.5, identity;q=0.1 | gzip;q=1.0, identity;q=0.1",
        "br | identity",
        "* | identity",
        "GZIP | GZIP",
        "identity | identity",
      })
  void narrowsEncodingsToThoseThatCanBeRead(String sent, String forwarded) {
    Headers narrowed = AcceptEncoding.narrow(Headers.of("accept-encoding", sent, "x", "y"));

    assertEquals(List.of("accept-encoding: " + forwarded, "x: y"), lines(narrowed));
  }

  @Test
  void addsNoEncodingThatTheClientDidNotAskFor() {
    assertFalse(AcceptEncoding.narrow(Headers.none()).has("accept-encoding"));
    assertFalse(AcceptEncoding.plain(Headers.none()).has("accept-encoding"));
  }

  @Test
  void asksForAPlainReplyWhereEventsMayBeTakenOut() {
    Headers client = Headers.of("accept-encoding", "gzip", "Accept-Encoding", "br");

    assertEquals(List.of("accept-encoding: identity"), lines(AcceptEncoding.plain(client)));
  }

  private static List<String> lines(Headers headers) {
    var lines = new ArrayList<String>();
    headers.forEach((name, value) -> lines.add(name + ": " + value));
    return lines;
  }
}
