package tollgate.runtime.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import tollgate.api.usage.Money;

/**
 * A sample of {@code golden.txt}: a usage by a price list, and what it costs.
 *
 * @param cost empty where it is not known
 */
public record Golden(String name, String list, String usage, Optional<Money> cost) {

  @Override
  public String toString() {
    return name;
  }

  /** Every sample. */
  public static List<Golden> all() {
    var lists = new HashMap<String, String>();
    var cases = new ArrayList<Golden>();
    for (String line : text().lines().toList()) {
      if (line.startsWith("list ")) {
        String[] parts = line.substring("list ".length()).split(":", 2);
        lists.put(parts[0], parts[1]);
      } else if (line.startsWith("case ")) {
        String[] parts = line.substring("case ".length()).split("\\|", -1);
        String cost = parts[3].strip();
        cases.add(
            new Golden(
                parts[0].strip(),
                lists.get(parts[1].strip()),
                parts[2],
                cost.equals("unknown") ? Optional.empty() : Optional.of(Money.usd(cost))));
      }
    }
    return cases;
  }

  private static String text() {
    try (InputStream file = Golden.class.getResourceAsStream("golden.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
