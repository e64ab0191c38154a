package tollgate.runtime.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tollgate.api.json.Json;

/** Writes down how a decision came about, in few words. */
final class Snapshot {

  private Snapshot() {}

  static String of(
      String generation, CallView view, List<Opinion> opinions, Combination combination) {
    var said = new ArrayList<Json>();
    opinions.forEach(opinion -> said.add(of(opinion)));
    var members = new LinkedHashMap<String, Json>();
    members.put("policies", Json.text(generation));
    members.put(KeptFacts.MEMBER, KeptFacts.of(view.facts()));
    members.put("facts", view.notes().facts());
    members.put("said", new Json.Arr(said));
    combination.denial().ifPresent(denial -> members.put("denied", Json.text(denial.policy())));
    if (!combination.conflicts().isEmpty()) {
      members.put(
          "conflicts",
          new Json.Arr(combination.conflicts().stream().<Json>map(Json::text).toList()));
    }
    return Json.encode(new Json.Obj(members));
  }

  private static Json of(Opinion opinion) {
    var members = new LinkedHashMap<String, Json>();
    members.put("policy", Json.text(opinion.policy().name()));
    if (opinion.policy().mode() == Mode.SHADOW) {
      members.put("mode", Json.text(Mode.SHADOW.text()));
    }
    if (!opinion.verdicts().isEmpty()) {
      members.put(
          "verdicts", new Json.Arr(opinion.verdicts().stream().<Json>map(Verdict::brief).toList()));
    }
    if (!opinion.failure().isEmpty()) {
      members.put("failed", Json.text(opinion.failure()));
    }
    members.put("us", Json.of(opinion.nanos() / 1_000));
    return new Json.Obj(members);
  }
}
