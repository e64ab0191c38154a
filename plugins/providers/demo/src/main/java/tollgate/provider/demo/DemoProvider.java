package tollgate.provider.demo;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.api.call.DialectId;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.ReplyNotes.Fault;

/** The demo as the gateway sees it: an upstream with an exchange of its own and no credential. */
final class DemoProvider implements Provider {

  private static final Set<DialectId> DIALECTS =
      Arrays.stream(Wire.values())
          .map(wire -> new DialectId(wire.dialect()))
          .collect(Collectors.toUnmodifiableSet());

  private final DemoExchange exchange;

  DemoProvider(DemoExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public Set<DialectId> dialects() {
    return DIALECTS;
  }

  @Override
  public OutboundRequest prepare(OutboundCall call) {
    return OutboundRequest.of(call, call.head().headers());
  }

  @Override
  public ReplyNotes notes(ReplyHead head) {
    return new ReplyNotes(
        head.headers().first(DemoExchange.ACCOUNT),
        head.headers().first(DemoExchange.REQUEST_ID),
        List.of(),
        fault(head.status()),
        head.headers().first("retry-after").equals(DemoExchange.RETRY_AFTER)
            ? Duration.ofSeconds(2)
            : Duration.ZERO);
  }

  @Override
  public Optional<Exchange> exchange() {
    return Optional.of(exchange);
  }

  private static Fault fault(int status) {
    return switch (status) {
      case 401, 403 -> Fault.CREDENTIAL;
      case 402, 429 -> Fault.LIMITED;
      default -> status >= 500 ? Fault.BROKEN : Fault.NONE;
    };
  }
}
