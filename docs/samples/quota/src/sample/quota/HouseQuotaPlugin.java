package sample.quota;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.api.GatewayPlugin;
import tollgate.api.net.HttpCaller;
import tollgate.api.quota.Account;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.quota.QuotaWindow;

/** Reads what is left of a house account: {@code {"used_percent":25,"left":"75 credits"}}. */
public final class HouseQuotaPlugin implements GatewayPlugin, QuotaProbe {
  private static final String ADDRESS = "https://house.example/v1/quota";
  private static final BigDecimal ALL = BigDecimal.valueOf(100);
  private static final Pattern ANSWER =
      Pattern.compile("\\{\"used_percent\":(\\d{1,3}),\"left\":\"([^\"\\\\]*)\"}");

  @Override
  public List<QuotaProbe> quotaProbes() {
    return List.of(this);
  }

  @Override
  public String vendor() {
    return "house";
  }

  /** The caller adds the account's credential; this never sees it. */
  @Override
  public List<QuotaWindow> probe(Account account, HttpCaller caller) throws IOException {
    HttpCaller.Answer answer = caller.call(HttpCaller.Ask.get(ADDRESS));
    Matcher read = ANSWER.matcher(answer.body());
    if (answer.status() != 200 || !read.matches()) {
      throw new IOException("the house answered " + answer.status() + " without a quota");
    }
    BigDecimal used = new BigDecimal(read.group(1)).min(ALL);
    return List.of(new QuotaWindow("month", Optional.of(used), read.group(2), Optional.empty()));
  }
}
