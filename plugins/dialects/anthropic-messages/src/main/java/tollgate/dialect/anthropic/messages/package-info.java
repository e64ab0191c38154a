/**
 * The Anthropic Messages dialect. Start reading at {@link
 * tollgate.dialect.anthropic.messages.MessagesDialect}; where money is counted is {@link
 * tollgate.dialect.anthropic.messages.MessageCounters}. Wire facts are Anthropic's Messages API
 * pages as of October 2026 and recordings of the tools.
 */
package tollgate.dialect.anthropic.messages;
