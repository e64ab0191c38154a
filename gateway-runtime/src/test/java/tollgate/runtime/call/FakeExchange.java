package tollgate.runtime.call;

import java.nio.charset.StandardCharsets;
import tollgate.api.call.Headers;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.socket.SocketEnd;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ReplySink;

/** A request that lies ready; only reading is possible. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
record FakeExchange(String method, String path, String query, Headers headers, byte[] sent)
    implements ClientExchange {

  /** A request without a body. */
  static FakeExchange asking(String path, String query, String... fields) {
    return new FakeExchange("GET", path, query, Headers.of(fields), new byte[0]);
  }

  /** A request with a JSON body. */
  static FakeExchange posting(String json) {
    return posting(json.getBytes(StandardCharsets.UTF_8), "content-type", "application/json");
  }

  /** A request with those bytes as its body. */
  static FakeExchange posting(byte[] body, String... fields) {
    return new FakeExchange("POST", "/v1/talk", "", Headers.of(fields), body);
  }

  @Override
  public String peer() {
    return "127.0.0.1";
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public boolean wantsWebSocket() {
    return false;
  }

  @Override
  public boolean accept(SocketEnd end, String protocol, Headers fields) {
    throw new AssertionError("the stage under test answers nobody");
  }

  @Override
  public byte[] body(long limit) {
    if (sent.length > limit) {
      throw RequestProblem.REQUEST_TOO_LARGE.exception(limit);
    }
    return sent.clone();
  }

  @Override
  public ReplySink sink() {
    throw new AssertionError("the stage under test answers nobody");
  }

  @Override
  public Watch onClientGone(Runnable action) {
    throw new AssertionError("the stage under test waits for nobody");
  }
}
