/**
 * The operator's door: {@code /health}, {@code /ready}, {@code /metrics} and {@code /admin/*}.
 * Start at {@link tollgate.runtime.admin.AdminService}: one table of resources, one gate in front
 * of it. Knows no HTTP library; asks the rooms below for everything it tells.
 */
package tollgate.runtime.admin;
