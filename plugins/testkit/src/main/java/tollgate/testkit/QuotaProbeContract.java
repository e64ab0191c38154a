package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.testkit.GoldenCase.textOf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tollgate.api.call.Headers;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;
import tollgate.api.net.HttpCaller;
import tollgate.api.quota.Account;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.quota.QuotaWindow;

/** What a quota probe must do; golden cases are described at {@link tollgate.testkit}. */
public abstract class QuotaProbeContract extends PluginContract {

  /** For subclasses. */
  protected QuotaProbeContract() {}

  /** The probe under test; override where the jar brings several. */
  protected QuotaProbe probe() {
    return plugin().quotaProbes().getFirst();
  }

  @Override
  final int contributions() {
    return plugin().quotaProbes().size();
  }

  private List<GoldenCase> cases(boolean answered) {
    return goldenCases(golden ->
        golden.kind() == CaseKind.QUOTA
            && (golden.json("windows.json").kind() == Kind.ARRAY) == answered);
  }

  private Account account(GoldenCase golden) {
    JsonView file = golden.json("account.json");
    return new Account(
        textOf(file.at("/vendor"), probe().vendor()),
        textOf(file.at("/label"), "someone@example.org"),
        textOf(file.at("/reference"), "1"),
        file.at("/disabled").isTrue());
  }

  /** Answers in the order of the file, and insists that each was asked for. */
  private static HttpCaller caller(JsonView answers) {
    Iterator<JsonView> next = answers.items().iterator();
    return ask -> {
      if (!next.hasNext()) {
        throw new IOException("no answer is left for " + ask.method() + " " + ask.url());
      }
      JsonView answer = next.next();
      assertEquals(textOf(answer.at("/method"), "GET"), ask.method(), "method");
      assertEquals(textOf(answer.at("/url"), ask.url()), ask.url(), "url");
      return new HttpCaller.Answer(
          (int) answer.at("/status").asLong().orElse(200),
          MannerFile.headers(answer.at("/headers")),
          body(answer.at("/body")));
    };
  }

  private static String body(JsonView body) {
    return body.exists() && body.kind() != Kind.TEXT
        ? Json.encode(JsonTree.toJson(body))
        : textOf(body, "");
  }

  @Test
  public void namesItsVendorAndHasCases() {
    assertTrue(probe().vendor().matches("[a-z0-9]+(-[a-z0-9]+)*"), probe().vendor());
    assertFalse(cases(true).isEmpty(), "no case with windows");
  }

  @TestFactory
  final Stream<DynamicTest> readsTheWindowsOfAnAccount() {
    return each(
        cases(true),
        golden -> {
          var windows = probe().probe(account(golden), caller(golden.json("answers.json")));

          assertEquals(
              WindowsFile.read(golden.json("windows.json")), WindowsFile.comparable(windows));
        });
  }

  @TestFactory
  final Stream<DynamicTest> saysWhenTheVendorDidNotAnswer() {
    return each(
        cases(false),
        golden ->
            assertThrows(
                IOException.class,
                () -> probe().probe(account(golden), caller(golden.json("answers.json")))));
  }

  @TestFactory
  final Stream<DynamicTest> passesOnThatNoAnswerCame() {
    return each(
        cases(true),
        golden -> {
          HttpCaller silent =
              _ -> {
                throw new IOException("unreachable");
              };
          assertThrows(IOException.class, () -> probe().probe(account(golden), silent));
        });
  }

  @TestFactory
  final Stream<DynamicTest> refusesErrorsAndNonsense() {
    return each(
        cases(true),
        golden -> {
          for (int status : List.of(401, 403, 404, 429, 500, 503)) {
            HttpCaller broken = _ -> new HttpCaller.Answer(status, Headers.none(), "{}");
            assertThrows(
                IOException.class, () -> probe().probe(account(golden), broken), "" + status);
          }
          HttpCaller page = _ -> new HttpCaller.Answer(200, Headers.none(), "<html>");
          assertThrows(IOException.class, () -> probe().probe(account(golden), page), "no JSON");
        });
  }

  @TestFactory
  final Stream<DynamicTest> survivesGarbledAnswers() {
    return each(
        cases(true),
        golden -> {
          Json answers = JsonTree.toJson(golden.json("answers.json").at("/0/body"));
          for (Json body : Garble.variants(answers)) {
            HttpCaller odd = _ -> new HttpCaller.Answer(200, Headers.none(), Json.encode(body));
            assertDoesNotThrow(() -> windowsOrRefusal(golden, odd), Json.encode(body));
          }
        });
  }

  private List<QuotaWindow> windowsOrRefusal(GoldenCase golden, HttpCaller caller) {
    var windows = new ArrayList<QuotaWindow>();
    try {
      windows.addAll(probe().probe(account(golden), caller));
    } catch (IOException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isEmpty(), "no message");
    }
    for (QuotaWindow window : windows) {
      assertFalse(window.name().isEmpty(), "a window without a name");
      window
          .usedPercent()
          .ifPresent(percent ->
              assertTrue(percent.signum() >= 0 && percent.intValue() <= 100, "" + percent));
    }
    return windows;
  }
}
