package tollgate.runtime.price;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tollgate.api.pricing.PriceSheet;

/**
 * What is known of one source.
 *
 * @param source its id
 * @param rank how much it is believed
 * @param live whether it can change while the gateway runs; its sheet is then kept in a file
 * @param inForce its last good sheet; empty before the first
 * @param held a newer one that somebody must look at first
 * @param checked when it was last asked; empty before the first answer
 * @param failure why it could not be asked the last time; empty when it could
 */
public record Shelved(
    String source,
    int rank,
    boolean live,
    Optional<PriceSheet> inForce,
    Optional<Held> held,
    Optional<Instant> checked,
    String failure) {

  /**
   * A sheet that is not taken yet.
   *
   * @param sheet what the source says now
   * @param since when it first said so
   * @param objections what speaks against it
   */
  public record Held(PriceSheet sheet, Instant since, List<String> objections) {}

  static Shelved unknown(String source, int rank, boolean live) {
    return new Shelved(
        source, rank, live, Optional.empty(), Optional.empty(), Optional.empty(), "");
  }

  Shelved with(PriceSheet sheet, Instant now) {
    return new Shelved(
        source, rank, live, Optional.of(sheet), Optional.empty(), Optional.of(now), "");
  }

  Shelved holding(Held other, Instant now) {
    return new Shelved(source, rank, live, inForce, Optional.of(other), Optional.of(now), "");
  }

  Shelved unchanged(Instant now) {
    return new Shelved(source, rank, live, inForce, Optional.empty(), Optional.of(now), "");
  }

  Shelved failed(String reason) {
    return new Shelved(source, rank, live, inForce, held, checked, reason);
  }
}
