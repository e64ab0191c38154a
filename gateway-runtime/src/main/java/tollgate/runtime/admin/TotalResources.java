package tollgate.runtime.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tollgate.api.face.Axis;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.key.Keyring;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.report.UsageReports;
import tollgate.runtime.report.UsageReports.Naming;

/**
 * What was used in any stretch of time, taken apart by any axes: those of the ledger, and whose the
 * keys are.
 */
final class TotalResources {
  private static final Duration LAST_MONTH = Duration.ofDays(30);

  /** Whose a key is: known of the key, not of the call, and so as it is now. */
  private static final Set<String> HOLDERS = Set.of("owner", "team", "project");

  private final Keyring keyring;
  private final UsageReports usage;
  private final InstantSource clock;

  TotalResources(Keyring keyring, UsageReports usage, InstantSource clock) {
    this.keyring = keyring;
    this.usage = usage;
    this.clock = clock;
  }

  List<Route> list() {
    var params = new ArrayList<Param>();
    params.add(
        Param.text(
            "by",
            "what to take the sums apart by, separated by commas: tool, instance, session, agent,"
                + " key, provider, account, model, dialect, state, owner, team, project; nothing"
                + " gives one sum"));
    params.add(Param.of("from", Shape.instant(), "the first instant; 30 days ago"));
    params.add(Param.of("to", Shape.instant(), "the instant before which it ends; now"));
    params.addAll(Query.ONLY);
    return List.of(
        Route.read(
                "/admin/usage/totals",
                "sums by any axes, the dearest first",
                usage.totalsShape(),
                this::totals)
            .with(params));
  }

  private Json totals(FaceRequest request) {
    Instant now = clock.instant();
    var slice =
        new Slice(
            QueryTimes.instant(request, "from", now.minus(LAST_MONTH)),
            QueryTimes.instant(request, "to", now),
            Query.only(request));
    var axes = new ArrayList<Axis>();
    var names = new ArrayList<Naming>();
    for (String name : Query.names(request, "by")) {
      axes.add(axis(name));
      names.add(new Naming(name, HOLDERS.contains(name) ? holders(name) : Map.of()));
    }
    return usage.totals(slice, axes, names);
  }

  private static Axis axis(String name) {
    return HOLDERS.contains(name)
        ? Axis.KEY
        : Query.axis(name)
            .orElseThrow(
                () -> RequestProblem.REQUEST_BAD_PARAMETER.exception("by", name, "an axis"));
  }

  private Map<String, String> holders(String name) {
    var holders = new HashMap<String, String>();
    holders.put("", "");
    for (ManagedKey key : keyring.list()) {
      ManagedKey.Holder holder = key.terms().holder();
      holders.put(
          key.id(),
          switch (name) {
            case "owner" -> holder.owner();
            case "team" -> holder.team();
            default -> holder.project();
          });
    }
    return holders;
  }
}
