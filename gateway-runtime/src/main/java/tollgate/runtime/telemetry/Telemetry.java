package tollgate.runtime.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tollgate.runtime.call.CallTrace;
import tollgate.runtime.call.CallTraces;

/**
 * Sends what becomes of calls to an OpenTelemetry collector. A call only leaves its span in a
 * bounded queue and adds to meters; threads of the library send. Where nobody takes what is sent,
 * it is dropped and a warning of the library is in the log.
 */
public final class Telemetry implements CallTraces, AutoCloseable {

  private static final String SCOPE = "tollgate";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SPANS_WAIT = Duration.ofSeconds(2);
  private static final Duration LAST_REPORT = Duration.ofSeconds(2);

  private final SdkTracerProvider tracers;
  private final SdkMeterProvider meters;
  private final CallSpans spans;
  private final CallMeasures measures;

  /**
   * Where to, and as whom.
   *
   * @param endpoint below which {@code /v1/traces} and {@code /v1/metrics} are
   * @param headers fields of every request there; may hold secrets
   * @param serviceName the name of the service
   * @param version which Tollgate this is
   * @param interval how long between two reports of the meters
   */
  public record Settings(
      URI endpoint,
      Map<String, String> headers,
      String serviceName,
      String version,
      Duration interval) {

    /** Settings never change. */
    public Settings {
      headers = Map.copyOf(headers);
    }

    /** Shows no field: one may be secret. */
    @Override
    public String toString() {
      return "Settings[" + endpoint + " as " + serviceName + "]";
    }
  }

  private Telemetry(Settings settings) {
    Resource resource =
        Resource.getDefault()
            .merge(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        settings.serviceName(),
                        AttributeKey.stringKey("service.version"),
                        settings.version(),
                        AttributeKey.stringKey("service.instance.id"),
                        UUID.randomUUID().toString())));
    var spanExporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint() + "/v1/traces")
            .setTimeout(PATIENCE)
            .setHeaders(settings::headers)
            .build();
    var metricExporter =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(settings.endpoint() + "/v1/metrics")
            .setTimeout(PATIENCE)
            .setHeaders(settings::headers)
            .build();
    tracers =
        SdkTracerProvider.builder()
            .setResource(resource)
            .addSpanProcessor(
                BatchSpanProcessor.builder(spanExporter).setScheduleDelay(SPANS_WAIT).build())
            .build();
    meters =
        SdkMeterProvider.builder()
            .setResource(resource)
            .registerMetricReader(
                PeriodicMetricReader.builder(metricExporter)
                    .setInterval(settings.interval())
                    .build())
            .build();
    spans = new CallSpans(tracers.get(SCOPE));
    measures = new CallMeasures(meters.get(SCOPE));
  }

  /** Begins; nothing is sent before the first call is over. */
  public static Telemetry start(Settings settings) {
    return new Telemetry(settings);
  }

  @Override
  public boolean wanted() {
    return true;
  }

  @Override
  public void ended(CallTrace trace) {
    spans.ended(trace);
    measures.ended(trace);
  }

  /** Sends what it has, for two seconds at most, and ends. */
  @Override
  public void close() {
    var spansGone = tracers.shutdown();
    var metersGone = meters.shutdown();
    spansGone.join(LAST_REPORT.toMillis(), TimeUnit.MILLISECONDS);
    metersGone.join(LAST_REPORT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
