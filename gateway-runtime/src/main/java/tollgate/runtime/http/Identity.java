package tollgate.runtime.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who the listener is: a certificate with its key, as Java keeps them.
 *
 * @param store holds both, under {@link #PASSWORD}
 * @param subject whose certificate it is
 * @param until when it ends
 * @param sha256 of the certificate, in lower-case hexadecimal
 * @param chainSha256 of the certificate and those that vouch for it, in lower-case hexadecimal
 */
record Identity(KeyStore store, String subject, Instant until, String sha256, String chainSha256) {

  /** A store in memory needs one, and guards nothing. */
  static final String PASSWORD = "in memory";

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA");

  /** Files that hold no such thing. The message says which and why. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String why) {
      super(why);
    }

    Unusable(String why, Exception cause) {
      super(why, cause);
    }
  }

  /** Reads a chain of certificates, the own one first, and its key, each in PEM. */
  static Identity read(Path chainFile, Path keyFile) throws Unusable {
    List<X509Certificate> chain = chain(chainFile);
    PrivateKey key = key(keyFile);
    X509Certificate own = chain.getFirst();
    try {
      demandPair(own, key);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("gateway", key, PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
      return new Identity(
          store,
          own.getSubjectX500Principal().getName(),
          own.getNotAfter().toInstant(),
          sha256(List.of(own)),
          sha256(chain));
    } catch (GeneralSecurityException | IOException odd) {
      throw new Unusable(String.valueOf(odd.getMessage()), odd);
    }
  }

  private static String sha256(List<X509Certificate> certificates) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (X509Certificate certificate : certificates) {
      digest.update(certificate.getEncoded());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<X509Certificate> chain(Path file) throws Unusable {
    try (InputStream pem = new ByteArrayInputStream(Files.readAllBytes(file))) {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new Unusable(file + " holds no certificate");
      }
      return chain;
    } catch (IOException unreadable) {
      throw new Unusable(file + " cannot be read", unreadable);
    } catch (CertificateException none) {
      throw new Unusable(file + " holds no certificate in PEM", none);
    }
  }

  private static PrivateKey key(Path file) throws Unusable {
    Matcher pem = KEY.matcher(text(file));
    if (!pem.find()) {
      throw new Unusable(file + " holds no unencrypted PKCS#8 key (BEGIN PRIVATE KEY)");
    }
    try {
      var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
      return KINDS.stream()
          .flatMap(kind -> key(kind, spec).stream())
          .findFirst()
          .orElseThrow(() ->
              new Unusable(file + " holds a key that is none of " + String.join(", ", KINDS)));
    } catch (IllegalArgumentException notBase64) {
      throw new Unusable(file + " is not in base64", notBase64);
    }
  }

  private static Optional<PrivateKey> key(String kind, PKCS8EncodedKeySpec spec) {
    try {
      return Optional.of(KeyFactory.getInstance(kind).generatePrivate(spec));
    } catch (GeneralSecurityException another) { // of another kind
      return Optional.empty();
    }
  }

  private static String text(Path file) throws Unusable {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new Unusable(file + " cannot be read", unreadable);
    }
  }

  /** What the key signs the certificate must know for its own. */
  private static void demandPair(X509Certificate own, PrivateKey key)
      throws GeneralSecurityException, Unusable {
    byte[] word = own.getEncoded();
    String way =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    Signature signing = Signature.getInstance(way);
    signing.initSign(key);
    signing.update(word);
    byte[] signature = signing.sign();
    Signature checking = Signature.getInstance(way);
    boolean same = sameKind(own, key);
    if (same) {
      checking.initVerify(own.getPublicKey());
      checking.update(word);
      same = checking.verify(signature);
    }
    if (!same) {
      throw new Unusable("the key is not that of the first certificate");
    }
  }

  private static boolean sameKind(X509Certificate own, PrivateKey key) {
    return own.getPublicKey().getAlgorithm().equals(key.getAlgorithm());
  }
}
