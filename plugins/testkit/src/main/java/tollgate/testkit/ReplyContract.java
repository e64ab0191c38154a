package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tollgate.api.call.ClientHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.Endpoint;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;
import tollgate.api.usage.Provenance;

/** What a dialect must do with replies, whole or in events, complete or not, right or wrong. */
abstract class ReplyContract extends PluginContract {

  /** An end may be told by one event and followed by a figure and a farewell. */
  private static final int EVENTS_OF_AN_END = 3;

  private static final int MIXTURES = 8;
  private static final long DAMAGES = Boolean.getBoolean("tollgate.long") ? 5_000 : 100;
  private static final long LONGEST_WORDS = 100_000;

  /** The dialect under test; override where the jar brings several. */
  protected Dialect dialect() {
    return plugin().dialects().getFirst();
  }

  @Override
  final int contributions() {
    return plugin().dialects().size();
  }

  final ClientHead head(GoldenCase golden) {
    return golden.head(
        dialect().endpoints().stream()
            .map(Endpoint::path)
            .filter(path -> path.indexOf('{') < 0)
            .findFirst()
            .orElse("/"));
  }

  final RequestFacts facts(GoldenCase golden) {
    return golden.has("request.json") || golden.has("request.http")
        ? read(head(golden), golden.request())
        : RequestFacts.of(dialect().id()).streaming(!golden.has("reply.json")).build();
  }

  final RequestFacts read(ClientHead head, JsonView body) {
    try {
      return dialect().read(head, body);
    } catch (MalformedRequest malformed) {
      throw new AssertionError("refused " + malformed.pointer(), malformed);
    }
  }

  private List<GoldenReply> replies() {
    return goldenCases(golden -> golden.kind() == CaseKind.DIALECT).stream()
        .map(GoldenReply::of)
        .flatMap(Optional::stream)
        .toList();
  }

  final List<GoldenReply> streams() {
    return replies().stream().filter(reply -> reply.framing() != Framing.WHOLE).toList();
  }

  private ReplyReader readerAfter(int events, GoldenReply reply) {
    return reply.readerAfter(events, dialect(), facts(reply.golden()));
  }

  @TestFactory
  final Stream<DynamicTest> framesAReplyAsItCame() {
    return each(replies(), reply -> assertEquals(reply.framing(), readerAfter(0, reply).framing()));
  }

  @TestFactory
  final Stream<DynamicTest> readsTheUsageOfAReply() {
    return each(
        replies().stream().filter(reply -> reply.golden().has("usage.json")).toList(),
        reply -> {
          ReplyReader reader = readerAfter(0, reply);
          List<Integer> dropped = reply.feed(reader, reply.events());

          UsageFile.compare(reply.golden().json("usage.json"), reader, dropped);
          assertTrue(dropped.isEmpty() || reader.filters(), "only a filter drops events");
        });
  }

  @TestFactory
  final Stream<DynamicTest> knowsNothingBeforeTheFirstByte() {
    return each(
        replies(),
        reply -> {
          ReplyReader reader = readerAfter(0, reply);

          assertFalse(reader.ended(), "ended before it began");
          assertEquals(0, reader.running().tokens().output(), "output before the first byte");
          assertNotEquals(Provenance.EXACT, reader.usage().provenance());
        });
  }

  @TestFactory
  final Stream<DynamicTest> countsUpwardsAndNeverClaimsMoreThanItSaw() {
    return each(
        streams(),
        reply -> {
          ReplyReader reader = readerAfter(0, reply);
          long before = 0;
          for (StreamEvent event : reply.events()) {
            reader.event(event);
            var running = reader.running();
            assertNotEquals(Provenance.EXACT, running.provenance(), "running usage");
            assertTrue(running.tokens().output() >= before, "output shrank at " + event);
            before = running.tokens().output();
          }
        });
  }

  @TestFactory
  final Stream<DynamicTest> doesNotTakeACutForAnEnd() {
    return each(
        streams(),
        reply -> {
          for (int cut = 0; cut < reply.events().size() - EVENTS_OF_AN_END; cut++) {
            ReplyReader reader = readerAfter(cut, reply);
            assertFalse(reader.ended(), "ended after " + cut + " events");
            assertNotEquals(Provenance.EXACT, reader.usage().provenance(), "after " + cut);
          }
        });
  }

  @TestFactory
  final Stream<DynamicTest> endsAStreamSoThatItWouldTakeItForEnded() {
    return each(
        streams(),
        reply -> {
          for (int cut = 0; cut < reply.events().size() - EVENTS_OF_AN_END; cut++) {
            ReplyReader reader = readerAfter(cut, reply);
            List<StreamEvent> ending = reply.eventsIn(reader.ending(Samples.REFUSAL));
            assertFalse(ending.isEmpty(), "no event ends the stream after " + cut);

            ReplyReader client = readerAfter(cut, reply);
            reply.feed(client, ending);
            assertTrue(
                client.ended() || !client.fault().isEmpty(),
                "neither an end nor an error after " + cut + " events: " + ending);
          }
        });
  }

  @TestFactory
  final Stream<DynamicTest> endsAStreamAsItsCasesSay() {
    return replies().stream()
        .flatMap(reply ->
            each(
                reply.golden().variants("ending", GoldenReply.ending(reply.framing())),
                file -> ending(reply, file)));
  }

  private void ending(GoldenReply reply, String file) {
    String stem = file.substring(0, file.indexOf('.'));
    int events =
        stem.equals("ending")
            ? reply.events().size()
            : Integer.parseInt(stem.substring("ending-".length()));
    var ending = new ByteArrayOutputStream();
    readerAfter(events, reply).ending(Samples.REFUSAL).forEach(ending::writeBytes);

    String wanted = reply.golden().text(file);

    assertEquals(wanted, ending.toString(StandardCharsets.UTF_8));
  }

  @TestFactory
  final Stream<DynamicTest> survivesWhateverTheUpstreamSends() {
    return each(
        replies(),
        reply -> {
          var shapes = new HashSet<Json>();
          for (int i = 0; i < reply.events().size(); i++) {
            JsonView document = reply.events().get(i).json();
            if (document.exists() && shapes.add(Garble.shape(JsonTree.toJson(document)))) {
              for (Json variant : Garble.variants(JsonTree.toJson(document))) {
                survives(reply, i, Json.encode(variant));
              }
            }
            survives(reply, i, "");
            survives(reply, i, "{\"cut");
          }
        });
  }

  @TestFactory
  final Stream<DynamicTest> survivesEventsInAnyOrderAndDamaged() {
    return each(
        replies(),
        reply -> {
          for (int seed = 0; seed < MIXTURES; seed++) {
            new Mixture(reply, seed).show(readerAfter(0, reply));
          }
        });
  }

  @TestFactory
  final Stream<DynamicTest> survivesRepliesOfDamagedBytes() {
    return each(
        replies(),
        reply -> {
          for (long seed = 0; seed < DAMAGES; seed++) {
            try {
              showDamaged(reply, seed);
            } catch (AssertionError | RuntimeException thrown) {
              throw new AssertionError("the reply damaged with seed " + seed, thrown);
            }
          }
        });
  }

  private void showDamaged(GoldenReply reply, long seed) {
    ReplyReader reader = readerAfter(0, reply);
    Lease.show(reply.framing(), new Damage(seed).of(reply), reader);
    reader.running();
    reader.usage();
    reader.ended();
    long told = reader.fault().length();
    for (byte[] event : reader.ending(Samples.REFUSAL)) {
      told += event.length;
    }
    assertTrue(told < LONGEST_WORDS, "fault and ending of " + told + " bytes");
  }

  @TestFactory
  final Stream<DynamicTest> keepsLittleOfAnEndlessStream() {
    return each(
        streams().stream().filter(reply -> reply.golden().has("request.json")).limit(3).toList(),
        reply -> {
          long kept = new Flood(reply).keptBy(readerAfter(0, reply));
          assertTrue(kept < Flood.size() / 4, "of " + Flood.size() + " bytes " + kept + " stay");
        });
  }

  private void survives(GoldenReply reply, int place, String data) {
    ReplyReader reader = readerAfter(place, reply);
    reply.feed(reader, List.of(Frames.event(name(reply, place), data)));
    reply.feed(reader, reply.events().subList(place + 1, reply.events().size()));
    reader.running();
    reader.usage();
    reader.fault();
    reader.ending(Samples.REFUSAL);
  }

  private static String name(GoldenReply reply, int place) {
    return reply.events().get(place).name();
  }

  @TestFactory
  final Stream<DynamicTest> addsNothingToAWholeReply() {
    return each(
        replies().stream().filter(reply -> reply.framing() == Framing.WHOLE).toList(),
        reply -> assertEquals(List.of(), readerAfter(1, reply).ending(Samples.REFUSAL)));
  }
}
