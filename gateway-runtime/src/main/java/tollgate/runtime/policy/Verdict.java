package tollgate.runtime.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.call.RefusalKind;
import tollgate.api.json.Json;

/** One answer of a policy. Every value in it has been checked. */
public sealed interface Verdict {

  /** It in a few words of JSON, for the record. */
  Json.Obj brief();

  /**
   * The call is refused.
   *
   * @param sentence why, for the person at the tool
   * @param remedy what to do about it; empty for nothing
   * @param kind {@link RefusalKind#FORBIDDEN} or {@link RefusalKind#BUDGET}
   */
  record Deny(String sentence, String remedy, RefusalKind kind) implements Verdict {
    @Override
    public Json.Obj brief() {
      return Json.object("deny", sentence);
    }
  }

  /**
   * The call goes elsewhere. What is empty stays as it would be without.
   *
   * @param provider who serves
   * @param model which model is asked for
   * @param fallbacks who stands in, best first, in place of the provider's own
   * @param account the login of the provider
   */
  record Route(String provider, String model, List<String> fallbacks, String account)
      implements Verdict {
    public Route {
      fallbacks = List.copyOf(fallbacks);
    }

    @Override
    public Json.Obj brief() {
      var members = new LinkedHashMap<String, Json>();
      put(members, "provider", provider);
      put(members, "model", model);
      put(members, "fallbacks", fallbacks);
      put(members, "account", account);
      return Json.object("route", new Json.Obj(members));
    }
  }

  /** What is counted against a cap or a limit. */
  enum Unit {
    USD,
    TOKENS,
    CALLS,
    CONCURRENT
  }

  /**
   * At most so much within a window.
   *
   * @param name what people call it; a label, two may share one
   * @param unit what is counted
   * @param most how much of it; whole unless it is money
   * @param per the window; {@link Window#NONE} for what runs at once
   * @param by whose: values of this call on these axes, sorted; none for everybody together
   * @param strict whether the dearer guess of a call's cost must fit
   */
  record Cap(String name, Unit unit, BigDecimal most, Window per, List<String> by, boolean strict)
      implements Verdict {
    public Cap {
      by = List.copyOf(by);
    }

    @Override
    public Json.Obj brief() {
      return counted("cap", name, unit, most, per, by);
    }
  }

  /**
   * At most so much so fast.
   *
   * @param name what people call it
   * @param unit calls or tokens
   * @param most how many
   * @param per the time
   * @param by whose, as of a {@link Cap}
   */
  record Limit(String name, Unit unit, BigDecimal most, Window per, List<String> by)
      implements Verdict {
    public Limit {
      by = List.copyOf(by);
    }

    @Override
    public Json.Obj brief() {
      return counted("limit", name, unit, most, per, by);
    }
  }

  /** The reply has at most so many tokens. */
  record Clamp(long maxTokens) implements Verdict {
    @Override
    public Json.Obj brief() {
      return Json.object("clamp", maxTokens);
    }
  }

  /** The answer to the client carries a field. */
  record Header(String name, String value) implements Verdict {
    @Override
    public Json.Obj brief() {
      return Json.object("header", name, "is", value);
    }
  }

  /** The call's row carries a label. */
  record Tag(String name, String value) implements Verdict {
    @Override
    public Json.Obj brief() {
      return Json.object("tag", name, "is", value);
    }
  }

  /** The person at the tool and the operator are told something. */
  record Warn(String sentence) implements Verdict {
    @Override
    public Json.Obj brief() {
      return Json.object("warn", sentence);
    }
  }

  private static Json.Obj counted(
      String kind, String name, Unit unit, BigDecimal most, Window per, List<String> by) {
    var members = new LinkedHashMap<String, Json>();
    put(members, kind, name);
    members.put(unit.name().toLowerCase(java.util.Locale.ROOT), Json.of(most));
    put(members, "per", per.text());
    put(members, "by", by);
    return new Json.Obj(members);
  }

  private static void put(Map<String, Json> members, String name, String text) {
    if (!text.isEmpty()) {
      members.put(name, Json.text(text));
    }
  }

  private static void put(Map<String, Json> members, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      var items = new ArrayList<Json>();
      texts.forEach(text -> items.add(Json.text(text)));
      members.put(name, new Json.Arr(items));
    }
  }
}
