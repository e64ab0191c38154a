package tollgate.runtime.key;

/** Knows the gateway's keys by what clients send. Safe for any thread. */
@FunctionalInterface
public interface KeyFinder {

  /** What is known of a credential; answered from memory, and noted as a use where it is good. */
  KeyLookup find(String credential);
}
