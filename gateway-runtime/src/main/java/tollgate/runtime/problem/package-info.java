/**
 * Every way Tollgate says no: {@link tollgate.runtime.problem.Problem} is the one table of codes.
 * Codes never change their meaning; adding one is free, removing one is a new major version.
 */
package tollgate.runtime.problem;
