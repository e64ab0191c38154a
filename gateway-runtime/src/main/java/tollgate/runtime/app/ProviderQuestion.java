package tollgate.runtime.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import tollgate.runtime.checkup.Answer;
import tollgate.runtime.config.ProviderEntry;
import tollgate.runtime.config.Settings;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.upstream.Breakers;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.ProviderRegistry;
import tollgate.runtime.upstream.ProviderTrial;
import tollgate.runtime.upstream.UpstreamCaller;

/**
 * Asks every provider something harmless, once and all at the same time, whoever wants to know
 * first. A running gateway notices nothing of it: its breakers are its own.
 */
final class ProviderQuestion implements Supplier<List<Answer>>, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** What providers of most kinds answer without a bill. */
  private static final String HARMLESS = "/v1/models";

  private final Settings settings;
  private final PluginSet plugins;
  private final InstantSource clock;
  private final CloseStack stack = new CloseStack();
  private Optional<List<Answer>> answers = Optional.empty();

  ProviderQuestion(Settings settings, PluginSet plugins, InstantSource clock) {
    this.settings = settings;
    this.plugins = plugins;
    this.clock = clock;
  }

  /** Blocks for the patience at most; throws a problem where a provider cannot be opened. */
  @Override
  public synchronized List<Answer> get() {
    if (answers.isEmpty()) {
      answers = Optional.of(ask());
    }
    return answers.get();
  }

  private List<Answer> ask() {
    var registry =
        ProviderRegistry.EMPTY.successor(
            Shapes.providers(settings.providers()),
            plugins.transforms().stream().map(Contribution::value).toList());
    registry.list().forEach(stack::push);
    var upstream = Shapes.upstream(settings);
    var trial = new ProviderTrial(stack.push(new UpstreamCaller(upstream, new Breakers(upstream))));
    var questions = new ArrayList<FutureTask<Answer>>();
    for (OpenProvider provider : registry.list()) {
      var question = new FutureTask<>(() -> ask(trial, provider));
      questions.add(question);
      Thread.ofVirtual().name("ask-" + provider.id()).start(question);
    }
    return questions.stream().map(ProviderQuestion::answer).toList();
  }

  private static Answer answer(FutureTask<Answer> question) {
    try {
      return question.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("nobody waits for the answer", stop);
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    }
  }

  private Answer ask(ProviderTrial trial, OpenProvider provider) {
    ProviderTrial.Result result = trial.reach(provider, HARMLESS, PATIENCE);
    return new Answer(
        provider.id(),
        hasCredential(provider.id()),
        result.status(),
        result.trouble(),
        date(result.date()),
        clock.instant());
  }

  private boolean hasCredential(String id) {
    return settings.providers().stream()
        .filter(entry -> entry.id().equals(id))
        .anyMatch(ProviderQuestion::hasCredential);
  }

  private static boolean hasCredential(ProviderEntry entry) {
    return !entry.credential().isEmpty() || !entry.accounts().isEmpty();
  }

  private static Optional<Instant> date(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(
              ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException odd) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    stack.close();
  }
}
