package tollgate.invented;

import java.util.List;
import tollgate.api.call.Headers;
import tollgate.api.json.Json;
import tollgate.api.net.HttpCaller;
import tollgate.api.quota.Account;
import tollgate.api.quota.AccountSource;

/** Two accounts, one of them out of use; its caller reaches a vendor that is always the same. */
final class AcmeAccounts implements AccountSource {

  @Override
  public String id() {
    return "acme-accounts";
  }

  @Override
  public List<Account> accounts() {
    return List.of(
        new Account(AcmeProbe.VENDOR, "road@acme.test", "1", false),
        new Account(AcmeProbe.VENDOR, "anvil@acme.test", "2", true));
  }

  @Override
  public HttpCaller caller(Account account) {
    String body =
        Json.encode(Json.object("used", 25, "left", "75 anvils", "until", "2027-01-01T00:00:00Z"));
    return ask ->
        ask.url().equals(AcmeProbe.ADDRESS)
            ? new HttpCaller.Answer(200, Headers.of("content-type", "application/json"), body)
            : new HttpCaller.Answer(404, Headers.none(), "");
  }
}
