/**
 * The OpenAI Responses dialect over HTTP and WebSocket. Start reading at {@link
 * tollgate.dialect.openai.responses.ResponsesDialect}; where money is counted is {@link
 * tollgate.dialect.openai.responses.ResponseCounters}.
 */
package tollgate.dialect.openai.responses;
