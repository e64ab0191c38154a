import org.jspecify.annotations.NullMarked;

/** Gives a name to calls from tools without a detector of their own. */
@NullMarked
module tollgate.tool.generic {
  requires tollgate.api;
  requires static org.jspecify;

  provides tollgate.api.GatewayPlugin with
      tollgate.tool.generic.GenericPlugin;
}
