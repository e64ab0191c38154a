package tollgate.runtime.policy;

/** The policies of one generation. Immutable; judges on many threads at once. */
public interface PolicySet {

  /** Names this set; kept with every row it judged. */
  String generation();

  /** Judges one call. */
  Judgement judge(PolicyFacts facts);
}
