package tollgate.runtime.json;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tollgate.api.json.JsonView;

/** The value that is not there. */
enum MissingView implements JsonView {
  MISSING;

  @Override
  public Kind kind() {
    return Kind.MISSING;
  }

  @Override
  public JsonView at(String pointer) {
    return this;
  }

  @Override
  public OptionalLong asLong() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<String> asText(int maxChars) {
    return Optional.empty();
  }

  @Override
  public Optional<String> asTextTail(int maxChars) {
    return Optional.empty();
  }

  @Override
  public boolean isText(String text) {
    return false;
  }

  @Override
  public int byteLength() {
    return 0;
  }

  @Override
  public long fingerprint(int most) {
    return 0;
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public Iterable<JsonView> items() {
    return List.of();
  }

  @Override
  public Iterable<Member> members() {
    return List.of();
  }
}
