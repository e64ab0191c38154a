package tollgate.invented;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.api.net.HttpCaller;
import tollgate.api.net.HttpCaller.Answer;
import tollgate.api.net.HttpCaller.Ask;
import tollgate.api.quota.Account;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.quota.QuotaWindow;

/** Reads {@code {"used": 25, "left": "75 anvils", "until": "2027-01-01T00:00:00Z"}}. */
final class AcmeProbe implements QuotaProbe {
  static final String VENDOR = "acme";
  static final String ADDRESS = "https://acme.test/usage";

  private static final Pattern ANSWER =
      Pattern.compile(
          "\\{\"used\":(\\d{1,3}),\"left\":\"([^\"\\\\]*)\",\"until\":\"([^\"\\\\]*)\"}");
  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  @Override
  public String vendor() {
    return VENDOR;
  }

  @Override
  public List<QuotaWindow> probe(Account account, HttpCaller caller) throws IOException {
    Answer answer = caller.call(Ask.get(ADDRESS));
    Matcher read = ANSWER.matcher(answer.body());
    if (answer.status() != 200 || !read.matches()) {
      throw new IOException("Acme answered " + answer.status() + " and not with its usage.");
    }
    try {
      return List.of(
          new QuotaWindow(
              "month",
              Optional.of(new BigDecimal(read.group(1)).min(ALL)),
              read.group(2),
              Optional.of(Instant.parse(read.group(3)))));
    } catch (DateTimeException noInstant) {
      throw new IOException("Acme's usage ends at no instant: " + read.group(3), noInstant);
    }
  }
}
