package tollgate.provider.cliproxyapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.api.net.HttpCaller.Answer;
import tollgate.api.net.HttpCaller.Ask;
import tollgate.api.quota.Account;

@Timeout(20)
class ServerAccountsTest {
  private static final String LIST =
      """
      {"files": [
        {"auth_index": "0a1b", "type": "codex", "email": "ann@example.org", "disabled": false,
         "id_token": {"chatgpt_account_id": "acc-1", "plan_type": "plus"}},
        {"auth_index": "2c3d", "type": "Claude", "account": "bob", "disabled": true},
        {"type": "kimi", "email": "no-index@example.org"},
        "odd"
      ]}
      """;

  private FakeServer server;
  private Management management;
  private ServerAccounts accounts;

  @BeforeEach
  void open() throws IOException {
    server = new FakeServer();
    management = new Management(server.address(), "the-key", InstantSource.system());
    accounts = new ServerAccounts(management);
  }

  @AfterEach
  void close() {
    management.close();
    server.close();
  }

  @Test
  void listsTheAccountsThatHaveAnIndex() throws IOException {
    server.answers(200, LIST);

    assertEquals(
        List.of(
            new Account("codex", "ann@example.org", "0a1b", "plus", false),
            new Account("claude", "bob", "2c3d", true)),
        accounts.accounts());
    String request = server.requests().getFirst();
    assertTrue(request.startsWith("GET /v0/management/auth-files HTTP/1.1\n"), request);
    assertTrue(request.contains("uthorization: Bearer the-key\n"), request);
  }

  @Test
  void asksThroughTheServerWithoutEverSeeingTheToken() throws IOException {
    server.answers(200, LIST);
    server.answers(200, "{\"status_code\": 401, \"header\": {}, \"body\": \"{\\\"a\\\": 1}\"}");
    Account ann = accounts.accounts().getFirst();

    Answer answer = accounts.caller(ann).call(Ask.get("https://vendor.example/usage"));

    assertEquals(401, answer.status());
    assertEquals("{\"a\": 1}", answer.body());
    String request = server.requests().getLast();
    assertTrue(request.startsWith("POST /v0/management/api-call HTTP/1.1\n"), request);
    assertTrue(
        request.endsWith(
            "{\"auth_index\":\"0a1b\",\"method\":\"GET\",\"url\":\"https://vendor.example/usage\","
                + "\"header\":{\"Authorization\":\"Bearer $TOKEN$\","
                + "\"Chatgpt-Account-Id\":\"acc-1\"},\"data\":\"\"}"),
        request);
  }

  @Test
  void leavesAKeyAloneThatWasRefusedOnce() {
    server.answers(401, "{\"error\":\"invalid management key\"}");

    IOException refused = assertThrows(IOException.class, accounts::accounts);
    IOException left = assertThrows(IOException.class, accounts::accounts);

    assertTrue(refused.getMessage().contains("management-key"), refused::getMessage);
    assertTrue(left.getMessage().contains("left alone"), left::getMessage);
    assertEquals(1, server.requests().size(), "five wrong keys lock this machine out");
  }

  @Test
  void saysWhenTheServerAnswersSomethingElse() {
    server.answers(200, "{}");
    server.answers(500, "");
    server.answers(200, "<html>");

    for (int i = 0; i < 3; i++) {
      assertThrows(IOException.class, accounts::accounts);
    }
  }
}
