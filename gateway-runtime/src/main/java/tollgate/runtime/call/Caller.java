package tollgate.runtime.call;

import java.util.Set;
import tollgate.api.call.Headers;
import tollgate.runtime.key.KeyLimits;
import tollgate.runtime.key.ManagedKey;

/** In whose name a call is made, as far as the gateway vouches for it. */
sealed interface Caller {

  /** The managed key's id, empty where none was needed. */
  String keyId();

  /** The name the operator gave the key, empty where none was needed. */
  String keyName();

  /** The labels of the key. */
  Set<String> keyTags();

  /** How much it may use. */
  KeyLimits limits();

  /** The providers the caller may use; empty allows all. */
  Set<String> providers();

  /** The models the caller may ask for; empty allows all. */
  Set<String> models();

  /** The gateway's accounts with providers that the caller may use; empty allows all. */
  Set<String> accounts();

  /** The credential of their own that the caller sent, in its fields; never a key of ours. */
  Headers ownCredential();

  /**
   * Someone on a gateway that asks for no keys.
   *
   * @param ownCredential none of these fields holds a key of the gateway, in force or not
   */
  record Anyone(Headers ownCredential) implements Caller {
    /** Shows no credential. */
    @Override
    public String toString() {
      return "Anyone";
    }

    @Override
    public String keyId() {
      return "";
    }

    @Override
    public String keyName() {
      return "";
    }

    @Override
    public Set<String> keyTags() {
      return Set.of();
    }

    @Override
    public KeyLimits limits() {
      return KeyLimits.NONE;
    }

    @Override
    public Set<String> providers() {
      return Set.of();
    }

    @Override
    public Set<String> models() {
      return Set.of();
    }

    @Override
    public Set<String> accounts() {
      return Set.of();
    }
  }

  /** The holder of one of the gateway's keys. */
  record Holder(ManagedKey key) implements Caller {
    @Override
    public Headers ownCredential() {
      return Headers.none();
    }

    @Override
    public String keyId() {
      return key.id();
    }

    @Override
    public String keyName() {
      return key.name();
    }

    @Override
    public Set<String> keyTags() {
      return key.terms().tags();
    }

    @Override
    public KeyLimits limits() {
      return key.terms().limits();
    }

    @Override
    public Set<String> providers() {
      return key.terms().providers();
    }

    @Override
    public Set<String> models() {
      return key.terms().models();
    }

    @Override
    public Set<String> accounts() {
      return key.terms().accounts();
    }
  }
}
