package tollgate.api.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Header fields as one flat list: name, value, name, value, … */
record HeaderList(List<String> fields) implements Headers {

  static final HeaderList EMPTY = new HeaderList(List.of());

  @Override
  public String first(String name) {
    for (int i = 0; i < fields.size(); i += 2) {
      if (fields.get(i).equalsIgnoreCase(name)) {
        return fields.get(i + 1);
      }
    }
    return "";
  }

  @Override
  public List<String> all(String name) {
    var values = new ArrayList<String>();
    forEach((n, v) -> {
      if (n.equalsIgnoreCase(name)) {
        values.add(v);
      }
    });
    return List.copyOf(values);
  }

  @Override
  public void forEach(BiConsumer<String, String> field) {
    for (int i = 0; i < fields.size(); i += 2) {
      field.accept(fields.get(i), fields.get(i + 1));
    }
  }
}
