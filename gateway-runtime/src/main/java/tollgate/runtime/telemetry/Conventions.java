package tollgate.runtime.telemetry;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import tollgate.runtime.call.CallTrace;

/**
 * The names of OpenTelemetry's semantic conventions for generative AI (status Development, schema
 * gen-ai/1.42.0 of 2026), and Tollgate's own beside them for what those have no name for.
 */
final class Conventions {
  static final AttributeKey<String> OPERATION = stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = stringKey("gen_ai.provider.name");
  static final AttributeKey<String> REQUEST_MODEL = stringKey("gen_ai.request.model");
  static final AttributeKey<String> RESPONSE_MODEL = stringKey("gen_ai.response.model");
  static final AttributeKey<String> RESPONSE_ID = stringKey("gen_ai.response.id");
  static final AttributeKey<String> CONVERSATION = stringKey("gen_ai.conversation.id");
  static final AttributeKey<Long> INPUT = longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT = longKey("gen_ai.usage.output_tokens");
  static final AttributeKey<Long> CACHE_READ = longKey("gen_ai.usage.cache_read.input_tokens");
  static final AttributeKey<Long> CACHE_WRITE = longKey("gen_ai.usage.cache_creation.input_tokens");
  static final AttributeKey<Long> REASONING = longKey("gen_ai.usage.reasoning.output_tokens");
  static final AttributeKey<String> TOKEN_TYPE = stringKey("gen_ai.token.type");
  static final AttributeKey<String> ERROR = stringKey("error.type");
  static final AttributeKey<Long> STATUS = longKey("http.response.status_code");
  static final AttributeKey<String> PATH = stringKey("url.path");

  static final AttributeKey<String> CALL = stringKey("tollgate.call.id");
  static final AttributeKey<String> STATE = stringKey("tollgate.call.state");
  static final AttributeKey<String> DIALECT = stringKey("tollgate.dialect");
  static final AttributeKey<String> UPSTREAM = stringKey("tollgate.provider");
  static final AttributeKey<String> ACCOUNT = stringKey("tollgate.account");
  static final AttributeKey<String> TOOL = stringKey("tollgate.tool");
  static final AttributeKey<String> INSTANCE = stringKey("tollgate.instance");
  static final AttributeKey<String> AGENT = stringKey("tollgate.agent");
  static final AttributeKey<String> OUTCOME = stringKey("tollgate.attempt.outcome");
  static final AttributeKey<String> COST = stringKey("tollgate.cost_usd");
  static final AttributeKey<Boolean> STREAMED = booleanKey("gen_ai.request.stream");
  static final AttributeKey<Double> FIRST_CHUNK = doubleKey("gen_ai.response.time_to_first_chunk");

  private Conventions() {}

  /** What is done, as far as its path tells. */
  static String operation(CallTrace.Request request) {
    if (request.path().endsWith("/embeddings")) {
      return "embeddings";
    }
    return request.path().endsWith("/v1/completions") ? "text_completion" : "chat";
  }

  /** What the meters are told apart by. */
  static Attributes common(CallTrace trace) {
    var common = Attributes.builder();
    put(common, OPERATION, operation(trace.request()));
    put(common, PROVIDER, provider(trace.request()));
    put(common, REQUEST_MODEL, trace.request().model());
    put(common, RESPONSE_MODEL, trace.served().model());
    return common.build();
  }

  /** The kind of the provider; that of a call that was not routed is not known. */
  static String provider(CallTrace.Request request) {
    return request.type().isEmpty() ? "unknown" : request.type();
  }

  /** Puts a text that is there. */
  static void put(AttributesBuilder attributes, AttributeKey<String> key, String text) {
    if (!text.isEmpty()) {
      attributes.put(key, text);
    }
  }

  /** Puts a count that is one. */
  static void put(AttributesBuilder attributes, AttributeKey<Long> key, long count) {
    if (count > 0) {
      attributes.put(key, count);
    }
  }
}
