package tollgate.runtime.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import tollgate.api.call.WireReply;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;

/**
 * Answers what Jetty itself refuses, before a request exists that could be served: broken request
 * lines, heads that are too long, other versions of HTTP.
 */
final class ProtocolErrors implements Request.Handler {

  private final int maxHeadBytes;

  ProtocolErrors(int maxHeadBytes) {
    this.maxHeadBytes = maxHeadBytes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Object reason = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    WireReply reply = ProblemReply.of(status, report(status, String.valueOf(reason)));
    HttpFields.Mutable fields = response.getHeaders();
    reply.headers().forEach(fields::put);
    response.write(true, ByteBuffer.wrap(reply.body()), callback);
    return true;
  }

  private ProblemReport report(int status, String reason) {
    return switch (status) {
      case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
          RequestProblem.REQUEST_HEAD_TOO_LARGE.report(maxHeadBytes, GatewayHandler.MAX_FIELDS);
      case HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
          RequestProblem.REQUEST_HTTP_VERSION.report();
      default ->
          status < 500
              ? RequestProblem.REQUEST_BAD_HTTP.report(reason)
              : GatewayProblem.GATEWAY_BUG.report();
    };
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
