package tollgate.testkit;

/** What a golden case is about, told by the files in it. */
enum CaseKind {
  DETECTOR,
  DIALECT,
  PROVIDER,
  QUOTA
}
