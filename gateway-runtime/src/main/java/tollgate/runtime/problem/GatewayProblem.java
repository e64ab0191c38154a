package tollgate.runtime.problem;

import static tollgate.api.call.RefusalKind.INTERNAL;
import static tollgate.api.call.RefusalKind.RATE_LIMITED;
import static tollgate.api.call.RefusalKind.UPSTREAM_UNAVAILABLE;
import static tollgate.runtime.problem.Source.GATEWAY;
import static tollgate.runtime.problem.Source.OPERATOR;

/** The store, the listeners and the gateway itself. */
public enum GatewayProblem implements Problem {
  STORE_CORRUPT(
      GATEWAY.as(INTERNAL),
      "The database {0} is damaged: {1}.",
      "It was left as it is. Restore a backup, or move the file away to begin a new one."),
  STORE_NEWER(
      GATEWAY.as(INTERNAL),
      "The database {0} was written by a newer Tollgate (schema {1}; this one knows {2}).",
      "It was left as it is. Install that version again, or restore a backup made before the"
          + " upgrade."),
  STORE_DIFFERS(
      GATEWAY.as(INTERNAL),
      "The database {0} was made by another build of Tollgate: its script {1} read differently.",
      "It was left as it is. Start the build that made it, or restore a backup that this one"
          + " made."),
  STORE_NOT_MIGRATED(
      GATEWAY.as(INTERNAL),
      "The database {0} could not be brought from schema {1} to {2}: {3}.",
      "What had been begun was undone. Look at the disk and start again, or install the version"
          + " that ran before."),
  STORE_FOREIGN(
      GATEWAY.as(INTERNAL),
      "The file {0} is a database, but not one of Tollgate's.",
      "It was left as it is. Choose another path with store.path."),
  STORE_UNAVAILABLE(
      GATEWAY.as(UPSTREAM_UNAVAILABLE),
      "The call could not be recorded, so it was not made: {0}.",
      "Try again; if it goes on, the operator must look at the disk."),
  STORE_UNREADABLE(
      GATEWAY.as(INTERNAL),
      "The database could not be read: {0}.",
      "Look at the disk, then run tollgate ledger verify."),
  STORE_UNUSABLE(
      OPERATOR.as(INTERNAL),
      "The database {0} cannot be opened: {1}.",
      "Check that the folder exists, has room and belongs to the gateway's user."),
  STORE_LOCKED(
      GATEWAY.as(INTERNAL),
      "The database {0} is in use by another Tollgate.",
      "Stop the other one, or give this one its own --data-dir."),
  STORE_MUST_REST(
      OPERATOR.as(INTERNAL),
      "The database {0} is in use, and this needs it for itself.",
      "Stop the gateway that runs on it (a service: tollgate service stop), then give the command"
          + " again."),
  BACKUP_FAILED(
      OPERATOR.as(INTERNAL),
      "The backup {0} could not be made: {1}.",
      "Check that the folder has room and belongs to the gateway's user."),
  BACKUP_UNSOUND(
      GATEWAY.as(INTERNAL),
      "The ledger in {0} does not agree with itself: {1}.",
      "Run tollgate ledger verify on the database; restore another backup, or this one with"
          + " --unsound."),
  BACKUP_MISSING(
      OPERATOR.as(INTERNAL), "There is no backup {0}.", "List them with tollgate db backups."),
  LISTENER_IN_USE(
      OPERATOR.as(INTERNAL),
      "The address {0} is in use.",
      "Stop the program that uses it, or choose another port with --port."),
  LISTENER_FAILED(
      OPERATOR.as(INTERNAL),
      "The gateway cannot listen at {0}: {1}.",
      "Correct --host and --port."),
  LISTENER_CERTIFICATE(
      OPERATOR.as(INTERNAL),
      "The certificate in {0} with the key in {1} cannot be used: {2}.",
      "Give both in PEM: the certificate with its chain, and its own key, unencrypted in PKCS#8."
          + " Of another key openssl pkcs8 -topk8 -nodes makes one."),
  GATEWAY_DRAINING(
      GATEWAY.as(UPSTREAM_UNAVAILABLE), "The gateway is shutting down.", "Try again in a moment."),
  GATEWAY_STOPPED(
      GATEWAY.as(INTERNAL),
      "The gateway stopped while this call ran; what it cost is an assumption.",
      "Resolve the call when its usage is known."),
  GATEWAY_OVERLOADED(
      GATEWAY.as(RATE_LIMITED),
      "The gateway has more calls at once than it is set up for.",
      "Try again in a moment."),
  ARCHIVE_FAILED(
      GATEWAY.as(INTERNAL),
      "The class archive {0} cannot be made: {1}",
      "See that the folder can be written to; the gateway runs without an archive, too."),
  ARCHIVE_UNPLACED(
      OPERATOR.as(INTERNAL),
      "There is no place for a class archive.",
      "Start by bin/tollgate with HOME or XDG_CACHE_HOME set; on Windows there is no archive yet."),
  GATEWAY_FAILED(
      GATEWAY.as(INTERNAL),
      "Tollgate failed in a way nobody expected: {0}",
      "Please report it together with the lines that follow."),
  GATEWAY_BUG(
      GATEWAY.as(INTERNAL),
      "The gateway failed on this call.",
      "Tell the operator; the log has the details under this call's id.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Wording wording;

  GatewayProblem(Source.Fault fault, String sentence, String remedy) {
    this.wording = new Wording(fault, sentence, remedy);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
