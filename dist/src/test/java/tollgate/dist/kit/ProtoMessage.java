package tollgate.dist.kit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A message in the encoding of Protocol Buffers, read without its schema: fields by number. */
public final class ProtoMessage {
  @SuppressWarnings("ArrayRecordComponent") // seen once, never compared
  private record Field(int number, long value, byte[] bytes) {}

  private final List<Field> fields = new ArrayList<>();

  /** Reads a message. */
  public ProtoMessage(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      long tag = varint(in);
      int number = (int) (tag >>> 3);
      switch ((int) (tag & 7)) {
        case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
        case 1 -> fields.add(new Field(number, in.getLong(), new byte[0]));
        case 2 -> {
          byte[] content = new byte[(int) varint(in)];
          in.get(content);
          fields.add(new Field(number, 0, content));
        }
        case 5 -> fields.add(new Field(number, in.getInt(), new byte[0]));
        default -> throw new AssertionError("no such wire type in field " + number);
      }
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** The messages in this field. */
  public List<ProtoMessage> all(int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .map(field -> new ProtoMessage(field.bytes()))
        .toList();
  }

  /** The messages along these fields. */
  public List<ProtoMessage> along(int... numbers) {
    List<ProtoMessage> found = List.of(this);
    for (int number : numbers) {
      found = found.stream().flatMap(one -> one.all(number).stream()).toList();
    }
    return found;
  }

  private Field one(int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .findFirst()
        .orElse(new Field(number, 0, new byte[0]));
  }

  /** The text in this field. */
  public String text(int number) {
    return new String(one(number).bytes(), StandardCharsets.UTF_8);
  }

  /** The bytes in this field, in hexadecimal. */
  public String hex(int number) {
    return HexFormat.of().formatHex(one(number).bytes());
  }

  /** The number in this field. */
  public long number(int number) {
    return one(number).value();
  }

  /** The attributes of OpenTelemetry in this field, by name. */
  public Map<String, String> attributes(int number) {
    var attributes = new LinkedHashMap<String, String>();
    for (ProtoMessage pair : all(number)) {
      ProtoMessage value = pair.all(2).getFirst();
      Field first = value.fields.getFirst();
      attributes.put(
          pair.text(1),
          switch (first.number()) {
            case 1 -> value.text(1);
            case 4 -> Double.toString(Double.longBitsToDouble(first.value()));
            default -> Long.toString(first.value());
          });
    }
    return attributes;
  }
}
