package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.key.CreatedKey;
import tollgate.runtime.key.KeyLimit;
import tollgate.runtime.key.KeyLimits;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.key.ManagedKey.Terms;
import tollgate.runtime.key.SqliteKeyring;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.ledger.Opened;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.UsageReports;
import tools.jackson.databind.JsonNode;

class MeServiceTest {
  @TempDir Path folder;

  private LedgerHouse house;
  private SqliteKeyring keyring;
  private MeService me;
  private CreatedKey created;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    keyring = new SqliteKeyring(house.database(), house, new SplittableRandom(1));
    var ledger = new LedgerReports(house.database().reads(), house);
    me = new MeService(keyring, new UsageReports(ledger, ""), house.till(), ZoneOffset.UTC, house);
    var terms =
        new Terms("ci", house.instant().plusSeconds(9_999_999), Set.of("m"), Set.of(), Set.of());
    created = keyring.create(terms, "operator");
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Door.Reply ask(String... fields) {
    return Door.asked(me, "GET /admin/me", "", fields);
  }

  @ParameterizedTest
  @CsvSource({"authorization, 'Bearer '", "x-api-key, ''", "x-goog-api-key, ''"})
  void tellsTheHolderOfAKeyItsLimitsAndWhatItUsed(String field, String before) throws Exception {
    house
        .ledger()
        .open(Calls.at(house).key(created.key().id()).next())
        .settle(Calls.settled(TokenCounts.of(10, 5), "0.25"));
    house.flush();
    house.advance(Duration.ofDays(1));

    Door.Reply reply = ask(field, before + created.secret());

    assertEquals(200, reply.status(), reply::text);
    JsonNode told = reply.json();
    assertEquals("ci", told.at("/name").asString());
    assertEquals("m", told.at("/models/0").asString());
    assertEquals(0, told.at("/usage/today/request_count").asInt());
    assertEquals(1, told.at("/usage/last_30_days/request_count").asInt());
    assertEquals("0.25", told.at("/usage/ever/cost_usd").asString());
    assertFalse(reply.text().contains(created.secret()), reply::text);
    assertEquals(List.of(), MeService.shape().misfits(JsonText.parse(reply.text())));
  }

  @Test
  void tellsWhatIsLeftOfItsLimits() throws Exception {
    var limits =
        new KeyLimits(
            Map.of(KeyLimit.MAX_REQUESTS_PER_DAY, 3L, KeyLimit.MAX_COST_PER_MONTH, 2_000_000_000L));
    var terms =
        new Terms(
            "some",
            ManagedKey.NEVER,
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            ManagedKey.Holder.NOBODY,
            limits);
    CreatedKey limited = keyring.create(terms, "operator");
    assertEquals(
        "null", ask("x-api-key", limited.secret()).json().at("/left/maxRequestsPerDay").toString());

    List<Cap> caps = limits.caps("some", ZoneOffset.UTC);
    Amount hold = Amount.call(Money.usd("0.10"), 10);
    var admitted =
        assertInstanceOf(
            Opened.Admitted.class,
            house
                .ledger()
                .open(
                    Calls.at(house).key(limited.key().id()).next(),
                    new tollgate.runtime.ledger.Terms(caps, hold, Duration.ZERO)));
    admitted.call().settle(Calls.settled(TokenCounts.of(10, 5), "0.25"));

    Door.Reply reply = ask("x-api-key", limited.secret());
    assertEquals(2, reply.json().at("/left/maxRequestsPerDay").asInt(), reply::text);
    assertEquals("1.75", reply.json().at("/left/maxCostPerMonth").asString(), reply::text);
    assertEquals("null", reply.json().at("/left/maxTokensPerMonth").toString());
    assertEquals(List.of(), MeService.shape().misfits(JsonText.parse(reply.text())));
  }

  @Test
  void tellsNobodyElseAnything() {
    assertEquals("key.missing", ask().code());
    assertEquals("key.unknown", ask("x-api-key", "tgk_guess").code());
    assertEquals("key.missing", ask("x-admin-token", Door.TOKEN).code());
    assertEquals(401, ask().status());
  }

  @Test
  void aKeyThatIsOverIsToldWhy() {
    CreatedKey next = keyring.rotate(created.key().id(), house.instant(), "operator").orElseThrow();
    assertEquals("key.replaced", ask("x-api-key", created.secret()).code());

    house.advance(Duration.ofDays(365));
    assertEquals("key.expired", ask("x-api-key", next.secret()).code());

    keyring.revoke(created.key().id(), "operator");
    assertEquals("key.revoked", ask("x-api-key", next.secret()).code());
  }

  @Test
  void nothingCanBeChangedThere() {
    Door.Reply reply = Door.asked(me, "DELETE /admin/me", "", "x-api-key", created.secret());

    assertEquals(404, reply.status());
  }
}
