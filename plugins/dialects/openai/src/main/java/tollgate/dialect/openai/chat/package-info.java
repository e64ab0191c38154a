/**
 * The OpenAI Chat Completions dialect, as OpenAI and the many servers compatible with it speak it.
 * Start reading at {@link tollgate.dialect.openai.chat.ChatDialect}; where money is counted is
 * {@link tollgate.dialect.openai.chat.ChatCounters}.
 */
package tollgate.dialect.openai.chat;
