package tollgate.runtime.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.admin.AdminRoom.ProviderCare.Edited;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.ledger.Actions.Deed;
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

  ProviderEditing(Generations<Generation> generations, AdminRoom.ProviderCare care) {
    this.generations = generations;
    this.care = care;
  }

  /** Whether a provider was set through the admin API. */
  boolean isKept(OpenProvider provider) {
    return provider.config().place().where().equals(care.keptFile().toString());
  }

  Json add(FaceRequest request) {
    Map<String, Json> members = ProviderBody.members(request.body());
    String id = ProviderBody.id(members);
    care.keep(kept -> {
      if (find(id).isPresent() || kept.find(id).isPresent()) {
        throw SettingProblem.PROVIDER_TAKEN.exception(id);
      }
      Json.Obj added = ProviderBody.over(id, nothingBut(id), members);
      return new Edited(
          kept.with(id, added), deed("provider.added", id, Optional.empty(), Optional.of(added)));
    });
    return shown(id);
  }

  Json change(FaceRequest request) {
    String id = id(request);
    Map<String, Json> members = ProviderBody.members(request.body());
    care.keep(kept -> {
      find(id).filter(provider -> !isKept(provider)).ifPresent(ProviderEditing::refuse);
      Json.Obj was = kept.find(id).orElseThrow(() -> unknown(id));
      Json.Obj is = ProviderBody.over(id, was, members);
      return new Edited(
          kept.with(id, is), deed("provider.changed", id, Optional.of(was), Optional.of(is)));
    });
    return shown(id);
  }

  void remove(FaceRequest request) {
    String id = id(request);
    care.keep(kept -> {
      Json.Obj removed =
          kept.find(id)
              .orElseThrow(() -> {
                find(id).ifPresent(ProviderEditing::refuse);
                return unknown(id);
              });
      return new Edited(
          kept.without(id), deed("provider.removed", id, Optional.of(removed), Optional.empty()));
    });
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
  private static Deed deed(
      String action, String id, Optional<Json.Obj> before, Optional<Json.Obj> after) {
    Optional<Json.Obj> was = before.map(ProviderBody::masked);
    Optional<Json.Obj> is = after.map(ProviderBody::masked);
    boolean otherSecret = was.equals(is) && !before.equals(after);
    return new Deed(
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
