/**
 * The upstream leg: which provider serves a call ({@link
 * tollgate.runtime.upstream.ProviderRegistry}) and how a request gets there and back ({@link
 * tollgate.runtime.upstream.UpstreamCaller}) under time-outs, a breaker per provider and retries
 * before the first byte. Knows no client and no dialect. The only room that uses an HTTP client.
 */
package tollgate.runtime.upstream;
