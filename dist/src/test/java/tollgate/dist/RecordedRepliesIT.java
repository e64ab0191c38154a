package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.JsonView;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.dist.kit.GoldenReply;
import tollgate.dist.kit.RelayedReply;

/**
 * Every recorded reply of every shipped dialect, through the gateway's own framing and the
 * dialect's own reader: however it is cut, encoded, spaced or interrupted by comments, the same
 * usage is read of it. No process is started.
 */
class RecordedRepliesIT {
  private static final int CUTS = 3;

  /** What an upstream or a proxy may do to the bytes of a reply without changing what it says. */
  private enum Form {
    AS_RECORDED,
    CRLF,
    COMMENTS,
    GZIP,
    DEFLATE,
    RAW_DEFLATE;

    boolean suits(GoldenReply reply) {
      return switch (this) {
        case AS_RECORDED, GZIP, DEFLATE, RAW_DEFLATE -> true;
        case CRLF -> !reply.isWhole();
        case COMMENTS -> reply.isEvents();
      };
    }

    boolean encodes() {
      return this == GZIP || this == DEFLATE || this == RAW_DEFLATE;
    }

    byte[] of(byte[] bytes) {
      return switch (this) {
        case AS_RECORDED -> bytes;
        case CRLF ->
            text(bytes)
                .replace("\r\n", "\n")
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        case COMMENTS ->
            text(bytes)
                .replaceAll("(?m)^(?=(event|data):)", ": still here\nid: 7\nretry: 3000\n")
                .getBytes(StandardCharsets.UTF_8);
        case GZIP -> packed(bytes, out -> new GZIPOutputStream(out, true));
        case DEFLATE -> packed(bytes, out -> new DeflaterOutputStream(out, true));
        case RAW_DEFLATE ->
            packed(bytes, out -> new DeflaterOutputStream(out, new Deflater(9, true), true));
      };
    }

    ReplyHead of(ReplyHead head) {
      return encodes()
          ? new ReplyHead(
              head.status(),
              head.headers().with("content-encoding", this == GZIP ? "gzip" : "deflate"))
          : head;
    }
  }

  private interface Packing {
    OutputStream into(OutputStream out) throws IOException;
  }

  static List<GoldenReply> replies() throws IOException {
    return GoldenReply.all();
  }

  @ParameterizedTest
  @MethodSource("replies")
  void readsTheSameUsageInEveryForm(GoldenReply reply) {
    RelayedReply plain = RelayedReply.of(reply.head(), List.of(reply.bytes()), reply.reader());
    if (!text(reply.usage(), "provenance").equals("UNKNOWN")) { // else the running usage counts
      assertEquals(tokens(reply.usage()), plain.tally().usage().tokens());
      assertEquals(text(reply.usage(), "servedModel"), plain.tally().usage().servedModel());
    }
    assertEquals(text(reply.usage(), "fault"), plain.tally().fault());

    for (Form form : Form.values()) {
      if (form.suits(reply)) {
        for (int seed = 0; seed < CUTS; seed++) {
          assertSame(plain, reply, form, seed);
        }
      }
    }
  }

  private static void assertSame(RelayedReply plain, GoldenReply reply, Form form, int seed) {
    byte[] sent = form.of(reply.bytes());
    var reader = reply.reader();
    boolean filters = reader.filters();
    RelayedReply relayed = RelayedReply.of(form.of(reply.head()), cut(sent, seed), reader);

    String which = form + ", cut by seed " + seed;
    Usage usage = relayed.tally().usage();
    assertEquals(plain.tally().usage(), usage, which);
    assertEquals(plain.tally().ended(), relayed.tally().ended(), which);
    assertEquals(plain.tally().fault(), relayed.tally().fault(), which);
    if (!filters || form.encodes()) {
      assertArrayEquals(sent, relayed.bytes(), which);
    }
  }

  @Test
  void everyDialectHasAStreamWithoutUsageAndOneWithAnError() throws IOException {
    Set<String> all =
        replies().stream().map(reply -> reply.dialect().id().value()).collect(Collectors.toSet());

    assertTrue(all.size() >= 6, all::toString);
    assertEquals(
        all, dialectsOf(reply -> !reply.isWhole() && !text(reply.usage(), "fault").isEmpty()));
    assertEquals(
        all,
        dialectsOf(reply ->
            text(reply.usage(), "fault").isEmpty()
                && !text(reply.usage(), "provenance").isEmpty()
                && !text(reply.usage(), "provenance").equals("EXACT")));
  }

  private static Set<String> dialectsOf(java.util.function.Predicate<GoldenReply> some)
      throws IOException {
    return replies().stream()
        .filter(some)
        .map(reply -> reply.dialect().id().value())
        .collect(Collectors.toSet());
  }

  /** Pieces of a few bytes for the first seed, of up to a hundred for the others. */
  private static List<byte[]> cut(byte[] bytes, int seed) {
    var random = new Random(seed);
    var pieces = new ArrayList<byte[]>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(seed == 0 ? 3 : 100));
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return pieces;
  }

  /** Flushed now and then, as an upstream does that sends events as they come. */
  private static byte[] packed(byte[] bytes, Packing packing) {
    var packed = new ByteArrayOutputStream();
    try (OutputStream out = packing.into(packed)) {
      for (byte[] piece : cut(bytes, 1)) {
        out.write(piece);
        out.flush();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  private static TokenCounts tokens(JsonView usage) {
    return new TokenCounts(
        count(usage, "input"),
        count(usage, "output"),
        count(usage, "cacheRead"),
        count(usage, "cacheWrite5m"),
        count(usage, "cacheWrite1h"),
        count(usage, "reasoning"),
        count(usage, "audioIn"),
        count(usage, "audioOut"),
        count(usage, "cacheReadAudio"),
        count(usage, "imageIn"),
        count(usage, "imageOut"));
  }

  private static long count(JsonView usage, String name) {
    return usage.at("/" + name).asLong().orElse(0);
  }

  private static String text(JsonView usage, String name) {
    return usage.at("/" + name).asText(1_000).orElse("");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
