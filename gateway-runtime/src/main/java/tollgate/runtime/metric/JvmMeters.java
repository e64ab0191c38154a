package tollgate.runtime.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the Java runtime tells of itself, under the names everybody's panels know. Registered when
 * the page is first asked for: the management beans cost a tenth of a second that a start need not
 * wait for.
 */
final class JvmMeters {

  private final AtomicBoolean registered = new AtomicBoolean();

  void register(MeterRegistry registry) {
    if (!registered.compareAndSet(false, true)) {
      return;
    }
    List.of(
            new JvmMemoryMetrics(),
            new JvmGcMetrics(),
            new JvmThreadMetrics(),
            new ProcessorMetrics(),
            new UptimeMetrics(),
            new FileDescriptorMetrics())
        .forEach(binder -> binder.bindTo(registry));
  }
}
