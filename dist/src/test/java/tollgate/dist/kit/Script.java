package tollgate.dist.kit;

import java.io.IOException;

/** What the fake provider does with one request. */
@FunctionalInterface
public interface Script {

  /** Answers the request on the leg; returns when there is nothing more to be sent. */
  void play(Received request, Leg leg) throws IOException, InterruptedException;
}
