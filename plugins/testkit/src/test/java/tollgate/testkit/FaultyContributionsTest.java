package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Evidence;
import tollgate.api.call.Identity;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.WireReply;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.Endpoint;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.Wanted;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.PricingSource;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.api.tool.ToolDetector;

/** A contract is worth what it refuses. */
class FaultyContributionsTest {

  private static void fails(Executable contract) {
    assertThrows(AssertionError.class, contract);
  }

  /** Takes every call for its own. */
  private static final class Braggart implements ToolDetector {
    @Override
    public String tool() {
      return "Not A Name";
    }

    @Override
    public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
      return Optional.of(Identity.of(tool(), Evidence.BRAND_HEADER, "said so"));
    }
  }

  @Test
  void refusesADetectorThatClaimsEveryCall() {
    var contract =
        new ToolDetectorContract() {
          @Override
          protected ToolDetector detector() {
            return new Braggart();
          }
        };

    fails(contract::namesItsTool);
    fails(contract::staysSilentWhenNothingSpeaks);
    fails(contract::survivesHeadersWithoutMeasure);
    fails(contract::hasACaseThatItRecognisesAndOneThatItDoesNot);
  }

  /** Understands nothing and refuses in plain text. */
  private static final class Mumbler implements Dialect {
    @Override
    public DialectId id() {
      return new DialectId("mumble");
    }

    @Override
    public List<Endpoint> endpoints() {
      return List.of();
    }

    @Override
    public RequestFacts read(ClientHead head, JsonView body) {
      return RequestFacts.unread();
    }

    @Override
    public List<JsonEdit> adapt(RequestFacts facts, Wanted wanted) {
      return List.of();
    }

    @Override
    public WireReply refuse(Refusal refusal, Manner manner) {
      return WireReply.json(200, manner.headers(), "no \"" + refusal.sentence());
    }

    @Override
    public ReplyReader reader(RequestFacts facts, ReplyHead head) {
      throw new IllegalStateException("nothing to read");
    }
  }

  @Test
  void refusesADialectThatRefusesWithoutShape() {
    var contract =
        new DialectContract() {
          @Override
          protected Dialect dialect() {
            return new Mumbler();
          }

          @Override
          protected boolean runsOverSocket() {
            return true;
          }
        };

    fails(contract::hasEndpointsAndCases);
    fails(contract::runsOverSocketOnlyIfItSaysSo);
    fails(
        () -> contract.refusesInItsOwnShape().findFirst().orElseThrow().getExecutable().execute());
  }

  private static PricingSourceContract pricing(Rate... rates) {
    var sheet = new PriceSheet("", Instant.EPOCH, "", List.of(rates));
    return new PricingSourceContract() {
      @Override
      protected PricingSource source() {
        return new PricingSource() {
          @Override
          public String id() {
            return "careless";
          }

          @Override
          public Optional<PriceSheet> fetch(String lastVersion) throws IOException {
            return Optional.of(sheet);
          }
        };
      }
    };
  }

  private static Rate rate(RateUnit unit, String usd, LocalDate from) {
    return new Rate("", "m", unit, new BigDecimal(usd), 0, "", from);
  }

  @Test
  void refusesPricesThatNobodyCanCheck() {
    var cheap = rate(RateUnit.INPUT, "1", LocalDate.EPOCH);

    fails(pricing()::saysWhereAndWhenItsPricesWereFound);
    fails(pricing(cheap)::sendsASheetOnlyOnce);
    fails(pricing(cheap, cheap)::pricesNothingTwice);
    fails(pricing(cheap)::pricesOutputWhereItPricesInput);
    fails(pricing(rate(RateUnit.INPUT, "15000", LocalDate.EPOCH))::pricesBelievably);
    fails(pricing(rate(RateUnit.INPUT, "1", LocalDate.of(2099, 1, 1)))::pricesBelievably);
  }
}
