package tollgate.dist.kit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request to be written on a socket; unchangeable, each method gives another one. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps these
public record Ask(String method, String target, List<Field> fields, byte[] body) {

  /** A request without a body. */
  public static Ask of(String method, String target) {
    return new Ask(method, target, List.of(), new byte[0]);
  }

  /** A JSON request. */
  public static Ask post(String target, String json) {
    return post(target, json.getBytes(StandardCharsets.UTF_8));
  }

  /** A JSON request of these bytes. */
  public static Ask post(String target, byte[] json) {
    return new Ask("POST", target, Field.of("content-type", "application/json"), json);
  }

  /** This request with one more field. */
  public Ask with(String name, String value) {
    var more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Ask(method, target, more, body);
  }

  /** This request with that field and no other of its name. */
  public Ask instead(String name, String value) {
    var others = new ArrayList<>(fields);
    others.removeIf(field -> field.named(name));
    others.add(new Field(name, value));
    return new Ask(method, target, others, body);
  }

  /** The head, with host and length unless they were set. */
  public byte[] headBytes(String host) {
    var head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    if (!has("host")) {
      head.append("host: ").append(host).append("\r\n");
    }
    for (Field field : fields) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    if (!has("content-length") && !has("transfer-encoding") && !"GET".equals(method)) {
      head.append("content-length: ").append(body.length).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private boolean has(String name) {
    return fields.stream().anyMatch(field -> field.named(name));
  }

  /** The whole request. */
  public byte[] bytes(String host) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(headBytes(host));
    all.writeBytes(body);
    return all.toByteArray();
  }
}
