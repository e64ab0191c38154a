package tollgate.runtime.policy;

import java.util.List;

/** The policies of one generation. Immutable; judges on many threads at once. */
public interface PolicySet {

  /** Names this set; kept with every row it judged. */
  String generation();

  /** Judges one call. May block while the policies run, and for a read of the database. */
  Judgement judge(PolicyFacts facts);

  /** What must be closed once no set uses it any more. */
  default List<AutoCloseable> parts() {
    return List.of();
  }
}
