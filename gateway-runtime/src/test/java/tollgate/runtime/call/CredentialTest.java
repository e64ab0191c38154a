package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.call.Credential.Taken;

class CredentialTest {

  private static Taken take(String query, String... fields) {
    return Credential.take(FakeExchange.asking("/v1/talk", query, fields));
  }

  @ParameterizedTest
  @CsvSource({
    "authorization, Bearer tgk_1",
    "Authorization, bearer   tgk_1",
    "authorization, tgk_1",
    "x-api-key, tgk_1",
    "X-Api-Key, ' tgk_1 '",
    "x-api-key, Bearer tgk_1",
    "x-goog-api-key, tgk_1",
  })
  void isFoundInEveryFieldAToolUses(String field, String value) {
    assertEquals("tgk_1", take("", field, value).credential().text());
  }

  @Test
  void isFoundInTheAddress() {
    Taken taken = take("alt=sse&key=tgk_1&x=2");

    assertEquals("tgk_1", taken.credential().text());
    assertEquals("alt=sse&x=2", taken.head().query());
  }

  @Test
  void isBelievedInTheOrderOfItsPlaces() {
    var all = new String[] {"x-goog-api-key", "third", "x-api-key", "second"};

    assertEquals("second", take("key=fourth", all).credential().text());
    assertEquals(
        "first",
        take("", "x-api-key", "second", "authorization", "Bearer first").credential().text());
    assertEquals("third", take("key=fourth", "x-goog-api-key", "third").credential().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Bearer", "bearer "})
  void doesNotHideBehindAnEmptyField(String authorization) {
    Taken taken = take("", "authorization", authorization, "x-api-key", "tgk_1");

    assertEquals("tgk_1", taken.credential().text());
  }

  @Test
  void isTakenOutOfTheRequestWhereverItStands() {
    Taken taken =
        take(
            "key=one&key=two",
            "authorization",
            "Bearer three",
            "X-API-Key",
            "four",
            "x-goog-api-key",
            "five",
            "accept",
            "*/*");

    assertEquals("", taken.head().query());
    assertEquals("*/*", taken.head().headers().first("accept"));
    for (String field : new String[] {"authorization", "x-api-key", "x-goog-api-key"}) {
      assertEquals("", taken.head().headers().first(field), field);
    }
  }

  @Test
  void isEmptyWhereThereIsNone() {
    Taken taken = take("monkey=1&key", "accept", "*/*");

    assertEquals("", taken.credential().text());
    assertEquals("monkey=1&key", taken.head().query());
  }

  @Test
  void isNeverShown() {
    assertFalse(take("key=tgk_1").toString().contains("tgk_1"));
  }
}
