/** Recognises calls from Claude Code. */
package tollgate.tool.claude.code;
