package tollgate.runtime.upstream;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.config.HttpProtocol;
import tollgate.runtime.config.ProviderConnection;
import tollgate.runtime.config.ProviderDress;

/** Providers as tests need them. */
final class Providers {
  static final DialectId TALK = new DialectId("talk");

  static final UpstreamSettings SETTINGS =
      new UpstreamSettings(1_000, Duration.ofSeconds(60), 0, 5, Duration.ofSeconds(30));

  private Providers() {}

  /** A transform that opens plain providers. */
  static ProviderTransform transform(String id, Provider provider) {
    return new ProviderTransform() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public Provider open(ProviderSettings settings) {
        return provider;
      }
    };
  }

  /** A plugin's half that speaks one dialect over HTTP and notes nothing. */
  static class Plain implements Provider {
    @Override
    public Set<DialectId> dialects() {
      return Set.of(TALK);
    }

    @Override
    public OutboundRequest prepare(OutboundCall call) {
      return OutboundRequest.of(call, call.head().headers());
    }

    @Override
    public ReplyNotes notes(ReplyHead head) {
      return ReplyNotes.NONE;
    }
  }

  /** A plugin's half that brings its own exchange. */
  static final class Own extends Plain {
    private final Exchange exchange;

    Own(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public Optional<Exchange> exchange() {
      return Optional.of(exchange);
    }
  }

  static OpenProvider at(URI url) {
    return at(url, HttpProtocol.AUTO);
  }

  static OpenProvider at(URI url, HttpProtocol protocol) {
    return open(url, protocol, new Plain());
  }

  static OpenProvider open(URI url, HttpProtocol protocol, Provider half) {
    var config = config(url, ProviderDress.PLAIN, ProviderConnection.by(protocol));
    return new OpenProvider(config, transform("plain", half), List.of(new Login("", half)));
  }

  static ProviderConfig config(URI url, ProviderDress dress, ProviderConnection connection) {
    return ProviderSketch.of("p", "plain")
        .at(url)
        .dress(dress)
        .connection(connection)
        .byDefault()
        .config();
  }

  static Exchange.Sending get(String target) {
    return new Exchange.Sending("GET", target, Headers.none(), List.of());
  }

  static Exchange.Sending post(String target, String... slices) {
    return new Exchange.Sending(
        "POST",
        target,
        Headers.of("content-type", "application/json"),
        Arrays.stream(slices)
            .map(slice -> ByteBuffer.wrap(slice.getBytes(StandardCharsets.ISO_8859_1)))
            .toList());
  }

  /** Reads a reply to its end. */
  static String text(ExchangeReply reply) throws IOException {
    var text = new StringBuilder();
    for (ByteBuffer bytes = reply.read(); bytes != null; bytes = reply.read()) {
      text.append(StandardCharsets.ISO_8859_1.decode(bytes));
    }
    return text.toString();
  }
}
