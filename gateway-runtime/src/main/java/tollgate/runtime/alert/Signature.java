package tollgate.runtime.alert;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs alerts so that their receiver knows who sent them and when, as Standard Webhooks 1.0
 * (standardwebhooks.com) has it: the HMAC-SHA256 of {@code id.timestamp.body} in base64, behind
 * {@code v1,}. Libraries that check it exist for most languages.
 */
final class Signature {

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key;

  private Signature(byte[] key) {
    this.key = key;
  }

  /** One by a secret; an empty one signs nothing. */
  static Signature by(String secret) {
    return new Signature(
        secret.startsWith(PREFIX)
            ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
            : secret.getBytes(StandardCharsets.UTF_8));
  }

  /** The fields of a request that carries this body at this instant. */
  Map<String, String> fields(String id, Instant at, byte[] body) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("content-type", "application/json");
    fields.put("webhook-id", id);
    fields.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
    if (key.length > 0) {
      fields.put("webhook-signature", "v1," + sign(id + "." + at.getEpochSecond() + ".", body));
    }
    return fields;
  }

  private String sign(String before, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException never) {
      throw new IllegalStateException(never); // every Java platform has it
    }
  }
}
