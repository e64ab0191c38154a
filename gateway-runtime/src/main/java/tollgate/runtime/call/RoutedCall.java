package tollgate.runtime.call;

import tollgate.runtime.upstream.OpenProvider;

/** A call that knows where it goes and which model it asks for there. */
record RoutedCall(JudgedCall judged, OpenProvider provider, String model) {

  ClientCall call() {
    return judged.call();
  }
}
