package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.ledger.PriceChanges.Change;
import tollgate.runtime.ledger.PriceChanges.Kind;
import tollgate.runtime.ledger.PriceChanges.Subject;
import tollgate.runtime.price.AliasOverride;
import tollgate.runtime.price.PriceOverride;

class PriceChangesTest {
  private static final Subject MODEL = new Subject(Kind.OVERRIDE, "acme", "large");
  private static final Subject NAME = new Subject(Kind.ALIAS, "", "mine");
  private static final String RATES = "{\"input\":1,\"output\":2}";

  @TempDir Path folder;

  private LedgerHouse house;
  private PriceChanges changes;
  private Instant now;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    changes = new PriceChanges(house.database(), house);
    now = house.instant();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void keepsWhatWasSetForTheNextStart() {
    changes.set(MODEL, RATES, now, "ann");
    changes.set(NAME, "large", now, "ann");

    PriceChanges again = new PriceChanges(house.database(), house);

    PriceOverride price = again.prices().getFirst();
    assertEquals(
        "acme large 2", price.provider() + " " + price.model() + " " + price.rates().size());
    assertEquals(now, price.from());
    assertEquals(List.of(new AliasOverride(2, "mine", now, "large")), again.aliases());
    assertEquals(changes.list(MODEL), again.list(MODEL));
  }

  @Test
  void auditsWhoSetWhatInThePlaceOfWhat() {
    changes.set(MODEL, RATES, now, "ann");
    changes.set(MODEL, "{\"call\":1}", now, "bob");
    changes.withdraw(MODEL, now, "cyd");

    assertEquals(
        List.of(
            "ann price.override_set acme/large from " + now + ": " + RATES + " instead of nothing",
            "bob price.override_set acme/large from " + now + ": {\"call\":1} instead of " + RATES,
            "cyd price.override_withdrawn acme/large from "
                + now
                + ": nothing instead of {\"call\":1}"),
        house.list("SELECT actor, action, subject, detail FROM audit ORDER BY id"));
  }

  @Test
  void holdsFromItsInstantOnAndNeverBefore() {
    changes.set(MODEL, RATES, now, "ann");
    changes.set(MODEL, "{\"call\":1}", now.plusSeconds(60), "ann");

    assertTrue(changes.inForce(MODEL, now.minusMillis(1)).isEmpty());
    assertEquals(RATES, changes.inForce(MODEL, now).map(Change::content).orElseThrow());
    assertEquals(2, changes.inForce(MODEL, now.plusSeconds(60)).map(Change::id).orElseThrow());
  }

  @Test
  void withdrawsWhatHoldsAndWhatIsSetForLater() {
    changes.set(MODEL, RATES, now, "ann");
    changes.set(MODEL, RATES, now.plusSeconds(60), "ann");
    house.advance(Duration.ofSeconds(1));

    assertTrue(changes.withdraw(MODEL, house.instant(), "ann"));

    assertTrue(changes.inForce(MODEL, house.instant()).isEmpty());
    assertTrue(changes.inForce(MODEL, now.plusSeconds(99)).isEmpty());
    assertTrue(changes.inForce(MODEL, now).isPresent(), "earlier calls keep their price");
    assertFalse(changes.withdraw(MODEL, house.instant(), "ann"), "nothing is left");
    assertFalse(changes.withdraw(NAME, now, "ann"));
  }

  @Test
  void knowsASubjectInAnyCase() {
    changes.set(MODEL, RATES, now, "ann");

    assertEquals(1, changes.list(new Subject(Kind.OVERRIDE, "ACME", "Large")).size());
    assertEquals(0, changes.list(new Subject(Kind.OVERRIDE, "", "large")).size());
    assertEquals(0, changes.list(new Subject(Kind.ALIAS, "acme", "large")).size());
  }

  @Test
  void fallsBackToTheLastGoodWordWhereOneCannotBeRead() {
    changes.set(MODEL, RATES, now, "ann");
    changes.set(MODEL, "{\"call\":1}", now, "ann");
    house.tamper("UPDATE price_change SET content = '{' WHERE id = 2");

    try (var events = new RecordedEvents()) {
      List<PriceOverride> prices = new PriceChanges(house.database(), house).prices();

      assertEquals(List.of(1L), prices.stream().map(PriceOverride::id).toList());
      assertEquals("acme/large", events.field(MoneyEvent.PRICE_REFUSED, "source"));
    }
  }
}
