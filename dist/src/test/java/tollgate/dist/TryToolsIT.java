package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.TestTree;

/** The script that runs real tools, with programs that only look like them. */
@DisabledOnOs(OS.WINDOWS)
class TryToolsIT {

  /** Sends one call and reads the reply to its end; bash alone can do that. */
  private static final String SEND =
      """
      send() { # URL PATH FIELD BODY
        local port=${1##*:}
        exec 3<>"/dev/tcp/127.0.0.1/${port%%/*}"
        printf 'POST %s HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nConnection: close\\r\\nContent-Type: application/json\\r\\n' "$2" >&3
        printf '%s\\r\\nContent-Length: %d\\r\\n\\r\\n%s' "$3" "${#4}" "$4" >&3
        cat <&3
      }
      """;

  private static final String CLAUDE =
      """
      [ "$1" = --version ] && echo '9.8.7 (Claude Code)' && exit 0
      [ "$1 $2" = '-p Say hello' ] && [ -z "${ANTHROPIC_API_KEY-}" ] && [ "$PWD" = "$HOME/project" ] || exit 9
      echo mine > "$HOME/settings"
      send "$ANTHROPIC_BASE_URL" /v1/messages \
        $'User-Agent: claude-cli/9.8.7 (external, sdk-cli)\\r\\nX-Claude-Code-Session-Id: s-1' \
        '{"model":"claude-sonnet-4-5","max_tokens":6400,"stream":true,"messages":[{"role":"user","content":"Say hello"}]}'
      """;

  /** Asks as the settings it was given tell, but for a stranger. */
  private static final String CODEX =
      """
      [ "$1" = --version ] && echo 'codex-cli 0.1.0-beta.2' && exit 0
      [ "$GATEWAY_API_KEY" = any ] || exit 9
      send "$(sed -n 's/^base_url = "\\(.*\\)"/\\1/p' "$HOME/.codex/config.toml")" /v1/responses \
        'User-Agent: curl/8.5.0' '{"model":"gpt-5","input":"Say hello"}'
      """;

  /** Never ends, and has a child that does not either. */
  private static final String GEMINI =
      """
      [ "$1" = --version ] && exit 0
      echo $$ > "$TMPDIR/../../hanging"
      sleep 1000 & echo $! >> "$TMPDIR/../../hanging"
      wait
      """;

  /** Goes on asking, whatever it is told. */
  private static final String QWEN =
      """
      [ "$1" = --version ] && echo '0.24.4' && exit 0
      for i in 1 2; do
        send "$OPENAI_BASE_URL" /v1/chat/completions 'User-Agent: QwenCode/0.24.4 (linux; x64)' \
          '{"model":"gpt-5","stream":true,"messages":[{"role":"user","content":"Say hello"}]}' >&2
      done
      """;

  @TempDir private Path folder;

  @Test
  void tellsOfEveryToolAndLeavesNothingBehind() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    write(tools.resolve("claude"), CLAUDE);
    write(tools.resolve("codex"), CODEX);
    write(tools.resolve("gemini"), GEMINI);

    Ended ended = tryTools(tools, "--seconds", "5", "claude", "codex", "gemini", "crush");

    List<String> lines = ended.lines();
    assertEquals(1, ended.status(), lines::toString);
    assertEquals(
        List.of(
            "claude 9.8.7 0 1 claude-code yes ok",
            "codex 0.1.0-beta.2 0 1 sdk:curl no NOT OK",
            "crush not installed",
            "gemini ? 124 0 - no NOT OK"),
        lines.subList(1, lines.size()).stream().map(TryToolsIT::brief).sorted().toList());
    assertTrue(
        lines.get(1).matches(".* [1-9]\\d* +[1-9]\\d* +\\$0\\.\\d*[1-9]\\d* +ok"), lines.get(1));
    assertEquals(List.of(), filesIn(folder.resolve("scratch")));
    assertEquals(List.of(), filesIn(folder.resolve("home")));
    for (String left : Files.readAllLines(folder.resolve("hanging"))) {
      assertTrue(
          ProcessHandle.of(Long.parseLong(left)).filter(ProcessHandle::isAlive).isEmpty(),
          "still runs: " + left);
    }
  }

  @Test
  void countsTheRequestsThatACutPromptProvokes() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    write(tools.resolve("claude"), CLAUDE);
    write(tools.resolve("qwen"), QWEN);

    Ended ended = tryTools(tools, "--cut", "claude", "qwen");

    assertEquals(1, ended.status(), ended::toString);
    assertEquals(
        List.of("claude 9.8.7 0 1 1 yes ok", "qwen 0.24.4 0 2 2 yes NOT OK"),
        ended.lines().stream().skip(1).map(line -> line.replaceAll(" +", " ")).toList());
  }

  private record Ended(int status, List<String> lines) {}

  private Ended tryTools(Path tools, String... arguments) throws Exception {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    Path home = Files.createDirectory(folder.resolve("home"));
    Path output = folder.resolve("output");
    var command = new ArrayList<String>();
    command.add(TestTree.built().script().resolveSibling("try-tools").toString());
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    process.environment().put("PATH", tools + ":/usr/bin:/bin");
    process.environment().put("HOME", home.toString());
    process.environment().put("TMPDIR", scratch.toString());
    process.environment().put("JAVA_HOME", System.getProperty("java.home"));
    process.environment().put("ANTHROPIC_API_KEY", "of this person");
    Process running = process.start();
    boolean ended = running.waitFor(120, TimeUnit.SECONDS);
    running.destroy();
    List<String> lines = Files.readAllLines(output);
    assertTrue(ended, lines::toString);
    return new Ended(running.exitValue(), lines);
  }

  /** A line without its numbers of tokens and its cost. */
  private static String brief(String line) {
    String[] words = line.strip().split(" +", 10);
    var kept = new ArrayList<>(List.of(words));
    if (words.length == 10) {
      kept.subList(6, 9).clear();
    }
    return String.join(" ", kept);
  }

  private static void write(Path program, String script) throws IOException {
    Files.writeString(program, "#!/usr/bin/env bash\n" + SEND + script);
    assertTrue(program.toFile().setExecutable(true), program::toString);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
