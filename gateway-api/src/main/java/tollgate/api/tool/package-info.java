/** Who is calling: one {@link tollgate.api.tool.ToolDetector} per coding tool. */
package tollgate.api.tool;
