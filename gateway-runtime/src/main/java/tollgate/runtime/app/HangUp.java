package tollgate.runtime.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Has the signal HUP do something, which operators expect to make a server read its files anew.
 * Java has signals in {@code sun.misc} only (module jdk.unsupported, as of JDK 25), and the
 * compiler warns of that; hence by reflection.
 */
final class HangUp {

  private HangUp() {}

  /** From now on; false on systems that have no such signal. */
  static boolean does(Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler runs =
          (proxy, method, given) -> {
            if (method.getName().equals("handle")) {
              work.run();
            }
            return null;
          };
      Object own = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, runs);
      Object hup = signal.getConstructor(String.class).newInstance("HUP");
      signal.getMethod("handle", signal, handler).invoke(null, hup, own);
      return true;
    } catch (ReflectiveOperationException absent) {
      return false;
    }
  }
}
