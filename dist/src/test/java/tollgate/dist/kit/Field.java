package tollgate.dist.kit;

import java.util.ArrayList;
import java.util.List;

/** One header or trailer field as it stands on the wire. */
public record Field(String name, String value) {

  /** Fields from names and values in turn. */
  public static List<Field> of(String... namesAndValues) {
    var fields = new ArrayList<Field>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
    }
    return fields;
  }

  boolean named(String other) {
    return name.equalsIgnoreCase(other);
  }
}
