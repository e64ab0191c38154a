/** Recognises calls from OpenCode. */
package tollgate.tool.opencode;
