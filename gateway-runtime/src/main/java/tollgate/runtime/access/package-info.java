/**
 * Who may administer, beside the holder of the installation token: people with a password ({@link
 * tollgate.runtime.access.People}) and the sessions they open, programs with a token of their own
 * ({@link tollgate.runtime.access.ProgramTokens}). Secrets are kept as hashes; a password's takes
 * memory and time on purpose. Knows nothing of requests. The only room that hashes passwords.
 */
package tollgate.runtime.access;
