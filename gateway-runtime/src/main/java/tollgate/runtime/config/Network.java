package tollgate.runtime.config;

import java.net.InetAddress;

/**
 * Addresses that begin alike.
 *
 * @param base one of them
 * @param bits how many bits they have in common
 */
public record Network(InetAddress base, int bits) {

  /** Whether an address is one of them. */
  public boolean holds(InetAddress address) {
    byte[] own = base.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((own[bit / 8] ^ other[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** As it is written: {@code 10.0.0.0/8}, or the address alone. */
  @Override
  public String toString() {
    boolean alone = bits == base.getAddress().length * 8;
    return base.getHostAddress() + (alone ? "" : "/" + bits);
  }
}
