package tollgate.runtime.http;

import java.util.List;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import tollgate.api.call.Headers;

/** A request's fields as Jetty holds them. */
record FieldsView(HttpFields fields) implements Headers {

  @Override
  public String first(String name) {
    String value = fields.get(name);
    return value == null ? "" : value;
  }

  @Override
  public List<String> all(String name) {
    return fields.getValuesList(name);
  }

  @Override
  public boolean has(String name) {
    return fields.contains(name);
  }

  @Override
  public void forEach(BiConsumer<String, String> field) {
    for (HttpField each : fields) {
      String value = each.getValue();
      field.accept(each.getName(), value == null ? "" : value);
    }
  }
}
