package tollgate.runtime.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A statement's text and what stands in its places, put together piece by piece. */
public final class Sql {

  /**
   * Reads one row of an answer.
   *
   * @param <T> what is read
   */
  @FunctionalInterface
  public interface Reader<T> {
    /** Reads the row the answer stands at. */
    T read(ResultSet row) throws SQLException;
  }

  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  /** An empty statement. */
  public Sql() {}

  /**
   * Adds a piece.
   *
   * @param piece constant text, never anything from outside
   * @param places a {@link Long} or {@link String} for every question mark in it
   */
  public Sql add(String piece, Object... places) {
    text.append(piece);
    values.addAll(List.of(places));
    return this;
  }

  /** Adds another statement's text and what stands in its places. */
  public Sql add(Sql piece) {
    text.append(piece.text);
    values.addAll(piece.values);
    return this;
  }

  /** Whether nothing was added yet. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** The same as a transaction's statement, bound and ready; the text must be one of a few. */
  public PreparedStatement bound(Transaction transaction) throws SQLException {
    PreparedStatement statement = transaction.statement(text.toString());
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    return statement;
  }

  /** Asks and reads every row. */
  public <T> List<T> list(Connection connection, Reader<T> reader) throws SQLException {
    var answers = new ArrayList<T>();
    try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          answers.add(reader.read(row));
        }
      }
    }
    return answers;
  }

  /** The text, with a question mark in every place. */
  @Override
  public String toString() {
    return text.toString();
  }
}
