package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.call.Headers;
import tollgate.api.face.Resource.Access;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ReplySink;

class AdminGateTest {

  private static final AdminToken TOKEN = AdminToken.of("the-token", Path.of("admin-token"));

  /** How a peer on this or another machine asks, with which fields. */
  private record Asking(boolean local, Headers headers) implements ClientExchange {

    static Asking here() {
      return new Asking(true, Headers.of("host", "localhost:3100"));
    }

    static Asking elsewhere() {
      return new Asking(false, Headers.of("host", "gate.example:3100"));
    }

    Asking with(String name, String value) {
      return new Asking(local, headers.with(name, value));
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String path() {
      return "/admin/logs";
    }

    @Override
    public String query() {
      return "";
    }

    @Override
    public String peer() {
      return local ? "127.0.0.1" : "192.0.2.7";
    }

    @Override
    public boolean wantsWebSocket() {
      return false;
    }

    @Override
    public byte[] body(long limit) {
      return new byte[0];
    }

    @Override
    public ReplySink sink() {
      throw new UnsupportedOperationException("a gate answers nobody");
    }

    @Override
    public Watch onClientGone(Runnable action) {
      return () -> {};
    }
  }

  private static AdminGate gate(boolean tokenToRead, boolean remote) {
    return new AdminGate(new AdminRoom.Rules(TOKEN, tokenToRead, Set.of("Gate.Example"), remote));
  }

  private static Optional<Problem> objection(AdminGate gate, Asking asking, Access access) {
    return gate.objection(asking, access).map(report -> report.problem());
  }

  @Test
  void letsAnybodyOnThisMachineReadAndNobodyChangeWithoutTheToken() {
    AdminGate gate = gate(false, false);

    assertEquals(Optional.empty(), objection(gate, Asking.here(), Access.READ));
    assertEquals(
        Optional.of(Problem.ADMIN_TOKEN_MISSING), objection(gate, Asking.here(), Access.CHANGE));
  }

  @ParameterizedTest
  @CsvSource({
    "x-admin-token,the-token",
    "authorization,Bearer the-token",
    "authorization,bearer the-token"
  })
  void takesTheTokenToReadWhereTheOperatorWantsIt(String field, String value) {
    AdminGate gate = gate(true, false);

    assertEquals(
        Optional.of(Problem.ADMIN_TOKEN_MISSING), objection(gate, Asking.here(), Access.READ));
    assertEquals(
        Optional.of(Problem.ADMIN_TOKEN_WRONG),
        objection(gate, Asking.here().with(field, "Bearer the-toke"), Access.READ));
    assertEquals(Optional.empty(), objection(gate, Asking.here().with(field, value), Access.READ));
  }

  @Test
  void tellsAnybodyWhetherTheGatewayIsWell() {
    assertEquals(Optional.empty(), objection(gate(true, false), Asking.here(), Access.OPEN));
    assertEquals(Optional.empty(), objection(gate(true, false), Asking.elsewhere(), Access.OPEN));
  }

  @Test
  void letsOtherMachinesInOnlyWhereTheyMayAndOnlyWithTheToken() {
    Asking known = Asking.elsewhere().with("x-admin-token", "the-token");

    assertEquals(
        Optional.of(Problem.ADMIN_NOT_LOCAL), objection(gate(true, false), known, Access.READ));
    assertEquals(Optional.empty(), objection(gate(true, true), known, Access.CHANGE));
    assertEquals(
        Optional.of(Problem.ADMIN_TOKEN_MISSING),
        objection(gate(false, true), Asking.elsewhere(), Access.READ));
  }
}
