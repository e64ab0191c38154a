package tollgate.runtime.budget;

/**
 * A limit on what a meter counts, for the values of the call it is put to.
 *
 * @param name what people call it
 * @param meter what is counted
 * @param unit what of it is limited
 * @param most how much there may be: nano-dollars, tokens or calls
 * @param rate whether it limits how fast, not how much: who is refused by it only has to wait
 */
public record Cap(String name, Meter meter, Unit unit, long most, boolean rate) {

  /** A cap that leaves nothing is a refusal, and not this one's business. */
  public Cap {
    if (most <= 0) {
      throw new IllegalArgumentException("the cap " + name + " allows " + most);
    }
  }
}
