/** Recognises calls from Codex. */
package tollgate.tool.codex;
