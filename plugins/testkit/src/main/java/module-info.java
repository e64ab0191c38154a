import org.jspecify.annotations.NullMarked;

/**
 * The contract tests that every kind of contribution must pass, for the plugins of this project and
 * of anyone else. Start reading at {@link tollgate.testkit}: it says which class to extend and how
 * a golden case looks.
 *
 * <p>It knows {@code tollgate.api} and JUnit only. Its JSON reader and its stream splitter are
 * written apart from the gateway's, so that one checks the other.
 */
@NullMarked
module tollgate.testkit {
  requires transitive org.junit.jupiter.api;
  requires transitive tollgate.api;
  requires static org.jspecify;

  exports tollgate.testkit;

  opens tollgate.testkit to
      org.junit.platform.commons;

  uses tollgate.api.GatewayPlugin;
}
