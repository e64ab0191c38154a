package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkKindTest {
  private final NetworkKind kind = new NetworkKind();

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.128.0.0/9, 10.127.255.255, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "::1, ::1, true",
    "2001:db8::/32, 2001:db8:1::7, true",
    "2001:db8::/33, 2001:db8:8000::7, false",
    "127.0.0.1, ::ffff:127.0.0.1, true"
  })
  void holdsTheAddressesThatBeginAlike(String network, String address, boolean holds) {
    assertEquals(holds, kind.parse(network).orElseThrow().holds(InetAddress.ofLiteral(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "10.0.0/8",
        "::/129",
        "fe80::1%eth0",
        "10.0.0.0/"
      })
  void takesNothingElse(String text) {
    assertEquals(Optional.empty(), kind.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "192.0.2.7", "0.0.0.0/0"})
  void isWrittenAsItWasRead(String text) {
    assertEquals(text, kind.text(kind.parse(text).orElseThrow()));
  }
}
