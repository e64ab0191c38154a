package tollgate.runtime.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.call.ModelSource.Listed;
import tollgate.runtime.call.ModelSource.Said;
import tollgate.runtime.call.ModelSource.Silent;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.ProviderEvent;
import tollgate.runtime.problem.UpstreamProblem;
import tollgate.runtime.upstream.Cancellation;
import tollgate.runtime.upstream.Deadlines;
import tollgate.runtime.upstream.Errand;
import tollgate.runtime.upstream.NotedReply;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.TryListener;

/**
 * Asks providers for their models, all at once, and makes one list of what they say. One that does
 * not answer in time, or not with a list, is left out and named; nobody is waited for longer than
 * {@link #DEADLINES} say.
 */
final class ModelLister {

  /** Names the providers whose models are missing in a list. */
  private static final String MISSING_FIELD = "x-tollgate-missing";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Deadlines DEADLINES =
      new Deadlines(Duration.ofSeconds(3), PATIENCE, PATIENCE, PATIENCE, PATIENCE);

  private final Search.Ways ways;

  ModelLister(Search.Ways ways) {
    this.ways = ways;
  }

  /**
   * The answer to the client: a list, or an error of the only provider that was asked.
   *
   * @param providers whose models it tells, by their ids
   */
  record Answer(NotedReply reply, String providers) {}

  /** The list that a call asks for; a refusal where nobody gave one. */
  Outcome<Answer> list(RoutedCall routed, Catalogue catalogue, Cancellation cancellation) {
    List<Said> said = askAll(routed, catalogue, cancellation);
    said.forEach(ModelLister::tell);
    List<Listed> listed = only(Listed.class, said);
    if (listed.isEmpty()) {
      return nobody(only(Silent.class, said));
    }
    var caller = routed.judged().authenticated().caller();
    var entries = new ModelEntries(catalogue.form(), caller.models());
    listed.forEach(one -> entries.add(one.provider(), one.list()));
    Listed first = listed.getFirst();
    return new Outcome.Passed<>(
        said.size() == 1 && entries.isComplete()
            ? new Answer(new ReadyReply(first.head(), first.sent()), first.provider().id())
            : new Answer(
                merged(entries.in(first.list()), ids(only(Silent.class, said))), ids(listed)));
  }

  private List<Said> askAll(RoutedCall routed, Catalogue catalogue, Cancellation cancellation) {
    var source = new ModelSource(routed, catalogue, ways.upstream());
    var answers = new ArrayList<Future<Said>>();
    String call = routed.call().arrival().id().text();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (OpenProvider provider : catalogue.providers()) {
        TryListener meter = attempt -> ways.meters().attempt(provider.id(), attempt);
        var errand = Errand.beginning(DEADLINES, cancellation, meter);
        answers.add(
            threads.submit(() ->
                ScopedValue.where(Events.CALL, call).call(() -> source.ask(provider, errand))));
      }
    }
    return answers.stream().map(Future::resultNow).toList(); // all have ended, and none throws;
  }

  private static <T extends Said> List<T> only(Class<T> kind, List<Said> said) {
    return said.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static String ids(List<? extends Said> said) {
    return said.stream().map(one -> one.provider().id()).collect(Collectors.joining(", "));
  }

  private static void tell(Said said) {
    if (said instanceof Silent(var provider, _, var why)) {
      Events.log(
          ProviderEvent.MODELS_MISSING,
          "provider",
          provider.id(),
          "code",
          why.problem().code(),
          "reason",
          why.what());
    }
  }

  private static Outcome<Answer> nobody(List<Silent> silent) {
    Silent first = silent.getFirst();
    if (silent.size() > 1) {
      return new Outcome.Refused<>(
          UpstreamProblem.UPSTREAM_NO_LIST.report(ids(silent), "none of them gave one"));
    }
    return first
        .answer()
        .filter(
            reply -> reply.head().status() >= 400) // else it could name what the key may not use
        .<Outcome<Answer>>map(
            reply -> new Outcome.Passed<>(new Answer(reply, first.provider().id())))
        .orElseGet(() -> new Outcome.Refused<>(first.why()));
  }

  private static ReadyReply merged(byte[] body, String missing) {
    Headers fields =
        Headers.of(
            "content-type", "application/json", "content-length", Integer.toString(body.length));
    return new ReadyReply(
        new ReplyHead(200, missing.isEmpty() ? fields : fields.with(MISSING_FIELD, missing)), body);
  }
}
