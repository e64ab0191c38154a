package tollgate.runtime.json;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import tollgate.api.json.Fingerprint;
import tollgate.api.json.JsonView;

/** One value of a scanned document. */
record TapeView(JsonTape tape, int index) implements JsonView {

  @Override
  public Kind kind() {
    return tape.kind(index);
  }

  @Override
  public JsonView at(String pointer) {
    int found = JsonPointer.find(tape, index, pointer);
    return found == JsonPointer.NOWHERE ? MissingView.MISSING : new TapeView(tape, found);
  }

  @Override
  public OptionalLong asLong() {
    return kind() == Kind.NUMBER
        ? JsonNumbers.asLong(tape.bytes(), tape.start(index), tape.end(index))
        : OptionalLong.empty();
  }

  @Override
  public Optional<String> asText(int maxChars) {
    return kind() == Kind.TEXT
        ? Optional.of(JsonChars.head(tape.bytes(), textStart(), textEnd(), maxChars))
        : Optional.empty();
  }

  @Override
  public Optional<String> asTextTail(int maxChars) {
    return kind() == Kind.TEXT
        ? Optional.of(JsonChars.tail(tape.bytes(), textStart(), textEnd(), maxChars))
        : Optional.empty();
  }

  @Override
  public boolean isText(String text) {
    return kind() == Kind.TEXT && JsonChars.matches(tape.bytes(), textStart(), textEnd(), text);
  }

  @Override
  public int byteLength() {
    return tape.end(index) - tape.start(index);
  }

  @Override
  public long fingerprint(int most) {
    return Fingerprint.of(tape.bytes(), tape.start(index), tape.end(index), most);
  }

  @Override
  public int size() {
    return tape.isContainer(index) ? tape.count(index) : 0;
  }

  @Override
  public Iterable<JsonView> items() {
    return kind() == Kind.ARRAY
        ? () -> new Children<>(index, 0, value -> new TapeView(tape, value))
        : MissingView.MISSING.items();
  }

  @Override
  public Iterable<Member> members() {
    return kind() == Kind.OBJECT
        ? () -> new Children<>(index, 1, this::member)
        : MissingView.MISSING.members();
  }

  private Member member(int name) {
    int start = tape.start(name) + 1;
    int end = tape.end(name) - 1;
    String text = JsonChars.head(tape.bytes(), start, end, end - start);
    return new Member(text, new TapeView(tape, name + 1));
  }

  private int textStart() {
    return tape.start(index) + 1;
  }

  private int textEnd() {
    return tape.end(index) - 1;
  }

  /** Goes over a container; a member's value stands one word behind its name. */
  private final class Children<T> implements Iterator<T> {
    private final int closing;
    private final int valueAt;
    private final IntFunction<T> element;
    private int next;

    Children(int container, int valueAt, IntFunction<T> element) {
      this.closing = tape.closing(container);
      this.valueAt = valueAt;
      this.element = element;
      this.next = tape.firstIn(container);
    }

    @Override
    public boolean hasNext() {
      return next < closing;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int here = next;
      next = tape.next(here + valueAt);
      return element.apply(here);
    }
  }
}
