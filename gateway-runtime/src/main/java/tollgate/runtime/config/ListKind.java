package tollgate.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several values of one kind: a list in the settings file, separated by commas elsewhere. */
final class ListKind<T> implements ValueKind<List<T>> {

  private final ValueKind<T> item;

  ListKind(ValueKind<T> item) {
    this.item = item;
  }

  @Override
  public Optional<List<T>> parse(String text) {
    var values = new ArrayList<T>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      Optional<T> value = item.parse(part.strip());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(List.copyOf(values));
  }

  @Override
  public String text(List<T> value) {
    return value.stream().map(item::text).collect(Collectors.joining(","));
  }

  @Override
  public String word() {
    return "list of " + item.word() + "s";
  }

  @Override
  public String expected() {
    return "a list, each " + item.expected();
  }

  @Override
  public boolean secret() {
    return item.secret();
  }

  @Override
  public boolean many() {
    return true;
  }
}
