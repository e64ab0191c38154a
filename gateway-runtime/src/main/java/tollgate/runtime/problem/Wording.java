package tollgate.runtime.problem;

import tollgate.api.call.RefusalKind;

/**
 * How a problem is told, with places still open: {@code {0}} … stands for a value of the case.
 *
 * @param kind how a client should take it; gives the HTTP status
 * @param source whose doing it is
 * @param sentence what is wrong
 * @param remedy what to do about it
 */
public record Wording(RefusalKind kind, Source source, String sentence, String remedy) {
  Wording(Source.Fault fault, String sentence, String remedy) {
    this(fault.kind(), fault.source(), sentence, remedy);
  }
}
