package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tollgate.testkit.GoldenCase.textOf;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.call.ClientHead;
import tollgate.api.dialect.ModelList;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;

/** A golden case of a list of models. */
record ModelListCase(GoldenCase golden) {

  private static final String TOLD = "models-told.json";

  static boolean isOne(GoldenCase golden) {
    return golden.has(TOLD);
  }

  void holds(ModelList list) {
    JsonView told = golden.json(TOLD);
    ClientHead head = golden.head("/");
    assertEquals(textOf(told.at("/claim"), "PATH"), list.claim(head).name(), "claim");
    if (list.claim(head) == ModelList.Claim.NONE) {
      return;
    }
    assertEquals(textOf(told.at("/query"), head.query()), list.whole(head.query()), "query");
    JsonView models = golden.json("models.json");
    assertEquals(JsonView.Kind.ARRAY, models.at(list.entries()).kind(), list.entries());
    List<String> names = names(list, models);
    List<String> expected = new ArrayList<>();
    told.at("/names").items().forEach(name -> expected.add(textOf(name, "")));
    assertEquals(expected, names, "names");
    assertEquals(
        Edits.read(told.at("/around")), Edits.comparable(list.around(names)), "around the entries");
    for (Json garbled : Garble.variants(JsonTree.toJson(models))) {
      list.around(names(list, JsonTree.parse(Json.encode(garbled))));
    }
  }

  private static List<String> names(ModelList list, JsonView models) {
    var names = new ArrayList<String>();
    models.at(list.entries()).items().forEach(entry -> names.add(list.name(entry)));
    return names;
  }
}
