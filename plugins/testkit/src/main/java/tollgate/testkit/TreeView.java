package tollgate.testkit;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tollgate.api.json.Fingerprint;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;

/**
 * One value of a tree.
 *
 * @param text the decoded string, or the number as written
 * @param items an array's items
 * @param members an object's members, repeated names included
 */
record TreeView(Kind kind, String text, List<JsonView> items, List<Member> members, int byteLength)
    implements JsonView {

  static final TreeView MISSING = new TreeView(Kind.MISSING, "", List.of(), List.of(), 0);

  BigDecimal decimal() {
    return new BigDecimal(text);
  }

  @Override
  public JsonView at(String pointer) {
    if (pointer.isEmpty()) {
      return this;
    }
    if (!pointer.startsWith("/")) {
      throw new IllegalArgumentException("not a JSON pointer: " + pointer);
    }
    JsonView found = this;
    for (String token : pointer.substring(1).split("/", -1)) {
      found = ((TreeView) found).child(token.replace("~1", "/").replace("~0", "~"));
    }
    return found;
  }

  private JsonView child(String name) {
    if (kind == Kind.ARRAY && name.matches("0|[1-9][0-9]{0,8}")) {
      int index = Integer.parseInt(name);
      return index < items.size() ? items.get(index) : MISSING;
    }
    return members.reversed().stream()
        .filter(member -> member.name().equals(name))
        .findFirst()
        .map(Member::value)
        .orElse(MISSING);
  }

  @Override
  public OptionalLong asLong() {
    if (kind != Kind.NUMBER) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(decimal().longValueExact());
    } catch (ArithmeticException fractionOrTooLarge) {
      return OptionalLong.empty();
    }
  }

  @Override
  public Optional<String> asText(int maxChars) {
    return kind == Kind.TEXT ? Optional.of(text.substring(0, cut(maxChars))) : Optional.empty();
  }

  private int cut(int maxChars) {
    if (text.length() <= maxChars) {
      return text.length();
    }
    boolean insidePair = maxChars > 0 && Character.isHighSurrogate(text.charAt(maxChars - 1));
    return insidePair ? maxChars - 1 : maxChars;
  }

  @Override
  public Optional<String> asTextTail(int maxChars) {
    if (kind != Kind.TEXT) {
      return Optional.empty();
    }
    int from = Math.max(0, text.length() - maxChars);
    boolean insidePair =
        from > 0 && from < text.length() && Character.isLowSurrogate(text.charAt(from));
    return Optional.of(text.substring(insidePair ? from + 1 : from));
  }

  @Override
  public boolean isText(String other) {
    return kind == Kind.TEXT && text.equals(other);
  }

  /** Over the value as this tree would write it, which is not how it stood in the document. */
  @Override
  public long fingerprint(int most) {
    if (kind == Kind.MISSING) {
      return 0;
    }
    byte[] written = Json.encode(JsonTree.toJson(this)).getBytes(StandardCharsets.UTF_8);
    return Fingerprint.of(written, 0, written.length, most);
  }

  @Override
  public int size() {
    return items.size() + members.size();
  }
}
