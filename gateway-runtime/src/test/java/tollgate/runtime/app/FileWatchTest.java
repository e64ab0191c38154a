package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.policy.Mode;
import tollgate.runtime.policy.PolicyHost;

class FileWatchTest {
  @TempDir Path data;

  @Test
  void believesAChangeOnceItSeesItTwice() throws IOException {
    Path folder = Files.createDirectory(data.resolve("policies"));
    var host = PolicyHost.in(folder, data);
    var watch = new FileWatch(host::fingerprint, "");
    watch.look();
    assertTrue(watch.look(), "what came while the gateway started");
    assertFalse(watch.look());

    Files.writeString(folder.resolve("a.js"), "export const");
    assertFalse(watch.look());
    Files.writeString(folder.resolve("a.js"), "export const decide = () => {};");
    assertFalse(watch.look(), "somebody still writes");
    assertTrue(watch.look());
    assertFalse(watch.look());

    Files.writeString(folder.resolve("notes.txt"), "nothing for us");
    watch.look();
    assertFalse(watch.look());

    PolicyHost.in(folder, data).choose("a", Mode.OFF);
    watch.look();
    assertTrue(watch.look(), "chosen on the command line");

    Files.createDirectory(folder.resolve("lib"));
    Files.writeString(folder.resolve("lib/b.js"), "export const b = 1;");
    watch.look();
    assertTrue(watch.look());
    host.close();
  }
}
