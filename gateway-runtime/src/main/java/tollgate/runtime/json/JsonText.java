package tollgate.runtime.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import tollgate.api.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Small documents to and from text: settings, admin answers, snapshots. Never a call's body. */
public final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  static final String TOO_LARGE = "a number with too large an exponent";

  private JsonText() {}

  /** Reads one document; of a name that stands twice, the last one counts. */
  public static Json parse(String text) throws MalformedJson {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return document(parser);
    } catch (JacksonException malformed) {
      throw malformed(malformed);
    }
  }

  /** Reads one document in UTF-8; of a name that stands twice, the last one counts. */
  public static Json parse(byte[] text) throws MalformedJson {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return document(parser);
    } catch (JacksonException malformed) {
      throw malformed(malformed);
    }
  }

  /** Writes a document without spaces or line feeds. */
  public static String write(Json document) {
    return Json.encode(document);
  }

  /** Writes a document in UTF-8 without spaces or line feeds. */
  public static byte[] writeBytes(Json document) {
    return Json.encode(document).getBytes(StandardCharsets.UTF_8);
  }

  private static Json document(JsonParser parser) throws MalformedJson {
    if (parser.nextToken() == null) {
      throw new MalformedJson("an empty document", 0);
    }
    Json document = value(parser);
    if (parser.nextToken() != null) {
      throw new MalformedJson("something after the document", place(parser.currentLocation()));
    }
    return document;
  }

  private static Json value(JsonParser parser) throws MalformedJson {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> Json.NULL;
      default -> throw new IllegalStateException("not a value: " + parser.currentToken());
    };
  }

  private static Json number(JsonParser parser) throws MalformedJson {
    try {
      return new Json.Num(parser.getDecimalValue());
    } catch (ArithmeticException | NumberFormatException tooLarge) {
      throw new MalformedJson(TOO_LARGE, place(parser.currentTokenLocation()));
    }
  }

  private static Json object(JsonParser parser) throws MalformedJson {
    var members = new LinkedHashMap<String, Json>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return new Json.Obj(members);
  }

  private static Json array(JsonParser parser) throws MalformedJson {
    var items = new ArrayList<Json>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new Json.Arr(items);
  }

  private static MalformedJson malformed(JacksonException cause) {
    var location = cause.getLocation();
    return new MalformedJson(cause.getOriginalMessage(), location == null ? 0 : place(location));
  }

  private static int place(TokenStreamLocation location) {
    long place = Math.max(location.getByteOffset(), location.getCharOffset());
    return Math.clamp(place, 0, Integer.MAX_VALUE);
  }
}
