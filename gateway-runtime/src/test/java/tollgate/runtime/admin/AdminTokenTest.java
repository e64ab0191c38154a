package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTokenTest {
  @TempDir private Path folder;
  private final SecureRandom random = new SecureRandom();

  private Path file() {
    return folder.resolve("data/admin-token");
  }

  private String text() throws Exception {
    return Files.readString(file()).strip();
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void liesInAFileThatOnlyItsOwnerReads() throws Exception {
    AdminToken.readOrMake(file(), random);

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
  }

  @Test
  void isKeptAcrossStarts() throws Exception {
    AdminToken.readOrMake(file(), random);
    String first = text();

    AdminToken again = AdminToken.readOrMake(file(), random);

    assertEquals(first, text());
    assertTrue(again.matches(first));
  }

  @Test
  void isAnotherOneInEachPlace() throws Exception {
    AdminToken.readOrMake(file(), random);
    AdminToken.readOrMake(folder.resolve("other"), random);

    assertNotEquals(text(), Files.readString(folder.resolve("other")).strip());
    assertEquals(64, text().length(), "256 bits");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n"})
  void isMadeAnewWhereAnInterruptedStartLeftNone(String left) throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(file(), left);

    AdminToken token = AdminToken.readOrMake(file(), random);

    assertEquals(64, text().length());
    assertTrue(token.matches(text()));
  }

  @Test
  void matchesNothingButItself() {
    AdminToken token = AdminToken.of("secret", file());

    assertTrue(token.matches("secret"));
    for (String other : new String[] {"", "secre", "secret ", "Secret", "secrets"}) {
      assertFalse(token.matches(other), other);
    }
  }

  @Test
  void anEmptyTokenMatchesNobody() {
    assertFalse(AdminToken.of("", file()).matches(""));
  }

  @Test
  void isNeverShown() {
    assertFalse(AdminToken.of("secret", file()).toString().contains("secret"));
  }
}
