package tollgate.runtime.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How a value is written to columns of a table: the one list from which the statement's text and
 * the binding of its places both come, so that they cannot disagree.
 *
 * @param <T> what is written
 */
public final class Columns<T> {

  private interface Binder<T> {
    void bind(PreparedStatement statement, int place, T value) throws SQLException;
  }

  private final List<String> names = new ArrayList<>();
  private final List<Binder<T>> binders = new ArrayList<>();

  /** Adds a text, cut after a number of characters. */
  public Columns<T> text(String name, int most, Function<T, String> value) {
    return add(name, (s, place, v) -> s.setString(place, cut(value.apply(v), most)));
  }

  /** Adds a number. */
  public Columns<T> number(String name, ToLongFunction<T> value) {
    return add(name, (s, place, v) -> s.setLong(place, value.applyAsLong(v)));
  }

  /** Adds a number that is not known, and NULL, while it is negative. */
  public Columns<T> measured(String name, ToLongFunction<T> value) {
    return add(
        name,
        (s, place, v) -> {
          long number = value.applyAsLong(v);
          if (number < 0) {
            s.setNull(place, Types.INTEGER);
          } else {
            s.setLong(place, number);
          }
        });
  }

  /** Adds all columns of a part. */
  public <P> Columns<T> all(Columns<P> part, Function<T, P> value) {
    for (int i = 0; i < part.names.size(); i++) {
      Binder<P> binder = part.binders.get(i);
      add(part.names.get(i), (s, place, v) -> binder.bind(s, place, value.apply(v)));
    }
    return this;
  }

  /** The names, in order, with commas between them. */
  public String list() {
    return String.join(", ", names);
  }

  /** A statement that inserts a row. */
  public String insertInto(String table) {
    String places = String.join(", ", Collections.nCopies(names.size(), "?"));
    return "INSERT INTO " + table + " (" + list() + ") VALUES (" + places + ")";
  }

  /** What stands between SET and WHERE of a statement that changes rows. */
  public String assignments() {
    return String.join(" = ?, ", names) + " = ?";
  }

  /**
   * Binds every column.
   *
   * @param first the place of the first one
   * @return the place after the last one
   */
  public int bind(PreparedStatement statement, int first, T value) throws SQLException {
    int place = first;
    for (Binder<T> binder : binders) {
      binder.bind(statement, place++, value);
    }
    return place;
  }

  private Columns<T> add(String name, Binder<T> binder) {
    names.add(name);
    binders.add(binder);
    return this;
  }

  /** A text as a column of this length keeps it. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }
}
