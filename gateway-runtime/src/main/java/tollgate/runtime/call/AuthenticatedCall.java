package tollgate.runtime.call;

/** A call that may be made in its caller's name. */
record AuthenticatedCall(IdentifiedCall identified, Caller caller) {

  ClientCall call() {
    return identified.call();
  }
}
