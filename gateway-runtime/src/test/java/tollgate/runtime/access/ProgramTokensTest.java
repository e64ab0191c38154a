package tollgate.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;

class ProgramTokensTest {
  @TempDir Path folder;

  private AccessHouse house;
  private ProgramTokens tokens;

  @BeforeEach
  void open() {
    house = AccessHouse.at(folder.resolve("ledger.db"));
    tokens = house.access().tokens();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private ProgramToken.Created made(String name) {
    return tokens.create(new ProgramTokens.Wish(name, Role.ADMIN, ProgramToken.NEVER));
  }

  private static Problem refusal(Runnable change) {
    return assertThrows(ProblemException.class, change::run).report().problem();
  }

  @Test
  void letsItsHolderInAlsoAfterARestart() {
    String secret = made("ci").secret();

    for (ProgramTokens each : List.of(tokens, house.again().tokens())) {
      assertEquals(Optional.of(new Principal("token ci", Role.ADMIN)), each.find(secret));
      for (String other : List.of("", secret + "x", secret.substring(1), "tga_")) {
        assertEquals(Optional.empty(), each.find(other));
      }
    }
  }

  @Test
  void isKeptAsAHashOnly() {
    var made = made("ci");
    house.house().flush();

    String kept = house.house().list("SELECT * FROM program_token").getFirst();

    assertFalse(kept.contains(made.secret()), kept);
    assertTrue(kept.contains(Secrets.hash(made.secret())), kept);
    assertFalse(made.toString().contains(made.secret()), made::toString);
  }

  @Test
  void isRefusedFromItsExpiryOn() {
    Instant soon = house.house().instant().plusSeconds(60);
    String secret = tokens.create(new ProgramTokens.Wish("ci", Role.VIEWER, soon)).secret();

    assertTrue(tokens.find(secret).isPresent());
    house.house().advance(Duration.ofSeconds(60));

    assertEquals(Optional.empty(), tokens.find(secret));
    assertEquals("expired", tokens.list().getFirst().standing(house.house().instant()));
  }

  @Test
  void isRefusedOnceItIsRevoked() {
    var made = made("ci");

    tokens.revoke(made.token().id());
    tokens.revoke(made.token().id());

    assertEquals(Optional.empty(), tokens.find(made.secret()));
    assertEquals(Optional.empty(), house.again().tokens().find(made.secret()));
    assertEquals(AccessProblem.ACCESS_NOT_THERE, refusal(() -> tokens.revoke("tok-nobody")));
    assertEquals(
        List.of("token.created", "token.revoked"),
        house.house().list("SELECT action FROM audit ORDER BY id"));
  }

  @Test
  void tellsToTheMinuteWhenItWasLastUsed() {
    String secret = made("ci").secret();
    assertEquals(ProgramToken.NEVER, tokens.list().getFirst().lastUsedAt());

    tokens.find(secret);

    assertEquals(Instant.parse("2026-11-21T12:00:00Z"), tokens.list().getFirst().lastUsedAt());
    assertEquals(
        Instant.parse("2026-11-21T12:00:00Z"),
        house.again().tokens().list().getFirst().lastUsedAt());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a\nb", "a\u0000"})
  void refusesANameThatIsNone(String name) {
    assertEquals(AccessProblem.ACCESS_BAD_TERMS, refusal(() -> made(name)));
  }

  @Test
  void refusesANameThatIsInForceAndATimeThatIsOver() {
    var made = made("ci");
    assertEquals(AccessProblem.ACCESS_BAD_TERMS, refusal(() -> made("ci")));
    assertEquals(
        AccessProblem.ACCESS_BAD_TERMS,
        refusal(() -> tokens.create(new ProgramTokens.Wish("b", Role.VIEWER, Instant.EPOCH))));

    tokens.revoke(made.token().id());

    assertEquals("ci", made("ci").token().name());
  }
}
