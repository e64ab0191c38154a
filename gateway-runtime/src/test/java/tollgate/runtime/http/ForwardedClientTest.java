package tollgate.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.runtime.config.Network;
import tollgate.runtime.http.ForwardedClient.Source;

class ForwardedClientTest {
  private static final String PROXY = "10.0.0.1";

  private final ForwardedClient nobody = new ForwardedClient(ListenerSettings.Proxies.NONE);
  private final ForwardedClient customary = trusting(false);
  private final ForwardedClient standard = trusting(true);

  private static ForwardedClient trusting(boolean standard) {
    return new ForwardedClient(
        new ListenerSettings.Proxies(
            List.of(
                new Network(InetAddress.ofLiteral("10.0.0.0"), 8),
                new Network(InetAddress.ofLiteral("127.0.0.1"), 32)),
            standard));
  }

  private static Source ask(ForwardedClient clients, String peer, String... fields) {
    return clients.source(InetAddress.ofLiteral(peer), Headers.of(fields));
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, true", "::1, true", "192.0.2.1, false"})
  void withoutAProxyThePeerIsTheClient(String peer, boolean local) {
    Source source = ask(nobody, peer, "host", "localhost");

    assertEquals(new Source(InetAddress.ofLiteral(peer).getHostAddress(), local, false), source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "forwarded",
        "x-forwarded-for",
        "x-forwarded-host",
        "X-Forwarded-Proto",
        "x-real-ip"
      })
  void whoIsNotTrustedGainsNothingBySayingItPassesARequestOn(String field) {
    assertEquals(
        new Source("192.0.2.1", false, false), ask(nobody, "192.0.2.1", field, "127.0.0.1"));
    assertEquals(
        new Source("127.0.0.1", false, false), ask(nobody, "127.0.0.1", field, "127.0.0.1"));
    assertEquals(
        new Source("192.0.2.1", false, false),
        ask(customary, "192.0.2.1", field, "127.0.0.1", "x-forwarded-proto", "https"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.9|203.0.113.9",
        "127.0.0.1, 203.0.113.9|203.0.113.9",
        "6.6.6.6, 203.0.113.9, 10.0.0.2|203.0.113.9",
        "203.0.113.9:4711|203.0.113.9",
        "[2001:db8::7]:4711|2001:db8:0:0:0:0:0:7",
        "2001:db8::7|2001:db8:0:0:0:0:0:7",
        "10.0.0.3|10.0.0.3",
        "evil, 10.0.0.2|10.0.0.2",
        "unknown|10.0.0.1",
        "|10.0.0.1"
      })
  void aTrustedProxyIsBelievedAndNobodyBehindTheFirstWhoIsNot(String said, String client) {
    Source source = ask(customary, PROXY, "x-forwarded-for", said == null ? "" : said);

    assertEquals(new Source(client, false, false), source);
  }

  @Test
  void theFieldsOfTheOtherKindArePassedOver() {
    assertEquals(
        "203.0.113.9",
        ask(customary, PROXY, "forwarded", "for=6.6.6.6", "x-forwarded-for", "203.0.113.9")
            .address());
    assertEquals(
        "203.0.113.9",
        ask(standard, PROXY, "forwarded", "for=203.0.113.9", "x-forwarded-for", "6.6.6.6")
            .address());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=203.0.113.9;proto=https|203.0.113.9|true",
        "For=\"[2001:db8::7]:4711\";by=x|2001:db8:0:0:0:0:0:7|false",
        "for=6.6.6.6, for=203.0.113.9;proto=https, for=10.0.0.2;proto=http|203.0.113.9|false",
        "for=\"a, for=127.0.0.1\"|10.0.0.1|false",
        "for=_hidden;proto=https|10.0.0.1|true",
        "proto=https|10.0.0.1|true",
        ";;=,|10.0.0.1|false"
      })
  void readsTheStandardFieldAsWell(String said, String client, boolean secure) {
    assertEquals(new Source(client, false, secure), ask(standard, PROXY, "forwarded", said));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"https|true", "HTTPS|true", "http|false", "https, http|false", "|false"})
  void whetherTheClientCameEncryptedIsTheNearestProxysWord(String said, boolean secure) {
    Source source =
        ask(
            customary,
            PROXY,
            "x-forwarded-for",
            "203.0.113.9",
            "x-forwarded-proto",
            said == null ? "" : said);

    assertEquals(secure, source.secure());
  }

  @Test
  void aRequestIsNearOnlyWhereBothTheProxyAndItsClientAre() {
    assertEquals(
        new Source("127.0.0.1", true, false), ask(customary, "127.0.0.1", "host", "localhost"));
    assertEquals(
        new Source("127.0.0.1", true, false),
        ask(customary, "127.0.0.1", "x-forwarded-for", "127.0.0.1"));
    assertEquals(
        new Source("203.0.113.9", false, false),
        ask(customary, "127.0.0.1", "x-forwarded-for", "203.0.113.9"));
    assertEquals(
        new Source("127.0.0.1", false, false),
        ask(customary, PROXY, "x-forwarded-for", "127.0.0.1"));
  }
}
