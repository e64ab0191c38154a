package tollgate.provider.cliproxyapi;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tollgate.api.call.Headers;
import tollgate.api.json.Json;
import tollgate.api.net.HttpCaller;
import tollgate.api.net.HttpCaller.Answer;
import tollgate.api.net.HttpCaller.Ask;
import tollgate.api.quota.Account;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.quota.QuotaWindow;

/**
 * Asks one address of a vendor what is left of an account. No vendor promises the form of these
 * answers, so every field is read for itself, and an answer without any window is an error.
 */
final class VendorProbe implements QuotaProbe {
  private final String vendor;
  private final Ask ask;
  private final Reading reading;

  /** Finds the windows in an answer. */
  @FunctionalInterface
  interface Reading {
    List<QuotaWindow> windows(Fields answer);
  }

  VendorProbe(String vendor, String url, Headers headers, Reading reading) {
    this.vendor = vendor;
    this.ask = new Ask("GET", url, headers.with("accept", "application/json"), "");
    this.reading = reading;
  }

  @Override
  public String vendor() {
    return vendor;
  }

  @Override
  public List<QuotaWindow> probe(Account account, HttpCaller caller) throws IOException {
    Answer answer = caller.call(ask);
    if (answer.status() != 200) {
      throw new IOException(vendor + " answered " + answer.status() + reason(answer));
    }
    List<QuotaWindow> windows = reading.windows(Fields.of(JsonReader.read(answer.body())));
    if (windows.isEmpty()) {
      throw new IOException(vendor + " answered without any window that is known");
    }
    return windows;
  }

  /** What the vendor says of it, if it says so in a word. */
  private static String reason(Answer answer) {
    try {
      Json json = JsonReader.read(answer.body());
      return Optional.of(Fields.of(json).at("error").text("type", "code"))
          .filter(word -> word.matches("[\\w.-]{1,60}"))
          .map(word -> " (" + word + ")")
          .orElse("");
    } catch (IOException page) {
      return "";
    }
  }
}
