package tollgate.runtime.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.UpstreamProblem;
import tollgate.runtime.upstream.Errand;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.UpstreamCaller;
import tollgate.runtime.upstream.UpstreamFailure;
import tollgate.runtime.wire.RequestCoding;

/** Asks single providers for their lists of models. */
final class ModelSource {

  /** Many times the longest list there is. */
  private static final int LONGEST_LIST = 16 << 20;

  private final RoutedCall routed;
  private final Catalogue catalogue;
  private final UpstreamCaller upstream;

  ModelSource(RoutedCall routed, Catalogue catalogue, UpstreamCaller upstream) {
    this.routed = asksForWholes(routed, catalogue);
    this.catalogue = catalogue;
    this.upstream = upstream;
  }

  /** What one provider said. */
  sealed interface Said {
    OpenProvider provider();
  }

  /** A list, with the bytes as they came. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  record Listed(OpenProvider provider, ReplyHead head, byte[] sent, JsonDocument list)
      implements Said {}

  /** No list: another answer, or none. */
  record Silent(OpenProvider provider, Optional<ReadyReply> answer, ProblemReport why)
      implements Said {}

  /** The call asking for the whole list, unencoded, whatever the client has of it already. */
  private static RoutedCall asksForWholes(RoutedCall routed, Catalogue catalogue) {
    var call = routed.call();
    var arrival = call.arrival();
    var head = arrival.head();
    Headers fields =
        head.headers()
            .without("accept-encoding")
            .without("if-none-match")
            .without("if-modified-since")
            .without("range");
    String query = catalogue.form().whole(head.query());
    return routed.with(
        new ClientCall(
            arrival.with(new ClientHead(head.method(), head.path(), query, fields)),
            call.body(),
            call.facts()));
  }

  Said ask(OpenProvider provider, Errand errand) {
    try (var reply = upstream.send(provider, Outbound.dress(routed.to(provider)), errand)) {
      return read(provider, reply);
    } catch (UpstreamFailure failure) {
      return silent(provider, failure.report(provider.id()));
    } catch (IOException broken) {
      return silent(
          provider,
          UpstreamProblem.UPSTREAM_BROKE.report(
              provider.id(), String.valueOf(broken.getMessage())));
    } catch (RuntimeException fault) {
      return silent(provider, PluginFault.of(provider.type(), fault));
    }
  }

  private static Silent silent(OpenProvider provider, ProblemReport why) {
    return new Silent(provider, Optional.empty(), why);
  }

  private Said read(OpenProvider provider, ExchangeReply reply) throws IOException {
    ReplyHead head = reply.head();
    byte[] sent = bytesOf(reply);
    if (head.status() == 200) {
      try {
        byte[] plain = RequestCoding.decode(sent, head.headers(), LONGEST_LIST);
        var list = JsonDocument.scan(plain);
        if (ModelEntries.isList(catalogue.form(), list)) {
          return new Listed(provider, head, sent, list);
        }
      } catch (MalformedJson | ProblemException unreadable) {
        // told below: whatever it is, it is no list
      }
    }
    return new Silent(
        provider,
        Optional.of(new ReadyReply(head, sent)),
        UpstreamProblem.UPSTREAM_NO_LIST.report(
            provider.id(), "status " + head.status() + ", \"" + head.mediaType() + "\""));
  }

  private static byte[] bytesOf(ExchangeReply reply) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (ByteBuffer piece = reply.read(); piece != null; piece = reply.read()) {
      byte[] copy = new byte[piece.remaining()];
      piece.get(copy);
      bytes.writeBytes(copy);
      if (bytes.size() > LONGEST_LIST) {
        throw new IOException("its list of models has more than " + LONGEST_LIST + " bytes");
      }
    }
    return bytes.toByteArray();
  }
}
