package tollgate.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.MalformedJson;

class RequestBodyTest {
  private static final int COLLECTIONS = 50;

  private WeakReference<byte[]> bytes = new WeakReference<>(new byte[0]);
  private WeakReference<JsonDocument> document = new WeakReference<>(null);

  @Test
  void holdsNeitherBytesNorStructureOnceItIsReleased() throws MalformedJson {
    RequestBody body = read();
    assertEquals(7, body.leaving(List.of()).slices().getFirst().remaining());

    body.release();

    for (int i = 0; i < COLLECTIONS && (bytes.get() != null || document.get() != null); i++) {
      System.gc();
    }
    assertTrue(bytes.get() == null && document.get() == null, "still held");
    assertEquals(7, body.length());
  }

  /** In a frame of its own, so that the test itself holds neither. */
  private RequestBody read() throws MalformedJson {
    byte[] sent = "{\"a\":1}".getBytes(StandardCharsets.US_ASCII);
    JsonDocument read = JsonDocument.scan(sent);
    bytes = new WeakReference<>(sent);
    document = new WeakReference<>(read);
    return RequestBody.read(sent, false, read);
  }
}
