package tollgate.runtime.config;

import java.util.ArrayList;
import java.util.List;
import tollgate.runtime.config.SettingTable.Entry;

/** The settings of proxies that stand before the gateway; part of {@link SettingTable}. */
final class ForwardingSettings {
  static final List<Setting<?>> ALL = new ArrayList<>();

  static final Setting<List<Network>> PROXIES =
      new Entry<>("listener.trusted-proxies", new ListKind<>(new NetworkKind()))
          .standard("none", places -> List.of())
          .means(
              "The proxies before the gateway, as addresses or networks such as 10.0.0.0/8. From"
                  + " these alone it is believed whose request they pass on, and whether that came"
                  + " encrypted.")
          .with("Forwarding fields from anybody else never help and count as coming from afar.")
          .addTo(ALL);
  static final Setting<ForwardedBy> FIELDS =
      new Entry<>("listener.forwarded-by", new ChoiceKind<>(ForwardedBy.class))
          .standard("x-forwarded")
          .means(
              "The fields by which those proxies say so: x-forwarded, X-Forwarded-For and"
                  + " X-Forwarded-Proto; forwarded, the one of RFC 7239. The others are passed"
                  + " over: a proxy that does not know them passes on what clients make up.")
          .addTo(ALL);

  private ForwardingSettings() {}
}
