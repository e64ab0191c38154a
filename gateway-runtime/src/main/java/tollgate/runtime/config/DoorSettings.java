package tollgate.runtime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tollgate.runtime.config.SettingTable.Entry;

/**
 * The settings of who may hold the listener up, and of encryption; part of {@link SettingTable}.
 */
final class DoorSettings {
  static final List<Setting<?>> ALL = new ArrayList<>();

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration DAY = Duration.ofDays(1);

  static final Setting<Duration> HEAD_TIMEOUT =
      new Entry<>("listener.head-timeout", new DurationKind(SHORT, DAY))
          .standard("30s")
          .means(
              "How long a client may take from the first byte of a request to the end of its header"
                  + " fields, and from connecting to the end of a TLS handshake.")
          .with(
              "Ends a client that sends a byte now and then, which listener.idle-timeout does not.")
          .addTo(ALL);
  static final Setting<Duration> BODY_TIMEOUT =
      new Entry<>("listener.body-timeout", new DurationKind(SHORT, DAY))
          .standard("10m")
          .means("How long a client may take to send a request's body; a reply may take for ever.")
          .addTo(ALL);
  static final Setting<Integer> MAX_CONNECTIONS =
      new Entry<>("listener.max-connections", new WholeKind(1, 1_000_000))
          .standard("20000")
          .means("How many connections there may be at once; further ones wait to be accepted.")
          .with(
              "Each call takes one of HTTP/1.1: more than limits.max-concurrent-calls are needed.")
          .addTo(ALL);
  static final Setting<Integer> PER_CLIENT =
      new Entry<>("listener.per-client", new WholeKind(0, 1_000_000))
          .standard("1000")
          .means(
              "How many connections one address may have at once, and how many requests under way;"
                  + " 0 for any number. Further connections are ended, further requests answered"
                  + " 429.")
          .with(
              "Does not count this machine's own. Behind listener.trusted-proxies requests count by"
                  + " the client's address, and the proxies' connections do not.")
          .addTo(ALL);
  static final Setting<String> TLS_CERTIFICATE =
      new Entry<>("listener.tls-certificate", new FileNameKind())
          .standard("none", places -> "")
          .means(
              "A PEM file with the listener's certificate and those that vouch for it, its own one"
                  + " first. With it the listener speaks TLS 1.2 and 1.3 only.")
          .with(
              "Needs listener.tls-key. Both files are watched: another certificate counts at once.")
          .addTo(ALL);
  static final Setting<String> TLS_KEY =
      new Entry<>("listener.tls-key", new FileNameKind())
          .standard("none", places -> "")
          .means("A PEM file with that certificate's key, unencrypted, in PKCS#8.")
          .addTo(ALL);

  private DoorSettings() {}
}
