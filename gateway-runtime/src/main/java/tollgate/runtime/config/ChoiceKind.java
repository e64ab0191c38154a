package tollgate.runtime.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One of the constants of an enum, written in lower case. */
final class ChoiceKind<E extends Enum<E>> implements ValueKind<E> {

  private final List<E> choices;
  private final Map<String, String> synonyms;

  ChoiceKind(Class<E> type) {
    this(type, Map.of());
  }

  /** Takes other words for some of the choices as well. */
  ChoiceKind(Class<E> type, Map<String, String> synonyms) {
    this.synonyms = synonyms;
    this.choices = List.copyOf(Arrays.asList(type.getEnumConstants()));
  }

  @Override
  public Optional<E> parse(String text) {
    String word = synonyms.getOrDefault(text, text);
    return choices.stream().filter(choice -> text(choice).equals(word)).findFirst();
  }

  @Override
  public String text(E value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String word() {
    return "word";
  }

  @Override
  public String range() {
    return choices.stream().map(this::text).collect(Collectors.joining(", "));
  }

  @Override
  public String expected() {
    return "one of " + range();
  }
}
