package tollgate.runtime.admin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.Resource;
import tollgate.api.face.Resource.Access;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.Shape;

/**
 * A resource together with all that is told of it: the table of routes is the admin API, and the
 * OpenAPI document is written from it.
 *
 * @param resource what answers
 * @param summary what it is for, in a few words
 * @param query what its query may say
 * @param body what its body must look like; empty where it has none
 * @param file the media type of a file that may be the body instead; empty for none
 * @param answers the status and the shape of its answer
 */
record Route(
    Resource resource,
    String summary,
    List<Param> query,
    Optional<Shape.Members> body,
    Optional<String> file,
    Answers answers) {

  /**
   * What comes back when all goes well.
   *
   * @param shape empty where it is no JSON document
   */
  record Answers(int status, Optional<Shape> shape) {}

  /** Answers a request with a document. */
  @FunctionalInterface
  interface Question {
    /** The document. */
    Json answer(FaceRequest request) throws IOException;
  }

  Route {
    query = List.copyOf(query);
  }

  /** A route that answers whatever reads it with a document of this shape. */
  static Route read(String path, String summary, Shape shape, Question question) {
    return of(Access.READ, "GET", path, summary, new Answers(200, Optional.of(shape)), question);
  }

  /** A route that changes something, and tells what is so now. */
  static Route change(String method, String path, String summary, Shape shape, Question question) {
    return of(Access.CHANGE, method, path, summary, new Answers(200, Optional.of(shape)), question);
  }

  /** A route that makes something, and tells of it. */
  static Route make(String path, String summary, Shape shape, Question question) {
    return of(Access.CHANGE, "POST", path, summary, new Answers(201, Optional.of(shape)), question);
  }

  /** A route that another service answers before this table is asked; it is told of here. */
  static Route beside(String method, String path, String summary, Answers answers) {
    return of(
        Access.READ,
        method,
        path,
        summary,
        answers,
        request -> {
          throw new IllegalStateException(path + " is answered elsewhere");
        });
  }

  private static Route of(
      Access access,
      String method,
      String path,
      String summary,
      Answers answers,
      Question question) {
    Resource.Handler handler =
        (request, ledger) ->
            WireReply.json(
                answers.status(), Headers.none(), JsonText.write(question.answer(request)));
    var resource = new Resource(method, path, access, handler);
    return new Route(resource, summary, List.of(), Optional.empty(), Optional.empty(), answers);
  }

  /** The same with these parameters. */
  Route with(Param... params) {
    return with(List.of(params));
  }

  /** The same with these parameters. */
  Route with(List<Param> params) {
    return new Route(resource, summary, params, body, file, answers);
  }

  /** The same with such a body. */
  Route taking(Shape.Members shape) {
    return new Route(resource, summary, query, Optional.of(shape), file, answers);
  }

  /** The same where a file of that media type may be the body instead. */
  Route orFile(String mediaType) {
    return new Route(resource, summary, query, body, Optional.of(mediaType), answers);
  }
}
