/**
 * Acme, a vendor that does not exist. Its wire language in short:
 *
 * <pre>
 * POST /acme/v1/ask
 *   {"engine": "acme-1", "say": [{"by": "user", "words": "Hello"}], "live": true, "most": 100}
 * whole   {"engine": "acme-1", "words": "…", "spent": {"in": 7, "out": 5, "again": 2}}
 * live    {"words": "…"} per line, then {"over": true, "engine": "acme-1", "spent": {…}}
 * error   {"no": {"why": "broke", "code": "…", "text": "…"}}
 * </pre>
 *
 * <p>{@code in} counts every token read, {@code again} those of them that came from a cache. {@code
 * GET /acme/v1/engines/{engine}} costs nothing.
 */
package tollgate.invented;
