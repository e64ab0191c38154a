package tollgate.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventTest {

  /** What operators' searches and alerts already look for. */
  private static final List<String> INHERITED =
      List.of(
          "lifecycle.pre_logged",
          "lifecycle.finalized",
          "lifecycle.aborted",
          "lifecycle.prelog_failed",
          "lifecycle.finalize_failed",
          "lifecycle.finalize_lost",
          "lifecycle.boot_recovery",
          "passthrough.upstream_headers",
          "passthrough.stream_first_chunk",
          "passthrough.upstream_error",
          "upstream.error",
          "upstream.breaker_reject",
          "upstream.breaker_reset",
          "upstream.passthrough_short_circuit",
          "cost.guard",
          "loop.started",
          "loop.tick",
          "loop.error",
          "loop.stopped",
          "loop.stop_timeout",
          "ready.check",
          "provider.config.invalid",
          "proxy.auth.rejected",
          "proxy_api_key.touch_failed",
          "config.error",
          "config.warning",
          "startup.error",
          "process.uncaught",
          "shutdown.signal",
          "shutdown.drain",
          "shutdown.finalize",
          "shutdown.checkpoint",
          "shutdown.hard_kill",
          "shutdown.error",
          "shutdown.complete",
          "logger.dropped_lines");

  @Test
  void keepsTheInheritedNamesToTheLetter() {
    Set<String> codes = new HashSet<>(Event.all().stream().map(Event::code).toList());

    assertEquals(List.of(), INHERITED.stream().filter(name -> !codes.contains(name)).toList());
    assertEquals(Event.all().size(), codes.size(), "every name is there once");
  }

  @ParameterizedTest
  @MethodSource("tollgate.runtime.event.Event#all")
  void isNamedLikeItsConstant(Event event) {
    assertTrue(event.code().matches("[a-z][a-z_]*(\\.[a-z][a-z_]*)+"), event.code());
    assertEquals(event.name(), event.code().replace('.', '_').toUpperCase(Locale.ROOT));
    assertTrue(event.meaning().endsWith("."), event.meaning());
  }

  @ParameterizedTest
  @MethodSource("tollgate.runtime.event.Event#all")
  void hasNoFieldForASecretOrABody(Event event) {
    for (String field : event.fields()) {
      assertTrue(field.matches("[a-z][a-z0-9_]*"), field);
      assertTrue(
          !field.matches(".*(authorization|api_key|password|secret|credential|cookie|body)$"),
          field);
    }
    assertEquals(event.fields().size(), Set.copyOf(event.fields()).size(), "no field twice");
  }
}
