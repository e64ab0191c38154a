package tollgate.runtime.event;

/** What every event carries that tells of the end of a call. */
final class CallFields {
  static final String ALL =
      "status lifecycle_status tool instance session agent key dialect provider account model"
          + " served_model path streamed input_tokens output_tokens cache_read_tokens"
          + " cache_write_tokens reasoning_tokens cost_usd cost_status provenance first_byte_ms"
          + " total_ms request_bytes reply_bytes error_code";

  private CallFields() {}
}
