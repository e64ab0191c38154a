package tollgate.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.json.Json;

class FormFieldsTest {

  private static final String TYPE = "multipart/form-data; boundary=xyz";
  private static final String NOISE = "\r\n-xyz\"=;: ";
  private static final String MODEL = part("name=\"model\"", "whisper-1");

  private static String part(String disposition, String value) {
    return "--xyz\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + value + "\r\n";
  }

  private static Json read(String type, String form) {
    return FormFields.read(form.getBytes(StandardCharsets.UTF_8), type);
  }

  private static Json read(String form) {
    return read(TYPE, form + "--xyz--\r\n");
  }

  @Test
  void knowsAFormByItsType() {
    assertTrue(FormFields.isForm(" Multipart/Form-Data; boundary=x"));
    assertFalse(FormFields.isForm("multipart/related; boundary=x"));
    assertFalse(FormFields.isForm("application/json"));
  }

  @Test
  void givesTextsAndNamesFiles() {
    String file = part("name=\"file\"; filename=\"a.mp3\"\r\nContent-Type: audio/mpeg", "noise");

    assertEquals(
        Json.object("file", Json.NULL, "model", "whisper-1", "prompt", "Grüße\r\nan alle", "n", ""),
        read(file + MODEL + part("name=prompt", "Grüße\r\nan alle") + part("name=\"n\"", "")));
  }

  @Test
  void takesAQuotedBoundary() {
    assertEquals(
        Json.object("model", "whisper-1"),
        read("multipart/form-data; charset=utf-8; boundary=\"xyz\"", MODEL + "--xyz--"));
  }

  @Test
  void givesANameThatStandsTwiceTwice() {
    assertEquals(
        Json.object("model", Json.array(Json.text("whisper-1"), Json.NULL)),
        read(MODEL + part("name=\"model\"; filename=\"m\"", "other")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--xyz\nContent-Disposition: form-data; name=\"model\"\n\nother\n",
        "--xyz\r\nContent-Type: text/plain\r\n\r\nother\r\n",
        "--xyz\r\nContent-Disposition: form-data; name=\"a\"; name=\"model\"\r\n\r\nother\r\n",
        "--xyz\r\nContent-Disposition: form-data; name*=utf-8''model\r\n\r\nother\r\n",
        "--xyz"
      })
  void knowsNothingOfAFormWithAPartItDoesNotUnderstand(String part) {
    assertEquals(Json.object(), read(MODEL + part));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=xyz; boundary=abc",
        "multipart/form-data; boundary=abc"
      })
  void knowsNothingOfAFormWithoutItsBoundary(String type) {
    assertEquals(Json.object(), read(type, MODEL + "--xyz--"));
  }

  @Test
  void keepsNoLongText() {
    assertEquals(
        Json.object("input", Json.NULL), read(part("name=\"input\"", "x".repeat(100_000))));
  }

  @Test
  void survivesWhateverIsSent() {
    for (int seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      byte[] form = (MODEL.repeat(3) + "--xyz--").getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(12); i >= 0; i--) {
        form[random.nextInt(form.length)] = (byte) NOISE.charAt(random.nextInt(NOISE.length()));
      }
      FormFields.read(form, TYPE);
    }
  }
}
