package tollgate.runtime.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import tollgate.runtime.ledger.LedgerCheck.Difference;
import tollgate.runtime.price.Cost;

/** Works every row's cost out again from the charges that are kept with it. */
final class ChargeCheck {

  /** Rows from elsewhere bring their cost along; an assumption has no charges. */
  private static final String COSTS =
      "SELECT call_id, cost_nanos, charges FROM call"
          + " WHERE charges <> '' OR (cost_status = 'ok' AND origin = '"
          + CallOpening.GATEWAY
          + "')";

  private ChargeCheck() {}

  /** What does not agree, at most so many. */
  static List<Difference> differences(Connection connection, int most) throws SQLException {
    var found = new ArrayList<Difference>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COSTS)) {
      while (row.next() && found.size() < most) {
        String worked = workedOut(row.getString(3));
        if (!worked.equals(row.getString(2))) {
          found.add(
              new Difference(
                  "the cost of a call and its charges",
                  row.getString(1) + " " + row.getString(2) + ", " + worked));
        }
      }
    }
    return found;
  }

  private static String workedOut(String charges) {
    if (charges.isEmpty()) {
      return "nothing";
    }
    try {
      return Long.toString(Cost.parse(charges).total().nanos());
    } catch (IllegalArgumentException unreadable) {
      return "unreadable: " + unreadable.getMessage();
    }
  }
}
