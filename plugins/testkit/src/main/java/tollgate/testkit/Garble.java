package tollgate.testkit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import tollgate.api.json.Json;

/** Documents that are nearly right: one value gone, or of another type, or out of all measure. */
final class Garble {

  private static final List<Json> STRANGERS =
      List.of(
          Json.NULL,
          Json.of(true),
          Json.of(-1),
          Json.of(Long.MAX_VALUE),
          Json.of(new BigDecimal("1e400")),
          Json.of(new BigDecimal("0.5")),
          Json.text(""),
          Json.text("é🙂\u0000"),
          Json.array(),
          Json.array(Json.array(Json.NULL)),
          Json.object());

  private Garble() {}

  /** Every document that differs from the given one in one place. */
  static List<Json> variants(Json document) {
    var variants = new ArrayList<Json>();
    vary(document, variants::add);
    return variants;
  }

  private static void vary(Json value, Consumer<Json> variant) {
    STRANGERS.forEach(variant);
    switch (value) {
      case Json.Obj(var members) ->
          members.forEach((name, inner) -> {
            var without = new LinkedHashMap<>(members);
            without.remove(name);
            variant.accept(new Json.Obj(without));
            vary(
                inner,
                other -> {
                  var changed = new LinkedHashMap<>(members);
                  changed.put(name, other);
                  variant.accept(new Json.Obj(changed));
                });
          });
      case Json.Arr(var items) -> {
        for (int i = 0; i < items.size(); i++) {
          int place = i;
          vary(
              items.get(i),
              other -> {
                var changed = new ArrayList<>(items);
                changed.set(place, other);
                variant.accept(new Json.Arr(changed));
              });
        }
      }
      case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> {}
    }
  }

  /** A document with every text and number taken out: equal for events of one shape. */
  static Json shape(Json value) {
    return switch (value) {
      case Json.Obj(var members) -> {
        var shapes = new LinkedHashMap<String, Json>();
        members.forEach(
            (name, inner) -> shapes.put(name, name.equals("type") ? inner : shape(inner)));
        yield new Json.Obj(shapes);
      }
      case Json.Arr(var items) -> new Json.Arr(items.stream().limit(1).map(Garble::shape).toList());
      case Json.Text _ -> Json.text("");
      case Json.Num _ -> Json.of(0);
      case Json.Bool _ -> Json.of(false);
      case Json.Null _ -> Json.NULL;
    };
  }
}
