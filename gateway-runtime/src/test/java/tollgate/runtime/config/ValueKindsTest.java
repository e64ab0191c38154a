package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueKindsTest {

  private final DurationKind durations =
      new DurationKind(Duration.ofMillis(1), DurationKind.FOREVER);
  private final SizeKind sizes = new SizeKind(1, 10_000_000_000L);
  private final HostKind hosts = new HostKind();

  @ParameterizedTest
  @CsvSource({
    "300ms, PT0.3S, 300ms",
    "10s, PT10S, 10s",
    "10 s, PT10S, 10s",
    "90s, PT1M30S, 90s",
    "60s, PT1M, 1m",
    "24h, PT24H, 1d",
    "forever, PT8760000H, forever"
  })
  void readsADurationWithItsUnitAndWritesItShort(String text, Duration value, String shown) {
    assertEquals(Optional.of(value), durations.parse(text));
    assertEquals(shown, durations.text(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "s", "-1s", "1.5s", "0ms", "10S", "1w", "01s", "99999999999s", "1s1s"})
  void refusesADurationWithoutUnitOrOutOfRange(String text) {
    assertEquals(Optional.empty(), durations.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "25MB, 25000000, 25MB",
    "25000000, 25000000, 25MB",
    "1 MiB, 1048576, 1048576",
    "64KB, 64000, 64KB",
    "64kB, 64000, 64KB",
    "7B, 7, 7",
    "10GB, 10000000000, 10GB"
  })
  void readsASizeWithOrWithoutUnit(String text, long value, String shown) {
    assertEquals(Optional.of(value), sizes.parse(text));
    assertEquals(shown, sizes.text(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "11GB", "1TB", "1.5MB", "9999999999999GiB", "1mb"})
  void refusesASizeThatIsNoneOrOutOfRange(String text) {
    assertEquals(Optional.empty(), sizes.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "::1, ::1",
    "[::1], ::1",
    "[fe80::1%eth0], fe80::1%eth0",
    "::ffff:127.0.0.1, ::ffff:127.0.0.1",
    "localhost, localhost",
    "gate.example., gate.example.",
    "a-b.c, a-b.c"
  })
  void readsAHostInEverySpelling(String text, String value) {
    assertEquals(Optional.of(value), hosts.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "256.0.0.1",
        "1.2.3",
        "01.2.3.4",
        "[localhost]",
        ":::1",
        "::1:port",
        "-a",
        "a..b",
        "http://a",
        "a:80",
        "a/b",
        "12345::"
      })
  void refusesWhatIsNoHost(String text) {
    assertEquals(Optional.empty(), hosts.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "127.9.9.9, true",
    "localhost, true",
    "LocalHost, true",
    "::1, true",
    "0:0:0:0:0:0:0:1, true",
    "::ffff:127.0.0.1, true",
    "0.0.0.0, false",
    "::, false",
    "10.0.0.1, false",
    "localhost.example, false",
    "gate.example, false"
  })
  void knowsWhatOnlyThisMachineCanReach(String host, boolean loopback) {
    assertEquals(loopback, Addresses.isLoopback(host));
  }

  @Test
  void readsAListWithBlanksAroundItsCommas() {
    assertEquals(Optional.of(List.of("a", "::1")), new ListKind<>(hosts).parse("a , [::1]"));
    assertEquals(Optional.of(List.of()), new ListKind<>(hosts).parse(""));
    assertEquals(Optional.empty(), new ListKind<>(hosts).parse("a,,b"));
  }

  @ParameterizedTest
  @MethodSource("everySetting")
  void readsItsOwnDefaultAgain(Setting<?> setting) {
    readsAgain(setting);
  }

  private static <T> void readsAgain(Setting<T> setting) {
    var places =
        Places.of(
            Places.Platform.LINUX, Path.of("/home/u"), Map.of(), Path.of("/opt/t"), Path.of("/w"));
    T standard = setting.standard().value().apply(places);

    assertEquals(Optional.of(standard), setting.kind().parse(setting.kind().text(standard)));
  }

  static List<Setting<?>> everySetting() {
    return SettingTable.all();
  }

  @ParameterizedTest
  @MethodSource("everySetting")
  void isDescribedInWholeSentences(Setting<?> setting) {
    assertTrue(setting.path().matches("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)*"), setting.path());
    assertTrue(setting.meaning().endsWith("."), setting.meaning());
    assertTrue(
        setting.interplay().isEmpty() || setting.interplay().endsWith("."), setting.interplay());
  }

  @ParameterizedTest
  @CsvSource({
    "LINUX, /home/u/.local/share/tollgate",
    "MAC, /home/u/Library/Application Support/Tollgate",
    "WINDOWS, /home/u/AppData/Local/Tollgate"
  })
  void keepsDataWhereThePlatformKeepsIt(Places.Platform platform, Path data) {
    assertEquals(
        data,
        Places.of(platform, Path.of("/home/u"), Map.of(), Path.of("/opt"), Path.of("/w")).data());
  }

  @Test
  void followsTheVariablesForDataFoldersUnlessTheyAreRelative() {
    Path home = Path.of("/home/u");
    assertEquals(
        Path.of("/x/tollgate"),
        Places.of(Places.Platform.LINUX, home, Map.of("XDG_DATA_HOME", "/x"), home, home).data());
    assertEquals(
        home.resolve(".local/share/tollgate"),
        Places.of(Places.Platform.LINUX, home, Map.of("XDG_DATA_HOME", "x"), home, home).data());
  }

  @ParameterizedTest
  @CsvSource({
    "connect-timeout, upstream.connect-timeout",
    "listener.prot, listener.port",
    "LISTENER_PORT, listener.port",
    "logLevel, log.level",
    "upstream.conect-timeout, upstream.connect-timeout"
  })
  void findsTheNameThatWasProbablyMeant(String given, String meant) {
    List<String> paths = SettingTable.all().stream().map(Setting::path).toList();

    assertEquals(Optional.of(meant), Nearest.to(given, paths));
  }

  @Test
  void findsNothingWhereNothingIsNear() {
    assertEquals(Optional.empty(), Nearest.to("colour", List.of("log.level", "data-dir")));
  }
}
