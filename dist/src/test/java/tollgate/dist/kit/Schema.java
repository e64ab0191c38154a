package tollgate.dist.kit;

import java.util.ArrayList;
import java.util.List;

/** Holds documents against the schemas of an OpenAPI document, as far as the gateway uses them. */
public final class Schema {
  private Schema() {}

  /** In which places a document is not as a schema says; none if it is. */
  public static List<String> misfits(Json schema, Json value) {
    var misfits = new ArrayList<String>();
    hold(schema, value, "", misfits);
    return misfits;
  }

  private static void hold(Json schema, Json value, String place, List<String> misfits) {
    String type = schema.at("type").text();
    if (type.isEmpty() || (value.isNull() && schema.at("nullable").yes())) {
      return;
    }
    if (!fits(type, value.kind())) {
      misfits.add(place + " is " + value.kind() + " and not " + type);
      return;
    }
    List<String> words = schema.at("enum").elements().stream().map(Json::text).toList();
    if (!words.isEmpty() && !words.contains(value.text())) {
      misfits.add(place + " is none of " + words);
    }
    List<Json> items = value.elements();
    for (int i = 0; i < items.size(); i++) {
      hold(schema.at("items"), items.get(i), place + "/" + i, misfits);
    }
    if (type.equals("object")) {
      members(schema, value, place, misfits);
    }
  }

  private static void members(Json schema, Json value, String place, List<String> misfits) {
    for (Json name : schema.at("required").elements()) {
      if (!value.names().contains(name.text())) {
        misfits.add(place + "/" + name.text() + " is missing");
      }
    }
    Json others = schema.at("additionalProperties");
    for (String name : value.names()) {
      Json known = schema.at("properties", name);
      if (known.names().isEmpty() && others.kind().equals("boolean")) {
        misfits.add(place + "/" + name + " is not told of");
      }
      hold(known.names().isEmpty() ? others : known, value.at(name), place + "/" + name, misfits);
    }
  }

  private static boolean fits(String type, String kind) {
    return type.equals(kind) || (type.equals("integer") && kind.equals("number"));
  }
}
