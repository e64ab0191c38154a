/** Recognises calls from OpenClaw. */
package tollgate.tool.openclaw;
