package tollgate.runtime.admin;

import java.time.InstantSource;
import java.util.List;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.access.AccessJson;
import tollgate.runtime.access.ProgramToken;
import tollgate.runtime.access.ProgramTokens;
import tollgate.runtime.access.Role;
import tollgate.runtime.json.Shape;

/** The tokens of programs. One is shown by its making only. */
final class TokenResources {
  private static final String ALL = "/admin/tokens";

  private static final Shape.Members NEW =
      Shape.object("name", Shape.text())
          .or("role", AccessJson.role(), "expires_at", Shape.orNull(Shape.instant()));

  private final ProgramTokens tokens;
  private final InstantSource clock;

  TokenResources(ProgramTokens tokens, InstantSource clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  List<Route> list() {
    Shape.Members token = AccessJson.tokenShape();
    return List.of(
        Route.read(
            ALL,
            "the tokens of programs, the newest first, revoked ones included",
            Shape.object("tokens", Shape.items(token)),
            request -> all()),
        Route.make(
                ALL,
                "makes a token and shows it, this once; a viewer's where no role is named",
                token.and("token", Shape.text()),
                this::create)
            .taking(NEW),
        Route.change(
            "DELETE",
            ALL + "/{id}",
            "revokes a token",
            token,
            request ->
                AccessJson.of(
                    tokens.revoke(request.pathValues().getOrDefault("id", "")), clock.instant())));
  }

  private Json all() {
    return Json.object(
        "tokens",
        new Json.Arr(
            tokens.list().stream()
                .<Json>map(token -> AccessJson.of(token, clock.instant()))
                .toList()));
  }

  private Json create(FaceRequest request) {
    var members = RequestBody.members(request.body(), NEW);
    var wish =
        new ProgramTokens.Wish(
            RequestBody.text(members, "name", ""),
            RequestBody.role(members, Role.VIEWER),
            RequestBody.instant(members, "expires_at", ProgramToken.NEVER));
    return AccessJson.of(tokens.create(wish), clock.instant());
  }
}
