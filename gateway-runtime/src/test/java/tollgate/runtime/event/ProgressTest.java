package tollgate.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final List<String> heard = new ArrayList<>();

  private void hear(long done, long all) {
    heard.add(all == 0 ? String.valueOf(done) : done * 100 / all + "%");
  }

  @Test
  void isToldToNobodyWhereNobodyListens() {
    Progress.at(1, 2);

    String made = Progress.part(0, 50, () -> "made");

    assertEquals("made", made);
    assertFalse(Progress.isHeard());
  }

  @Test
  void isHeardForAsLongAsTheWorkIsDone() {
    Progress.heard(
        this::hear,
        () -> {
          Progress.at(1, 4);
          Progress.at(7, 0);
          return "done";
        });
    Progress.at(4, 4);

    assertEquals(List.of("25%", "7"), heard);
  }

  @Test
  void partsAreToldAsSharesOfTheWhole() {
    Progress.heard(
        this::hear,
        () -> {
          Progress.part(
              0,
              50,
              () -> {
                Progress.at(1, 2);
                Progress.at(2, 2);
                return "copied";
              });
          return Progress.part(
              50,
              100,
              () -> {
                Progress.at(0, 0);
                Progress.at(3, 4);
                Progress.at(9, 4);
                return "looked over";
              });
        });

    assertEquals(List.of("25%", "50%", "50%", "87%", "100%"), heard);
  }
}
