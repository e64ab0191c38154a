/**
 * The commands: understands the command line, prints help as pages, turns problems into words and
 * exit codes. Start at {@link tollgate.runtime.cli.CommandShell}. What a command then does is
 * {@link tollgate.runtime.cli.Program}'s to know. The only room that knows picocli, and by its
 * programmatic side only: nothing here is found by reflection.
 */
package tollgate.runtime.cli;
