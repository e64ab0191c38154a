/**
 * Recognises coding agents that need no code of their own: {@link tollgate.tool.agents.Agents} is
 * the table, one {@link tollgate.tool.agents.Agent} a line of it, and each of its {@link
 * tollgate.tool.agents.Mark}s one thing that proves who calls.
 */
package tollgate.tool.agents;
