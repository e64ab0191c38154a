package tollgate.runtime.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost that vouches for itself, made by the JDK's own tool. */
public record TestCertificate(
    Certificate certificate, String certificatePem, String keyPem, KeyStore store) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** Makes one in a folder, with a key of the given kind. */
  public static TestCertificate make(Path folder, String kind) throws Exception {
    Path file = folder.resolve("made-" + kind + ".p12");
    Files.deleteIfExists(file);
    var tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                kind,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (tool.waitFor() != 0) {
      throw new AssertionError(said);
    }
    return read(file);
  }

  private static TestCertificate read(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream bytes = Files.newInputStream(file)) {
      store.load(bytes, PASSWORD);
    }
    Certificate own = store.getCertificate("own");
    return new TestCertificate(
        own,
        pem("CERTIFICATE", own.getEncoded()),
        pem("PRIVATE KEY", store.getKey("own", PASSWORD).getEncoded()),
        store);
  }

  private static String pem(String what, byte[] bytes) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
  }

  /** Puts both into files. */
  void into(Path certificateFile, Path keyFile) throws IOException {
    Files.writeString(certificateFile, certificatePem);
    Files.writeString(keyFile, keyPem);
  }

  /** Shows it. */
  public SSLContext shown() throws GeneralSecurityException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Believes this one alone. */
  SSLContext trusted() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("own", certificate);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
