/**
 * Single calls in the OpenAI style, beside conversations: embeddings, pictures, sound, ranking,
 * moderation. Start reading at {@link tollgate.dialect.openai.other.OtherDialect}; where money is
 * counted is {@link tollgate.dialect.openai.other.OtherCounters}.
 */
package tollgate.dialect.openai.other;
