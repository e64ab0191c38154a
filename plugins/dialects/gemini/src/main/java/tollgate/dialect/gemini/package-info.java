/**
 * The Gemini dialect: {@code generateContent} and its kin. Start reading at {@link
 * tollgate.dialect.gemini.GeminiDialect}; where money is counted is {@link
 * tollgate.dialect.gemini.ContentCounters}.
 */
package tollgate.dialect.gemini;
