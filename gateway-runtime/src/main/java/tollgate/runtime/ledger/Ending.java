package tollgate.runtime.ledger;

import tollgate.api.usage.Usage;
import tollgate.runtime.store.Columns;

/**
 * A row as it is last written.
 *
 * @param row as it was opened
 * @param settlement how the call ended
 * @param attempts how many times an upstream was tried
 * @param endedAt when, in milliseconds
 */
record Ending(CallRow row, Settlement settlement, int attempts, long endedAt) {

  /** Longer than a line for every unit there is. */
  static final int CHARGES = 2_000;

  /** The tokens and what else is in a usage. */
  static final Columns<Usage> USAGE =
      new Columns<Usage>()
          .text("provenance", CallRow.NAME, usage -> CallRow.word(usage.provenance()))
          .number("input_tokens", usage -> usage.tokens().input())
          .number("output_tokens", usage -> usage.tokens().output())
          .number("cache_read_tokens", usage -> usage.tokens().cacheRead())
          .number("cache_write_5m_tokens", usage -> usage.tokens().cacheWrite5m())
          .number("cache_write_1h_tokens", usage -> usage.tokens().cacheWrite1h())
          .number("reasoning_tokens", usage -> usage.tokens().reasoning())
          .number("audio_in_tokens", usage -> usage.tokens().audioIn())
          .number("audio_out_tokens", usage -> usage.tokens().audioOut())
          .number("cache_read_audio_tokens", usage -> usage.tokens().cacheReadAudio())
          .number("image_in_tokens", usage -> usage.tokens().imageIn())
          .number("image_out_tokens", usage -> usage.tokens().imageOut())
          .number("searches", Usage::searches)
          .number("images", Usage::images)
          .text("served_model", CallRow.NAME, Usage::servedModel)
          .text("service_tier", CallRow.NAME, Usage::serviceTier)
          .text("region", CallRow.NAME, Usage::region);

  /** What is charged; an unpriced call has no cost, which is not the same as a cost of zero. */
  static final Columns<Bill> BILL =
      new Columns<Bill>()
          .text("cost_status", CallRow.NAME, bill -> bill.status().word())
          .measured("cost_nanos", Ending::costNanos)
          .text("price_key", CallRow.TEXT, Bill::priceKey)
          .text("charges", CHARGES, Bill::charges);

  private static final Columns<Timings> TIMINGS =
      new Columns<Timings>()
          .measured("head_nanos", Timings::headNanos)
          .measured("first_byte_nanos", Timings::firstByteNanos)
          .measured("total_nanos", Timings::totalNanos);

  /** How the row is changed. */
  static final Columns<Ending> COLUMNS =
      new Columns<Ending>()
          .text("state", CallRow.NAME, ending -> ending.settlement.state().word())
          .number("ended_at", Ending::endedAt)
          .number("attempts", Ending::attempts)
          .measured(
              "status", ending -> ending.settlement.status() > 0 ? ending.settlement.status() : -1)
          .text("model", CallRow.NAME, ending -> ending.served().model())
          .text("provider", CallRow.NAME, ending -> ending.served().provider())
          .text("account", CallRow.NAME, ending -> ending.served().account())
          .text("upstream_id", CallRow.NAME, ending -> ending.settlement.served().upstreamId())
          .all(USAGE, ending -> ending.settlement.usage())
          .all(BILL, ending -> ending.settlement.bill())
          .all(TIMINGS, ending -> ending.settlement.timings())
          .text("error_code", CallRow.NAME, ending -> ending.settlement.fault().code())
          .text("error_message", CallRow.MESSAGE, ending -> ending.settlement.fault().message());

  /** The amount as the row keeps it: below zero, and so NULL, where it is not known. */
  static long costNanos(Bill bill) {
    return bill.status() == CostStatus.UNPRICED ? -1 : bill.amount().nanos();
  }

  /** Who served in the end, and the model the call is counted under. */
  Entry.Served served() {
    String provider = settlement.served().provider();
    String model = settlement.usage().servedModel();
    return new Entry.Served(
        CallRow.clipped(provider.isEmpty() ? row.opening().decided().provider() : provider),
        CallRow.clipped(settlement.served().account()),
        CallRow.clipped(model.isEmpty() ? row.model() : model));
  }

  /** What the row adds to the roll-ups. */
  Entry entry() {
    return new Entry(
        row.opening().arrivedAt().toEpochMilli(),
        row.caller(),
        served(),
        Sums.of(settlement.state(), settlement.usage(), settlement.bill()));
  }
}
