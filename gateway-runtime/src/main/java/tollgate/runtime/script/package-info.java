/**
 * Floor 4: runs scripts that nobody vouches for, each in a world of its own without files, network,
 * threads, clock or chance, on a few threads of the host, watched for time and memory ({@link
 * tollgate.runtime.script.ScriptHost}). Knows nothing of what the scripts decide.
 */
package tollgate.runtime.script;
