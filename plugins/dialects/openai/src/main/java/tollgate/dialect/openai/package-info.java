/**
 * OpenAI's dialects. Start reading at {@link tollgate.dialect.openai.OpenAiPlugin}; each dialect
 * has a package of its own.
 */
package tollgate.dialect.openai;
