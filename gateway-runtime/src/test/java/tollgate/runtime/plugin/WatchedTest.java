package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.PricingSource;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.RecordedEvents;

/** Contributions that a call cannot do without fail that call, and after many none for a while. */
class WatchedTest {
  private static final Instant BEGINNING = Instant.parse("2026-03-01T00:00:00Z");
  private static final OutboundCall CALL =
      new OutboundCall(new ClientHead("POST", "/", "", Headers.none()), RequestFacts.unread(), "m");

  private final AtomicLong nanos = new AtomicLong();
  private final PluginGuard guard =
      new PluginGuard(
          PluginGuard.Limits.ORDINARY, () -> BEGINNING.plusNanos(nanos.get()), nanos::get);
  private final RecordedEvents events = new RecordedEvents();
  private Supplier<OutboundRequest> prepare = WatchedTest::dressed;
  private final Contribution<ProviderTransform> watched =
      Watched.transform(new Contribution<>("provider.x", "x", new Fake()), guard);
  private final Provider provider =
      watched.value().open(new ProviderSettings("p", URI.create("http://x"), "", Map.of()));

  @AfterEach
  void stopListening() {
    events.close();
  }

  private static OutboundRequest dressed() {
    return new OutboundRequest("/", Headers.none(), List.of());
  }

  private static OutboundRequest broken() {
    throw new NoClassDefFoundError("some/Library");
  }

  private final class Fake implements ProviderTransform, Provider {
    @Override
    public String id() {
      return "x";
    }

    @Override
    public Provider open(ProviderSettings settings) {
      return this;
    }

    @Override
    public Set<DialectId> dialects() {
      return Set.of();
    }

    @Override
    public OutboundRequest prepare(OutboundCall call) {
      return prepare.get();
    }

    @Override
    public ReplyNotes notes(ReplyHead head) {
      throw new IllegalStateException("no notes");
    }
  }

  private void fail(int times) {
    prepare = WatchedTest::broken;
    for (int i = 0; i < times; i++) {
      assertThrows(PluginFailure.class, () -> provider.prepare(CALL));
    }
  }

  @Test
  void aMissingClassFailsTheOneCallAndIsCounted() {
    fail(1);
    prepare = WatchedTest::dressed;

    provider.prepare(CALL);

    assertEquals(2, watched.vitals().calls());
    assertEquals(1, watched.vitals().faults());
    assertEquals("java.lang.NoClassDefFoundError: some/Library", watched.vitals().lastFault());
  }

  @Test
  void nobodyIsSentThereForAWhileAfterFiveFaultsInARow() {
    fail(5);

    PluginAside aside = assertThrows(PluginAside.class, () -> provider.prepare(CALL));

    assertEquals("provider.x", aside.pluginId());
    assertEquals(Duration.ofMinutes(1), aside.rest());
    assertEquals(1, events.count(ChangeEvent.PLUGIN_SET_ASIDE));
    prepare = WatchedTest::dressed;
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    provider.prepare(CALL);
  }

  @Test
  void theOperatorCanEndTheRest() {
    fail(5);
    prepare = WatchedTest::dressed;

    watched.vitals().release();

    provider.prepare(CALL);
    assertEquals(Optional.empty(), watched.vitals().asideUntil());
    assertEquals(0, watched.vitals().timesSetAside());
  }

  @Test
  void whatWasSentIsHeardAlthoughThePluginIsSetAside() {
    fail(5);

    PluginFailure failure =
        assertThrows(PluginFailure.class, () -> provider.notes(new ReplyHead(200, Headers.none())));

    assertEquals(PluginFailure.class, failure.getClass());
  }

  @Test
  void aSourceThatCannotBeReachedIsNoFaultOfThePlugin() {
    var unreachable = new IOException("no network");
    var source =
        Watched.prices(
            new Contribution<>(
                "pricing.x",
                "x",
                new PricingSource() {
                  @Override
                  public String id() {
                    return "x";
                  }

                  @Override
                  public Optional<PriceSheet> fetch(String lastVersion) throws IOException {
                    throw unreachable;
                  }
                }),
            guard);

    assertSame(unreachable, assertThrows(IOException.class, () -> source.value().fetch("")));
    assertEquals(1, source.vitals().calls());
    assertEquals(0, source.vitals().faults());
  }

  @Test
  void tellsHowLongTheSlowestHundredthTook() {
    assertEquals(0, watched.vitals().p99Micros());
    for (int i = 0; i < 300; i++) {
      long took = i < 4 ? 3_000_000 : 15_000;
      prepare =
          () -> {
            nanos.addAndGet(took);
            return dressed();
          };
      provider.prepare(CALL);
    }

    assertEquals(3_000, watched.vitals().p99Micros());
  }
}
