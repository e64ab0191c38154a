package tollgate.runtime.admin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.socket.SocketEnd;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExchangeService;
import tollgate.runtime.wire.ReplySink;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator's door without a listener in front of it. */
final class Door {
  static final String TOKEN = "a-token";

  private final AdminService service;

  /** A reply as it would go out. */
  record Reply(int status, Headers headers, String text) {
    JsonNode json() {
      return JsonMapper.shared().readTree(text);
    }

    Json document() {
      try {
        return JsonText.parse(text);
      } catch (MalformedJson malformed) {
        throw new AssertionError(text, malformed);
      }
    }

    String code() {
      return json().at("/problem").asString();
    }
  }

  Door(List<Route> routes, LedgerReports ledger) {
    var rules =
        new AdminRoom.Rules(
            AdminToken.of(TOKEN, Path.of("admin-token")), List.of(), false, false, 0);
    var works = new LongWorks();
    service =
        new AdminService(
            new AdminGate(rules, secret -> Optional.empty(), secret -> Optional.empty()),
            Stream.concat(routes.stream(), works.list().stream()).map(Route::resource).toList(),
            ledger,
            works,
            change -> {});
  }

  /** Asks from this machine, with the token where something changes. */
  Reply ask(String methodAndTarget) {
    return ask(methodAndTarget, "");
  }

  /** The same with a body. */
  Reply ask(String methodAndTarget, String body) {
    var fields = new ArrayList<>(List.of("host", "localhost"));
    if (!methodAndTarget.startsWith("GET ")) {
      fields.addAll(List.of("x-admin-token", TOKEN));
    }
    return asked(service, methodAndTarget, body, fields.toArray(String[]::new));
  }

  /** Asks from this machine, with the token. */
  Reply askWithToken(String methodAndTarget) {
    return asked(service, methodAndTarget, "", "host", "localhost", "x-admin-token", TOKEN);
  }

  /** What a service answers to a request with these fields. */
  static Reply asked(
      ExchangeService service, String methodAndTarget, String body, String... fields) {
    return asked(service, methodAndTarget, body, false, fields);
  }

  /** The same over an encrypted connection. */
  static Reply askedSecurely(
      ExchangeService service, String methodAndTarget, String body, String... fields) {
    return asked(service, methodAndTarget, body, true, fields);
  }

  private static Reply asked(
      ExchangeService service,
      String methodAndTarget,
      String body,
      boolean secure,
      String... fields) {
    String[] words = methodAndTarget.split(" ", 2);
    String[] target = words[1].split("[?]", 2);
    String query = target.length == 2 ? target[1] : "";
    var exchange =
        new Asked(words[0], target[0], query, Headers.of(fields), body, secure, new Caught());
    try {
      service.serve(exchange);
    } catch (ClientGone gone) {
      throw new AssertionError(gone);
    }
    return exchange.caught().reply();
  }

  private record Asked(
      String method,
      String path,
      String query,
      Headers headers,
      String text,
      boolean secure,
      Caught caught)
      implements ClientExchange {
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
      throw new AssertionError("no sockets here");
    }

    @Override
    public byte[] body(long limit) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length > limit) {
        throw RequestProblem.REQUEST_TOO_LARGE.exception(limit);
      }
      return bytes;
    }

    @Override
    public ReplySink sink() {
      return caught;
    }

    @Override
    public Watch onClientGone(Runnable action) {
      return () -> {};
    }
  }

  /** Keeps a reply. */
  private static final class Caught implements ReplySink {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private ReplyHead head = new ReplyHead(0, Headers.none());

    Reply reply() {
      return new Reply(head.status(), head.headers(), body.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void head(ReplyHead replyHead) {
      head = replyHead;
    }

    @Override
    public void write(ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      body.writeBytes(copy);
    }

    @Override
    public void end(Headers trailers) {}

    @Override
    public void abort() {
      throw new AssertionError("the reply was broken off");
    }

    @Override
    public boolean committed() {
      return body.size() > 0;
    }
  }
}
