package tollgate.runtime.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.event.Actor;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.problem.SettingProblem;
import tollgate.runtime.upstream.OpenProvider;

/**
 * Adds, changes and removes the providers that are set through the admin API. Those of the settings
 * can only be read here.
 */
final class ProviderEditing {
  private static final int HASH_DIGITS = 16;

  private final Generations<Generation> generations;
  private final AdminRoom.ProviderCare care;
  private final Actions actions;

  ProviderEditing(
      Generations<Generation> generations, AdminRoom.ProviderCare care, Actions actions) {
    this.generations = generations;
    this.care = care;
    this.actions = actions;
  }

  /** Whether a provider was set through the admin API. */
  boolean isKept(OpenProvider provider) {
    return provider.config().place().where().equals(care.keptFile().toString());
  }

  Json add(FaceRequest request) {
    Map<String, Json> members = ProviderBody.members(request.body());
    String id = ProviderBody.id(members);
    var added = new Json.Obj[1];
    care.keep(kept -> {
      if (find(id).isPresent() || kept.find(id).isPresent()) {
        throw SettingProblem.PROVIDER_TAKEN.exception(id);
      }
      added[0] = ProviderBody.over(id, nothingBut(id), members);
      return kept.with(id, added[0]);
    });
    note("provider.added", id, Optional.empty(), Optional.of(added[0]));
    return shown(id);
  }

  Json change(FaceRequest request) {
    String id = id(request);
    Map<String, Json> members = ProviderBody.members(request.body());
    var entries = new Json.Obj[2];
    care.keep(kept -> {
      find(id).filter(provider -> !isKept(provider)).ifPresent(ProviderEditing::refuse);
      entries[0] = kept.find(id).orElseThrow(() -> unknown(id));
      entries[1] = ProviderBody.over(id, entries[0], members);
      return kept.with(id, entries[1]);
    });
    note("provider.changed", id, Optional.of(entries[0]), Optional.of(entries[1]));
    return shown(id);
  }

  void remove(FaceRequest request) {
    String id = id(request);
    var removed = new Json.Obj[1];
    care.keep(kept -> {
      removed[0] =
          kept.find(id)
              .orElseThrow(() -> {
                find(id).ifPresent(ProviderEditing::refuse);
                return unknown(id);
              });
      return kept.without(id);
    });
    note("provider.removed", id, Optional.of(removed[0]), Optional.empty());
  }

  private Json shown(String id) {
    return find(id)
        .<Json>map(provider -> ProviderJson.of(provider, !isKept(provider)))
        .orElseThrow(() -> unknown(id));
  }

  private Optional<OpenProvider> find(String id) {
    return generations.current().providers().find(id);
  }

  private static void refuse(OpenProvider provider) {
    throw SettingProblem.PROVIDER_ELSEWHERE.exception(
        provider.id(), provider.config().place().where());
  }

  private RuntimeException unknown(String id) {
    return ProviderResources.unknown(generations.current(), id);
  }

  private static Json.Obj nothingBut(String id) {
    return Json.object("id", id);
  }

  private static String id(FaceRequest request) {
    return request.pathValues().getOrDefault("id", "");
  }

  /**
   * What was so and what is so, each as a hash of its masked form (one of a secret could be tried
   * out), and whether another secret is in it.
   */
  private void note(String action, String id, Optional<Json.Obj> before, Optional<Json.Obj> after) {
    Optional<Json.Obj> was = before.map(ProviderBody::masked);
    Optional<Json.Obj> is = after.map(ProviderBody::masked);
    boolean otherSecret = was.equals(is) && !before.equals(after);
    actions.note(
        Actor.current().name(),
        action,
        id,
        "%s -> %s%s %s"
            .formatted(
                was.map(ProviderEditing::hash).orElse("none"),
                is.map(ProviderEditing::hash).orElse("none"),
                otherSecret ? ", another secret" : "",
                is.or(() -> was).map(Json::encode).orElse("")));
  }

  private static String hash(Json.Obj masked) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(Json.encode(masked).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never); // every Java platform has it
    }
  }
}
