package tollgate.runtime.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
  private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);

  /** The example with which the libraries of Standard Webhooks test themselves. */
  @Test
  void signsAsTheStandardHasIt() {
    var fields =
        Signature.by("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .fields("msg_p5jXN8AQM9LWM0D4loKWxJek", AT, BODY);

    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", fields.get("webhook-signature"));
    assertEquals("1614265330", fields.get("webhook-timestamp"));
    assertEquals("msg_p5jXN8AQM9LWM0D4loKWxJek", fields.get("webhook-id"));
  }

  @Test
  void signsNothingWithoutASecret() {
    assertFalse(Signature.by("").fields("id", AT, BODY).containsKey("webhook-signature"));
  }
}
