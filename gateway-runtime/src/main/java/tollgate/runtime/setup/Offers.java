package tollgate.runtime.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.SetupProblem;

/**
 * What there is to choose from, read from {@code conf/init.json} of the distribution.
 *
 * @param providers the kinds of providers, the usual one first
 * @param capped the policy for those who want a cap
 * @param uncapped the policy for those who do not
 */
public record Offers(List<Kind> providers, String capped, String uncapped) {

  /** Offers never change. */
  public Offers {
    providers = List.copyOf(providers);
  }

  /**
   * A kind of provider.
   *
   * @param type of a plugin
   * @param title for people
   * @param address where most people have it
   * @param needsKey whether it serves nobody without a key
   */
  public record Kind(String type, String title, String address, boolean needsKey) {}

  /** Those of a distribution. */
  public static Offers read(Path file) {
    try {
      var members = ((Json.Obj) JsonText.parse(Files.readString(file))).members();
      var kinds = new ArrayList<Kind>();
      for (Json kind : ((Json.Arr) member(members, "providers")).items()) {
        kinds.add(kind(((Json.Obj) kind).members()));
      }
      return new Offers(kinds, text(members, "capped"), text(members, "uncapped"));
    } catch (IOException | MalformedJson | ClassCastException broken) {
      throw SetupProblem.INIT_NO_OFFERS.exception(file, broken);
    }
  }

  private static Kind kind(Map<String, Json> members) {
    return new Kind(
        text(members, "type"),
        text(members, "title"),
        text(members, "address"),
        ((Json.Bool) member(members, "needs_key")).value());
  }

  private static Json member(Map<String, Json> members, String name) {
    return members.getOrDefault(name, Json.NULL);
  }

  private static String text(Map<String, Json> members, String name) {
    return ((Json.Text) member(members, name)).value();
  }
}
