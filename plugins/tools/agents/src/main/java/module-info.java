import org.jspecify.annotations.NullMarked;

/** Recognises calls from coding agents that a line of a table tells apart. */
@NullMarked
module tollgate.tool.agents {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.tool.agents.AgentsPlugin;
}
