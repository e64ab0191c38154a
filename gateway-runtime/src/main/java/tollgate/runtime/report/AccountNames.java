package tollgate.runtime.report;

import java.util.Map;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;

/**
 * The members under which older programs look for the account that served: {@code account}, {@code
 * auth_index} and {@code source} behind a prefix of theirs. Where the prefix is empty they are left
 * out. The gateway keeps no index of its accounts, so that is null.
 *
 * @param prefix what stands before the three names
 */
record AccountNames(String prefix) {

  /** Adds what a single call tells. */
  void putOfCall(Map<String, Json> members, String account) {
    if (!prefix.isEmpty()) {
      putOfSum(members, account);
      members.put(prefix + "source", textOrNull(account));
    }
  }

  /** Adds what a sum over calls tells. */
  void putOfSum(Map<String, Json> members, String account) {
    if (!prefix.isEmpty()) {
      members.put(prefix + "account", textOrNull(account));
      members.put(prefix + "auth_index", Json.NULL);
    }
  }

  /** The shape of a call with what {@link #putOfCall} adds. */
  Shape.Members ofCall(Shape.Members call) {
    Shape text = Shape.orNull(Shape.text());
    return prefix.isEmpty() ? call : ofSum(call).and(prefix + "source", text);
  }

  /** The shape of a sum with what {@link #putOfSum} adds. */
  Shape.Members ofSum(Shape.Members sum) {
    Shape text = Shape.orNull(Shape.text());
    return prefix.isEmpty() ? sum : sum.and(prefix + "account", text, prefix + "auth_index", text);
  }

  private static Json textOrNull(String account) {
    return account.isEmpty() ? Json.NULL : Json.text(account);
  }
}
