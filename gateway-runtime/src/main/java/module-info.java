import org.jspecify.annotations.NullMarked;

/** The gateway itself. Exports nothing: a plugin cannot reach in, by code or by reflection. */
@NullMarked
module tollgate.runtime {
  requires tollgate.api;
  requires static org.jspecify;
  requires jdk.unsupported; // the signal HUP, in app
  requires jdk.net; // how often the kernel asks whether a silent peer is still there

  // One block per library; ArchitectureTest says which package alone may use it.
  requires org.eclipse.jetty.alpn.server; // http
  requires org.eclipse.jetty.http2.server;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.websocket.core.server;
  requires org.eclipse.jetty.alpn.client; // upstream
  requires org.eclipse.jetty.client;
  requires org.eclipse.jetty.compression.gzip;
  requires org.eclipse.jetty.http2.client;
  requires org.eclipse.jetty.http2.client.transport;
  requires org.eclipse.jetty.websocket.core.client;
  requires io.github.resilience4j.circuitbreaker;
  requires io.github.resilience4j.core;
  requires com.zaxxer.hikari; // store
  requires flyway.core;
  requires java.sql;
  requires org.xerial.sqlitejdbc;
  requires password4j; // access
  requires pf4j; // plugin
  requires org.graalvm.polyglot; // script
  requires tools.jackson.databind; // json
  requires io.prometheus.metrics.core; // metric
  requires jdk.management; // script also, for what a thread allocates
  requires micrometer.registry.prometheus;
  requires io.opentelemetry.api; // telemetry
  requires io.opentelemetry.common;
  requires io.opentelemetry.context;
  requires io.opentelemetry.exporter.otlp;
  requires io.opentelemetry.sdk.common;
  requires io.opentelemetry.sdk.metrics;
  requires io.opentelemetry.sdk.trace;
  requires ch.qos.logback.classic; // event
  requires ch.qos.logback.core;
  requires java.logging;
  requires org.slf4j;
  requires info.picocli; // cli
  requires org.tomlj; // config
  requires java.net.http; // app

  uses tollgate.api.GatewayPlugin; // asked for in each plugin's own layer

  // Logback asks for it the first time a library logs.
  provides ch.qos.logback.classic.spi.Configurator with
      tollgate.runtime.event.LibraryLog;

  opens tollgate.runtime.cli to
      info.picocli; // reads its own annotations on our commands
}
