package tollgate.runtime.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads the certificates of authorities from a PEM file. */
final class Authorities {

  private Authorities() {}

  /**
   * Every certificate of a file, at least one.
   *
   * @throws IOException when it cannot be read, or holds none; the message says which
   */
  static List<X509Certificate> read(Path file) throws IOException {
    try (InputStream pem = Files.newInputStream(file)) {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new IOException(file + " holds no certificate");
      }
      return found;
    } catch (CertificateException notCertificates) {
      throw new IOException(file + " holds no certificates in PEM", notCertificates);
    }
  }
}
