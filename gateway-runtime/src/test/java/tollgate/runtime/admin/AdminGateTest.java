package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.api.face.Resource.Access;
import tollgate.runtime.access.Principal;
import tollgate.runtime.access.Role;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.socket.SocketEnd;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ReplySink;

class AdminGateTest {
  private static final AdminToken TOKEN = AdminToken.of("secret", Path.of("admin-token"));
  private static final AdminGate ORDINARY = gate(List.of(), false, false);
  private static final AdminGate REMOTE = gate(List.of("Gate.example"), true, true);

  private static AdminGate gate(List<String> hosts, boolean remote, boolean readsNeedToken) {
    return new AdminGate(
        new AdminRoom.Rules(TOKEN, hosts, remote, readsNeedToken, 0),
        secret ->
            switch (secret) {
              case "tga_view" -> Optional.of(new Principal("token view", Role.VIEWER));
              case "tga_change" -> Optional.of(new Principal("token change", Role.ADMIN));
              default -> Optional.empty();
            },
        secret ->
            switch (secret) {
              case "view" -> Optional.of(new Principal("user view", Role.VIEWER));
              case "change" -> Optional.of(new Principal("user change", Role.ADMIN));
              default -> Optional.empty();
            });
  }

  private static Optional<Problem> objection(
      AdminGate gate, Access access, boolean local, String... fields) {
    var exchange = new FakeExchange(local, Headers.of(fields));
    return gate.objection(exchange, access).map(ProblemReport::problem);
  }

  private static Optional<Problem> near(Access access, String... fields) {
    return objection(ORDINARY, access, true, fields);
  }

  @Test
  void readingIsOpenToThisMachineAndChangingTakesTheToken() {
    assertEquals(Optional.empty(), near(Access.READ, "host", "localhost:3100"));
    assertEquals(
        Optional.of(AccessProblem.ADMIN_TOKEN_MISSING),
        near(Access.CHANGE, "host", "localhost:3100"));
  }

  @Test
  void readingTakesTheTokenToWhereTheOperatorAsksForIt() {
    var strict = gate(List.of(), false, true);

    assertEquals(
        Optional.of(AccessProblem.ADMIN_TOKEN_MISSING),
        objection(strict, Access.READ, true, "host", "localhost"));
    assertEquals(
        Optional.empty(),
        objection(strict, Access.READ, true, "host", "localhost", "x-admin-token", "secret"));
    assertEquals(Optional.empty(), objection(strict, Access.OPEN, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-admin-token: secret",
        "authorization: bearer secret",
        "Authorization: Bearer  secret",
        "authorization: secret"
      })
  void theTokenIsTakenInEachOfItsPlaces(String field) {
    List<String> parts = List.of(field.split(": ", 2));

    assertEquals(
        Optional.empty(),
        near(Access.CHANGE, "host", "127.0.0.1", parts.getFirst(), parts.getLast()));
  }

  @Test
  void aWrongTokenIsRefusedAndTheFileOfTheRightOneNamed() {
    var exchange =
        new FakeExchange(true, Headers.of("host", "localhost", "x-admin-token", "guess"));

    ProblemReport said = ORDINARY.objection(exchange, Access.CHANGE).orElseThrow();

    assertEquals(AccessProblem.ADMIN_TOKEN_WRONG, said.problem());
    assertTrue(said.fix().contains("admin-token"), said::fix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:3100", "127.0.0.1:1", "127.0.0.53", "[::1]", "[::1]:3100"})
  void thisMachinesOwnNamesAreKnown(String host) {
    assertEquals(Optional.empty(), near(Access.READ, "host", host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.evil.example",
        "evil.example:127",
        "gate.example",
        "0.0.0.0"
      })
  void aNameThatIsNotOursIsRefusedEvenWithTheToken(String host) {
    assertEquals(
        Optional.of(AccessProblem.ADMIN_HOST_REFUSED),
        near(Access.CHANGE, "host", host, "x-admin-token", "secret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "https://localhost.evil.example", "::", "file://"})
  void aPageThatIsNotOursIsRefusedEvenWithTheToken(String origin) {
    assertEquals(
        Optional.of(AccessProblem.ADMIN_ORIGIN_REFUSED),
        near(Access.CHANGE, "host", "localhost", "origin", origin, "x-admin-token", "secret"));
  }

  @Test
  void ourOwnPagesPass() {
    assertEquals(
        Optional.empty(), near(Access.READ, "host", "[::1]:1", "origin", "http://[::1]:3100"));
    assertEquals(
        Optional.empty(), near(Access.READ, "host", "localhost", "origin", "http://LOCALHOST:1"));
  }

  @Test
  void anotherMachineIsKeptOutWhateverItHolds() {
    var fields = new String[] {"host", "localhost", "x-admin-token", "secret"};

    assertEquals(
        Optional.of(AccessProblem.ADMIN_NOT_LOCAL),
        objection(ORDINARY, Access.READ, false, fields));
    assertEquals(
        Optional.of(AccessProblem.ADMIN_NOT_LOCAL),
        objection(ORDINARY, Access.CHANGE, false, fields));
    assertEquals(Optional.empty(), objection(ORDINARY, Access.OPEN, false));
  }

  @Test
  void anotherMachineNeedsTheTokenForEverythingWhereItIsLetIn() {
    assertEquals(
        Optional.of(AccessProblem.ADMIN_TOKEN_MISSING),
        objection(REMOTE, Access.READ, false, "host", "gate.example:3100"));
    assertEquals(
        Optional.empty(),
        objection(
            REMOTE, Access.READ, false, "host", "gate.example", "authorization", "Bearer secret"));
  }

  @Test
  void aViewersTokenReadsEverywhereAndChangesNothing() {
    var strict = gate(List.of(), false, true);

    assertEquals(
        Optional.empty(),
        objection(strict, Access.READ, true, "host", "localhost", "x-admin-token", "tga_view"));
    assertEquals(
        Optional.of(AccessProblem.ADMIN_ROLE_LACKING),
        near(Access.CHANGE, "host", "localhost", "authorization", "Bearer tga_view"));
    assertEquals(
        Optional.empty(), near(Access.CHANGE, "host", "localhost", "x-admin-token", "tga_change"));
  }

  @Test
  void aChangeBySessionTakesTheFieldThatAForeignPageCannotSet() {
    String cookie = "a=b; __dashboard_session=change; c=d";

    assertEquals(
        Optional.of(AccessProblem.ADMIN_CSRF_MISSING),
        near(Access.CHANGE, "host", "localhost", "cookie", cookie));
    assertEquals(
        Optional.of(AccessProblem.ADMIN_CSRF_MISSING),
        near(Access.CHANGE, "host", "localhost", "cookie", cookie, "x-csrf", "0"));
    assertEquals(
        Optional.empty(),
        near(Access.CHANGE, "host", "localhost", "cookie", cookie, "x-csrf", "1"));
    assertEquals(
        Optional.of(AccessProblem.ADMIN_ROLE_LACKING),
        near(
            Access.CHANGE,
            "host",
            "localhost",
            "cookie",
            "__dashboard_session=view",
            "x-csrf",
            "1"));
  }

  @Test
  void aSessionReadsWithoutThatFieldWhereAnybodyMustBeKnown() {
    var strict = gate(List.of(), false, true);

    assertEquals(
        Optional.empty(),
        objection(
            strict, Access.READ, true, "host", "localhost", "cookie", "__dashboard_session=view"));
    assertEquals(
        Optional.of(AccessProblem.ADMIN_TOKEN_MISSING),
        objection(
            strict, Access.READ, true, "host", "localhost", "cookie", "__dashboard_session=old"));
  }

  @Test
  void aCookieIsNoTokenAndATokenIsNoCookie() {
    assertEquals(
        Optional.of(AccessProblem.ADMIN_TOKEN_WRONG),
        near(
            Access.CHANGE,
            "host",
            "localhost",
            "x-admin-token",
            "change",
            "cookie",
            "__dashboard_session=change",
            "x-csrf",
            "1"));
    assertEquals(
        Optional.of(AccessProblem.ADMIN_TOKEN_MISSING),
        near(
            Access.CHANGE,
            "host",
            "localhost",
            "cookie",
            "__dashboard_session=secret",
            "x-csrf",
            "1"));
  }

  @Test
  void aRequestThatAnotherSiteBeganIsRefusedWhereTheBrowserSaysSo() {
    assertEquals(
        Optional.of(AccessProblem.ADMIN_ORIGIN_REFUSED),
        near(Access.READ, "host", "localhost", "sec-fetch-site", "cross-site"));
  }

  @Test
  void saysInWhoseNameARequestPasses() {
    var exchange =
        new FakeExchange(true, Headers.of("host", "localhost", "x-admin-token", "tga_change"));

    assertEquals(
        new AdminGate.Entry.In(new Principal("token change", Role.ADMIN)),
        ORDINARY.enter(exchange, Access.READ));
  }

  /** A request's head and where it comes from. */
  private record FakeExchange(boolean local, Headers headers) implements ClientExchange {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String path() {
      return "/admin/calls";
    }

    @Override
    public String query() {
      return "";
    }

    @Override
    public String peer() {
      return local ? "127.0.0.1" : "192.0.2.1";
    }

    @Override
    public boolean wantsWebSocket() {
      return false;
    }

    @Override
    public boolean accept(SocketEnd end, String protocol, Headers fields) {
      throw new AssertionError("no sockets here");
    }

    @Override
    public byte[] body(long limit) {
      throw new AssertionError("the gate reads no body");
    }

    @Override
    public ReplySink sink() {
      throw new AssertionError("the gate answers nobody");
    }

    @Override
    public Watch onClientGone(Runnable action) {
      throw new AssertionError("the gate waits for nobody");
    }
  }
}
