package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.http.TestCertificate;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;

@Timeout(60)
class PinnedGatewayTest {
  @TempDir Path folder;

  private static List<String> told(URI address, String sha256) {
    var told = new ArrayList<String>();
    new AdminEvents(new GatewayAddress.Told(address, sha256), "token")
        .tell((name, event) -> told.add(name));
    return told;
  }

  @Test
  void theCertificateThatTheGatewayToldOfIsBelievedAndNoOther() throws Exception {
    TestCertificate own = TestCertificate.make(folder, "EC");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(own.certificate().getEncoded());
    String sha256 = HexFormat.of().formatHex(digest);
    try (var server = new OneShotServer(own.shown())) {
      server.answers(200, "", "event: change\ndata: {}\n\n");

      assertEquals(List.of("change"), told(server.at("/"), sha256));

      var refused =
          assertThrows(ProblemException.class, () -> told(server.at("/"), "0".repeat(64)));
      assertEquals(AccessProblem.ADMIN_UNREACHABLE, refused.report().problem());
    }
  }
}
