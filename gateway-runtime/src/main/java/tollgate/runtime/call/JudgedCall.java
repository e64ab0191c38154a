package tollgate.runtime.call;

/** A call no policy is against; {@code snapshot} is the record of that decision. */
record JudgedCall(AuthenticatedCall authenticated, String snapshot) {

  ClientCall call() {
    return authenticated.call();
  }
}
