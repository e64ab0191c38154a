package tollgate.provider.cliproxyapi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tollgate.api.call.Headers;
import tollgate.api.json.Json;
import tollgate.api.net.HttpCaller;
import tollgate.api.net.HttpCaller.Answer;
import tollgate.api.net.HttpCaller.Ask;
import tollgate.api.quota.Account;
import tollgate.api.quota.AccountSource;

/**
 * The accounts a CLIProxyAPI server was logged in to. What is asked in the name of one goes through
 * the server ({@code api-call}, since v6.6.63), which puts the account's token in: the token never
 * comes here. Keys that stand in the server's own settings are in no list of it.
 */
final class ServerAccounts implements AccountSource {

  /** What the server replaces by the account's token. */
  private static final String TOKEN = "Bearer $TOKEN$";

  private final Management management;

  /** Which account a vendor knows behind a reference, as the last list told; only some do. */
  private volatile Map<String, String> vendorIds = Map.of();

  ServerAccounts(Management management) {
    this.management = management;
  }

  @Override
  public String id() {
    return "cliproxyapi";
  }

  @Override
  public List<Account> accounts() throws IOException {
    Fields answer = Fields.of(management.get("auth-files"));
    if (!answer.members().containsKey("files")) {
      throw new IOException("CLIProxyAPI answered without a list of accounts");
    }
    var accounts = new ArrayList<Account>();
    var ids = new LinkedHashMap<String, String>();
    for (Json file : answer.items("files")) {
      Fields entry = Fields.of(file);
      String reference = entry.text("auth_index");
      String vendor = entry.text("type", "provider").toLowerCase(Locale.ROOT);
      if (reference.isEmpty() || vendor.isEmpty()) {
        continue; // without its index nothing can be asked in its name
      }
      Fields claims = entry.at("id_token"); // of some vendors alone, since v6.6.66
      accounts.add(
          new Account(
              vendor,
              entry.text("email", "account", "label", "name"),
              reference,
              claims.text("plan_type"),
              entry.is("disabled")));
      String id = claims.text("chatgpt_account_id");
      if (id.matches("[\\w-]{1,100}")) {
        ids.put(reference, id);
      }
    }
    vendorIds = Map.copyOf(ids);
    return accounts;
  }

  @Override
  public HttpCaller caller(Account account) {
    return ask -> call(account, ask);
  }

  private Answer call(Account account, Ask ask) throws IOException {
    var fields = new LinkedHashMap<String, Json>();
    ask.headers().forEach((name, value) -> fields.put(name, Json.text(value)));
    fields.put("Authorization", Json.text(TOKEN));
    String id = vendorIds.getOrDefault(account.reference(), "");
    if (!id.isEmpty()) {
      fields.put("Chatgpt-Account-Id", Json.text(id));
    }
    Fields answer =
        Fields.of(
            management.post(
                "api-call",
                Json.object(
                    "auth_index", account.reference(),
                    "method", ask.method(),
                    "url", ask.url(),
                    "header", new Json.Obj(fields),
                    "data", ask.body())));
    int status =
        answer
            .number("status_code")
            .orElseThrow(() -> new IOException("CLIProxyAPI did not say what was answered"))
            .intValue();
    return new Answer(status, Headers.none(), answer.text("body"));
  }
}
