package tollgate.runtime.admin;

import java.util.List;
import tollgate.api.face.FaceRequest;
import tollgate.api.json.Json;
import tollgate.runtime.access.AccessJson;
import tollgate.runtime.access.People;
import tollgate.runtime.access.Person;
import tollgate.runtime.access.Role;
import tollgate.runtime.json.Shape;

/** The people who log in: who they are, a new one, another role or password, the end of one. */
final class UserResources {
  private static final String ALL = "/admin/users";
  private static final String ONE = ALL + "/{name}";

  private static final Shape.Members NEW =
      Shape.object("name", Shape.text(), "password", Shape.text()).or("role", AccessJson.role());

  private static final Shape.Members OTHER =
      Shape.object().or("role", AccessJson.role(), "password", Shape.text());

  private final People people;

  UserResources(People people) {
    this.people = people;
  }

  List<Route> list() {
    Shape.Members person = AccessJson.personShape();
    return List.of(
        Route.read(
            ALL, "who can log in", Shape.object("users", Shape.items(person)), request -> all()),
        Route.make(
                ALL, "lets somebody log in; as a viewer where no role is named", person, this::add)
            .taking(NEW),
        Route.change(
                "PATCH",
                ONE,
                "gives somebody another role or password; with a password every session of theirs"
                    + " ends",
                person,
                this::change)
            .taking(OTHER),
        Route.change(
            "DELETE",
            ONE,
            "lets somebody log in no more; their sessions end",
            person,
            request -> AccessJson.of(people.remove(name(request)))));
  }

  private Json all() {
    return Json.object(
        "users", new Json.Arr(people.list().stream().<Json>map(AccessJson::of).toList()));
  }

  private Json add(FaceRequest request) {
    var members = RequestBody.members(request.body(), NEW);
    return AccessJson.of(
        people.add(
            RequestBody.text(members, "name", ""),
            RequestBody.role(members, Role.VIEWER),
            RequestBody.text(members, "password", "")));
  }

  private Json change(FaceRequest request) {
    String name = name(request);
    var members = RequestBody.members(request.body(), OTHER);
    Person person = people.require(name);
    if (members.containsKey("password")) {
      person = people.changePassword(name, RequestBody.text(members, "password", ""));
    }
    if (members.containsKey("role")) {
      person = people.changeRole(name, RequestBody.role(members, person.role()));
    }
    return AccessJson.of(person);
  }

  private static String name(FaceRequest request) {
    return request.pathValues().getOrDefault("name", "");
  }
}
