package tollgate.runtime.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;

/**
 * The certificate by which the listener is known, and its key, out of two PEM files. They can be
 * read again while connections are open: those keep what they began with.
 */
public final class Certificates {
  private final Path chain;
  private final Path key;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private volatile Identity inUse;

  /** What the listeners were told last. */
  private String announced;

  /**
   * Reads them.
   *
   * @param chain the certificate with those that vouch for it, the own one first
   * @param key the key of the first
   * @throws ProblemException with LISTENER_CERTIFICATE where they cannot be used
   */
  public static Certificates in(Path chain, Path key) {
    return new Certificates(chain, key);
  }

  private Certificates(Path chain, Path key) {
    this.chain = chain;
    this.key = key;
    this.inUse = read();
    this.announced = inUse.sha256();
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    context.setKeyStorePassword(Identity.PASSWORD);
    context.setKeyStore(inUse.store());
    context.setSniRequired(false); // programs on this machine ask by an address
    tell();
  }

  private Identity read() {
    try {
      return Identity.read(chain, key);
    } catch (Identity.Unusable why) {
      throw new ProblemException(
          GatewayProblem.LISTENER_CERTIFICATE.report(chain, key, String.valueOf(why.getMessage())),
          why);
    }
  }

  private void tell() {
    Events.log(
        AccessEvent.LISTENER_CERTIFICATE,
        "path",
        chain,
        "subject",
        inUse.subject(),
        "until",
        inUse.until(),
        "sha256",
        inUse.sha256());
  }

  SslContextFactory.Server context() {
    return context;
  }

  /** The files. */
  public List<Path> files() {
    return List.of(chain, key);
  }

  /** The SHA-256 of the certificate in use, in lower-case hexadecimal. */
  public String sha256() {
    return inUse.sha256();
  }

  /** Tells somebody that hash whenever there is another one. */
  public void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  /**
   * Reads the files again; what is in them is used for connections from now on.
   *
   * <p>What a listener throws is thrown on: the new ones are in use then, and the next time the
   * listeners are told again.
   *
   * @return why they cannot be used; those before are used then
   */
  public synchronized Optional<ProblemReport> renew() {
    Optional<ProblemReport> refused = use();
    String sha256 = inUse.sha256();
    if (!sha256.equals(announced)) {
      listeners.forEach(listener -> listener.accept(sha256));
      announced = sha256;
    }
    return refused;
  }

  private Optional<ProblemReport> use() {
    try {
      Identity fresh = read();
      if (!fresh.chainSha256().equals(inUse.chainSha256())) {
        reload(fresh);
        inUse = fresh;
        tell();
      }
      return Optional.empty();
    } catch (ProblemException unusable) {
      return Optional.of(refused(unusable.report()));
    } catch (Exception broken) { // as Jetty's reload declares it
      return Optional.of(
          refused(GatewayProblem.LISTENER_CERTIFICATE.report(chain, key, broken.toString())));
    }
  }

  /** A reload that fails half-way leaves nothing to shake hands with, unless it is gone back. */
  private void reload(Identity fresh) throws Exception {
    try {
      context.reload(same -> same.setKeyStore(fresh.store()));
    } catch (Exception broken) {
      try {
        context.reload(same -> same.setKeyStore(inUse.store()));
      } catch (Exception again) {
        broken.addSuppressed(again);
      }
      throw broken;
    }
  }

  private static ProblemReport refused(ProblemReport report) {
    Events.log(
        AccessEvent.LISTENER_CERTIFICATE_REFUSED,
        "what",
        report.what(),
        "where",
        report.where(),
        "fix",
        report.fix());
    return report;
  }
}
