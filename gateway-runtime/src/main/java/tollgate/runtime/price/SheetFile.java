package tollgate.runtime.price;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;

/**
 * The last good sheet of a source in a file, for a start without a network. The file is replaced as
 * a whole: a crash leaves the old one or the new one.
 */
final class SheetFile {

  private static final int COLUMNS = 7;

  private final Path file;

  SheetFile(Path folder, String source) {
    this.file = folder.resolve(source + ".json");
  }

  /** The sheet; empty where there is no file. */
  Optional<PriceSheet> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(sheet(JsonText.parse(Files.readAllBytes(file))));
    } catch (MalformedJson | IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Puts a sheet in the place of the one that is there. */
  void write(PriceSheet sheet) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (var channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(JsonText.writeBytes(json(sheet)));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Json json(PriceSheet sheet) {
    List<Json> rates = sheet.rates().stream().map(SheetFile::json).toList();
    return Json.object(
        "version", sheet.version(),
        "retrieved_at", sheet.retrievedAt().toString(),
        "origin", sheet.origin(),
        "rates", new Json.Arr(rates));
  }

  private static Json json(Rate rate) {
    return Json.array(
        Json.text(rate.provider()),
        Json.text(rate.model()),
        Json.text(rate.unit().name()),
        Json.text(rate.usd().toPlainString()),
        Json.of(rate.aboveContextTokens()),
        Json.text(rate.serviceTier()),
        Json.text(rate.from().toString()));
  }

  private static PriceSheet sheet(Json document) {
    Map<String, Json> members = document instanceof Json.Obj(var all) ? all : Map.of();
    var rates = new ArrayList<Rate>();
    if (members.get("rates") instanceof Json.Arr(var lines)) {
      lines.forEach(
          line -> rates.add(rate(line instanceof Json.Arr(var columns) ? columns : List.of())));
    }
    if (rates.isEmpty()) {
      throw new IllegalArgumentException("no rates");
    }
    return new PriceSheet(
        text(members.getOrDefault("version", Json.NULL)),
        Instant.parse(text(members.getOrDefault("retrieved_at", Json.NULL))),
        text(members.getOrDefault("origin", Json.NULL)),
        rates);
  }

  private static Rate rate(List<Json> columns) {
    if (columns.size() != COLUMNS || !(columns.get(4) instanceof Json.Num(var above))) {
      throw new IllegalArgumentException("a rate of " + columns.size() + " columns");
    }
    return new Rate(
        text(columns.get(0)),
        text(columns.get(1)),
        RateUnit.valueOf(text(columns.get(2))),
        new BigDecimal(text(columns.get(3))),
        above.longValueExact(),
        text(columns.get(5)),
        LocalDate.parse(text(columns.get(6))));
  }

  private static String text(Json json) {
    if (json instanceof Json.Text(var value)) {
      return value;
    }
    throw new IllegalArgumentException(Json.encode(json) + " is no text");
  }
}
