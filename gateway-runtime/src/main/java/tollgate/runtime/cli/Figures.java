package tollgate.runtime.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import tollgate.api.json.Json;

/** Numbers as people read them. */
final class Figures {
  private static final String[] LARGE = {"", "k", "M", "G", "T"};
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  private Figures() {}

  /** A whole number of an answer; 0 where there is none. */
  static long whole(Json of, String name) {
    return number(of, name).longValue();
  }

  /** A number of an answer; 0 where there is none. */
  static BigDecimal number(Json of, String name) {
    return JsonTable.member(of, name) instanceof Json.Num(var number) ? number : BigDecimal.ZERO;
  }

  /** A length of a file: {@code 1.2 MB}. */
  static String bytes(long bytes) {
    return short3(BigDecimal.valueOf(bytes), " ") + "B";
  }

  /** A count in three digits: {@code 487k}. */
  static String count(long count) {
    return short3(BigDecimal.valueOf(count), "");
  }

  /** A count in full: {@code 1,234}. */
  static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String short3(BigDecimal number, String gap) {
    BigDecimal rest = number;
    int unit = 0;
    while (rest.abs().compareTo(THOUSAND) >= 0 && unit < LARGE.length - 1) {
      rest = rest.movePointLeft(3);
      unit++;
    }
    int decimals = unit == 0 || rest.abs().compareTo(BigDecimal.TEN) >= 0 ? 0 : 1;
    return rest.setScale(decimals, RoundingMode.HALF_UP).toPlainString() + gap + LARGE[unit];
  }

  /** Dollars: cents, and more of them where there is less than a dollar. */
  static String usd(BigDecimal usd) {
    int decimals = usd.signum() != 0 && usd.abs().compareTo(BigDecimal.ONE) < 0 ? 4 : 2;
    return String.format(Locale.ROOT, "$%,." + decimals + "f", usd);
  }

  /** A share in whole percents; nothing of nothing is a dash. */
  static String percent(long part, long whole) {
    return whole == 0 ? "-" : (part * 200 + whole) / (whole * 2) + "%";
  }
}
