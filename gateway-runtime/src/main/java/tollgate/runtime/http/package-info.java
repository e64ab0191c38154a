/**
 * The client's leg: listens ({@link tollgate.runtime.http.Listener}), turns what comes into
 * exchanges, hands them to the service whose path it is ({@link tollgate.runtime.http.PathTable})
 * and notices when a client leaves. Knows nothing of models or money. The only room that uses an
 * HTTP server.
 */
package tollgate.runtime.http;
