package tollgate.invented;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.ReplyNotes.Fault;

/** One open engine. */
final class AcmeProvider implements Provider {
  private final String credential;
  private final Exchange exchange;

  AcmeProvider(String credential, Exchange exchange) {
    this.credential = credential;
    this.exchange = exchange;
  }

  @Override
  public Set<DialectId> dialects() {
    return Set.of(AskDialect.ID);
  }

  @Override
  public OutboundRequest prepare(OutboundCall call) {
    Headers headers = call.head().headers();
    return OutboundRequest.of(
        call, credential.isEmpty() ? headers : headers.with("x-acme-pass", credential));
  }

  @Override
  public ReplyNotes notes(ReplyHead head) {
    Fault fault = head.status() >= 500 ? Fault.BROKEN : Fault.NONE;
    return new ReplyNotes(
        head.headers().first("x-acme-account"),
        head.headers().first("x-acme-id"),
        List.of(),
        fault,
        Duration.ZERO);
  }

  @Override
  public Optional<Exchange> exchange() {
    return Optional.of(exchange);
  }
}
