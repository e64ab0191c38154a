/**
 * The dialect of Ollama and of servers that answer as it does. Start reading at {@link
 * tollgate.dialect.ollama.OllamaDialect}; where tokens are counted is {@link
 * tollgate.dialect.ollama.OllamaReader}.
 */
package tollgate.dialect.ollama;
