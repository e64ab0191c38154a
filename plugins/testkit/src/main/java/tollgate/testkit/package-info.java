/**
 * Contract tests for plugins. Each kind of contribution has one abstract test: {@link
 * tollgate.testkit.ToolDetectorContract}, {@link tollgate.testkit.DialectContract}, {@link
 * tollgate.testkit.ProviderTransformContract}, {@link tollgate.testkit.QuotaProbeContract}, {@link
 * tollgate.testkit.PricingSourceContract}. A plugin's module extends the ones it needs:
 *
 * <pre>{@code
 * final class AcmeContractTest extends ToolDetectorContract {}
 * }</pre>
 *
 * <p>The tests run on the <b>packaged</b> jar ({@code target/*.jar}; the build makes it before the
 * tests), loaded as the gateway loads it: a named module in a layer of its own. What a plugin can
 * do beyond the least is said by overriding a flag; where a flag is off, the contract asserts that
 * the thing is properly absent.
 *
 * <h2>Golden cases</h2>
 *
 * <p>Every folder {@code src/test/resources/<case>/} is a case; adding one needs no code. The files
 * in it say what it is about. All JSON files are UTF-8; a member that is left out has the default
 * given here.
 *
 * <h3>The request, for every kind</h3>
 *
 * <ul>
 *   <li>{@code request.http}: the head without body: {@code POST /v1/messages?beta=true} on the
 *       first line, then {@code name: value} lines. Left out: {@code POST} to the dialect's first
 *       exact endpoint with {@code content-type: application/json}. For a detector: {@code POST /}.
 *   <li>{@code request.json}: the body, byte for byte. Left out: no body.
 * </ul>
 *
 * <h3>A dialect's case</h3>
 *
 * <ul>
 *   <li>{@code facts.json}: what {@code read} must find: members named like the components of
 *       {@link tollgate.api.call.RequestFacts}; {@code edges} and {@code hints} are objects, {@code
 *       toolResults} is {@code {"count": 0, "newest": ["what each newest result says"]}}. Only
 *       members that are written are compared (inside {@code edges} and {@code hints} too); a hint
 *       of {@code ""} says that there is none.
 *   <li>{@code malformed.json}: instead of facts, {@code {"pointer": "/messages", "message": "…"}};
 *       the message must contain the given text; left out, any will do.
 *   <li>{@code adapt.json}, {@code adapt-<name>.json}: {@code {"wanted": {"model": "…",
 *       "maxOutputTokens": 0, "usageInStream": true}, "edits": [{"put": "/model", "value": "x"},
 *       {"remove": "/provider"}], "path": "…"}}. Wanted is {@link
 *       tollgate.api.dialect.Wanted#METERED} but for the members written; path is the client's.
 *   <li>{@code refusal.json}, {@code refusal-<name>.json}: {@code {"refusal": {"kind": "BUDGET",
 *       "code": "…", "sentence": "…", "remedy": "…", "retryAfter": "PT30S", "callId": "…"},
 *       "manner": {"status": 402, "errorType": "…", "headers": {}}, "status": 402, "headers": {},
 *       "body": {}}}. Every member of the refusal defaults to that of {@link
 *       tollgate.testkit.Samples#REFUSAL}, the manner to {@code Manner.plain}; only the headers
 *       written are compared, the body as a whole.
 *   <li>{@code reply.sse}, {@code reply.ndjson}, {@code reply.array.json} or {@code reply.json}: a
 *       reply, byte for byte, in the framing its name tells. {@code reply.http} beside it: {@code
 *       200} on the first line, then fields; left out: 200 and the fitting content type.
 *   <li>{@code usage.json}: what the reader must know after the whole reply: {@code {"input": 0,
 *       "output": 0, "cacheRead": 0, "cacheWrite5m": 0, "cacheWrite1h": 0, "reasoning": 0,
 *       "audioIn": 0, "audioOut": 0, "provenance": "EXACT", "servedModel": "", "serviceTier": "",
 *       "searches": 0, "ended": true, "fault": "", "dropped": []}}, all compared. {@code dropped}
 *       lists the events taken out, counted from 0.
 *   <li>{@code models-told.json}: {@code {"claim": "PATH", "query": "…", "names": [], "around":
 *       []}}: how surely the request asks for a list of models in the dialect's form, and for
 *       {@code models.json}, a provider's list, the query that asks for it as a whole (left out:
 *       the client's), the names of its models and the edits around them, written as in {@code
 *       adapt.json}. A claim of {@code NONE} needs nothing else.
 *   <li>{@code ending.sse}, {@code ending-<n>.sse}: the bytes that end the stream with {@link
 *       tollgate.testkit.Samples#REFUSAL} after all events, or after the first <i>n</i>. For
 *       another framing the file ends like the reply's; of an array it holds items only, one after
 *       the other.
 * </ul>
 *
 * <p>Each reply is also cut after every event, and garbled: whatever an upstream may send, a reader
 * must not throw, its running output must not shrink, and it must not call a cut reply ended. Its
 * bytes are damaged at random as well, with a seed that a failure names, and views are taken back
 * when the reader has returned; and a stream without an end must not fill the memory.
 *
 * <h3>A detector's case</h3>
 *
 * <ul>
 *   <li>{@code facts.json}: the facts it is given, members as above; left out: {@code
 *       RequestFacts.unread()}.
 *   <li>{@code identity.json}: what it must answer, members named like the components of {@link
 *       tollgate.api.call.Identity}; all are compared, left out is {@code ""}, but {@code proof}
 *       only when written. The document {@code null} says that the detector must stay silent.
 *   <li>{@code manners.json}, {@code manners-<name>.json}: {@code {"dialect": "…", "manners":
 *       {"BUDGET": {"status": 429, "errorType": "…", "headers": {}, "forgetsUnclosed": false}}}};
 *       only the kinds written are compared.
 * </ul>
 *
 * <h3>A provider transform's case</h3>
 *
 * <ul>
 *   <li>{@code settings.json}: {@code {"id": "case", "baseUrl": "http://upstream.test",
 *       "credential": "", "values": {}}}.
 *   <li>{@code facts.json}: the facts it is given; {@code model.txt}: the model after routing, left
 *       out: that of the facts.
 *   <li>{@code outbound.json}: {@code {"target": "/…", "headers": {}, "edits": []}}; only the
 *       headers written are compared, a value of {@code ""} says that the field must not be there.
 *   <li>{@code reply.http} with {@code notes.json}: {@code {"account": "", "upstreamId": "",
 *       "fault": "NONE", "retryAfter": "PT0S", "windows": [{"name": "5h", "usedPercent": 12.5,
 *       "remaining": "", "resetsAt": "2026-01-01T00:00:00Z"}]}}. With {@code reply.json} beside
 *       them, the notes are those on head and body.
 * </ul>
 *
 * <h3>A quota probe's case</h3>
 *
 * <ul>
 *   <li>{@code account.json}: {@code {"vendor": "…", "label": "…", "reference": "…", "disabled":
 *       false}}; the vendor defaults to the probe's.
 *   <li>{@code answers.json}: what the vendor answers, in order: {@code [{"method": "GET", "url":
 *       "…", "status": 200, "headers": {}, "body": {}}]}; a text as body is sent as it is.
 *   <li>{@code windows.json}: what the probe must read: a list as in {@code notes.json}; the
 *       document {@code null} says that it must throw an {@code IOException}.
 * </ul>
 */
package tollgate.testkit;
