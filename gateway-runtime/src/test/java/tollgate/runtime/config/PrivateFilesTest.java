package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PrivateFilesTest {
  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void lay() throws IOException {
    installation = new Installation(folder);
    make(installation.data(), "rwx------");
  }

  private static void make(Path path, String mode) throws IOException {
    Files.createDirectories(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private Path write(String name, String mode) throws IOException {
    Path file = installation.data().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }

  private List<String> loose() {
    return PrivateFiles.loose(installation.load()).stream()
        .map(one -> installation.data().relativize(one.path()) + " " + one.mode())
        .toList();
  }

  @Test
  void findsEverythingOthersHaveAccessTo() throws Exception {
    installation.flag("log.file", installation.data().resolve("gate.log").toString());
    write("tollgate.db", "rw-r--r--");
    write("tollgate.db-wal", "rw-r-----");
    write("tollgate.db-shm", "---------");
    write("admin-token", "rw----r--");
    Files.writeString(write("providers.json", "rw-rw----"), "{\"providers\":[]}");
    write("gate.log", "rw-r--r--");
    write("gate-20261122T000000000Z-0001.log.gz", "rw-r--r--");
    write("gates", "rw-r--r--"); // of another program
    write("connect/plow.json", "rw-r--r--");
    write("policies/night.js", "rw-r--r--"); // nobody's secret

    assertEquals(
        new TreeSet<>(
            List.of(
                "tollgate.db rw-r--r--",
                "tollgate.db-wal rw-r-----",
                "admin-token rw----r--",
                "providers.json rw-rw----",
                "gate.log rw-r--r--",
                "gate-20261122T000000000Z-0001.log.gz rw-r--r--",
                "connect rwxr-xr-x",
                "connect/plow.json rw-r--r--")),
        withoutUmask(loose()));
  }

  /** The folder's own mode is what the machine gives new ones. */
  private static Set<String> withoutUmask(List<String> loose) {
    var found = new TreeSet<>(loose);
    found.removeIf(one -> one.startsWith("connect rwx"));
    found.add("connect rwxr-xr-x");
    return found;
  }

  @Test
  void findsBackupsInAFolderThatMayBeManyPrograms() throws Exception {
    Path far = installation.data().resolve("../far");
    installation.flag("backup.dir", far.toString());
    write("../far/tollgate-20261122T060000Z.db", "rw-r--r--");
    write("../far/tollgate-20261122T120000Z.db.part", "rw-r-----");
    write("../far/tollgate-unsound.db", "rw----r--");
    write("../far/tollgate-notes.txt", "rw-r--r--");
    write("../far/other.db", "rw-r--r--");
    make(far, "rwxrwxr-x");

    assertEquals(
        Set.of(
            "../far/tollgate-20261122T060000Z.db rw-r--r--",
            "../far/tollgate-20261122T120000Z.db.part rw-r-----",
            "../far/tollgate-unsound.db rw----r--"),
        Set.copyOf(loose()));
  }

  @Test
  void findsWhatARestoreHasKept() throws Exception {
    write("tollgate.db.before-20261122T060000Z", "rw-r--r--");

    assertEquals(List.of("tollgate.db.before-20261122T060000Z rw-r--r--"), loose());
  }

  @Test
  void findsASettingsFileOnlyWhereItHoldsASecret() throws Exception {
    installation.toml("admin.token = \"a-long-and-secret-token\"\n");
    Files.setPosixFilePermissions(
        installation.file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(1, loose().size(), () -> loose().toString());

    installation.toml("log.level = \"warn\"\n");
    assertEquals(List.of(), loose());

    installation.envFile("SOME=thing\n");
    Path variables = installation.conf().resolve(".env");
    Files.setPosixFilePermissions(variables, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(1, loose().size(), "a file of variables is for secrets");
  }

  @Test
  void mendsThemAndIsContentThen() throws Exception {
    make(installation.data(), "rwxr-xr-x");
    write("admin-token", "rw-r--r--");

    for (PrivateFiles.Loose one : PrivateFiles.loose(installation.load())) {
      one.mend();
    }

    assertEquals(List.of(), loose());
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(installation.data())));
  }

  @Test
  void leavesAFolderAloneThatIsNotTheGatewaysOwn() throws Exception {
    installation.flag("data-dir", "/tmp");
    installation.flag("store.path", installation.data().resolve("tollgate.db").toString());
    installation.flag("admin.token-path", installation.data().resolve("token").toString());

    assertEquals(List.of(), loose());
  }
}
