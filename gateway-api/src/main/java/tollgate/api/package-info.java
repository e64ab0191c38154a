/**
 * The way in: {@link tollgate.api.GatewayPlugin} is the one service a plugin jar provides. Nothing
 * in the packages below refers back to this one, so the API has no package cycle.
 */
package tollgate.api;
