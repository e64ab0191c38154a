-- What calls were made, what they used and what that cost.
-- The words behind each column are its meaning in docs/reference/database.md.
-- Instants are milliseconds since 1970 UTC, durations nanoseconds, money nano-dollars (1e-9 USD).
-- A text that is not known is empty, a number that is not known is NULL.

CREATE TABLE call ( -- One row per call of the model API: written before anything is sent, final once the call has ended.
  id INTEGER PRIMARY KEY, -- the row's number, ascending in the order calls were opened, with gaps
  call_id TEXT NOT NULL UNIQUE, -- the call's id in logs, replies and pages; sorts by time
  origin TEXT NOT NULL, -- how the call got here: gateway, or the source it was imported from
  state TEXT NOT NULL CHECK (state IN ('pending', 'dispatched', 'streaming', 'settled', 'aborted', 'failed', 'refused', 'in_doubt')), -- where the row stands: pending, dispatched, streaming, settled, aborted, failed, refused, in_doubt
  arrived_at INTEGER NOT NULL, -- when the request's head was complete; decides the day and the window of a cap it counts for
  ended_at INTEGER, -- when the call ended
  tool TEXT NOT NULL, -- the program that called, unknown where nobody recognised it
  tool_version TEXT NOT NULL, -- the program's version
  evidence TEXT NOT NULL, -- what kind of proof the tool was recognised by
  proof TEXT NOT NULL, -- the proof in a few words
  instance TEXT NOT NULL, -- one installation or named agent of the tool
  session TEXT NOT NULL, -- the coding session
  agent TEXT NOT NULL, -- the agent or sub-agent within the session, empty for the main one
  parent_agent TEXT NOT NULL, -- the agent that started this one
  key_id TEXT NOT NULL, -- the managed key, empty where none was needed
  key_name TEXT NOT NULL, -- the key's name at that time
  peer TEXT NOT NULL, -- the client's address
  user_agent TEXT NOT NULL, -- the client's User-Agent
  dialect TEXT NOT NULL, -- the wire language
  method TEXT NOT NULL, -- the HTTP method
  path TEXT NOT NULL, -- the path without its query
  streamed INTEGER NOT NULL CHECK (streamed IN (0, 1)), -- 1 if the client asked for events
  tool_results INTEGER NOT NULL, -- how many answers of tools the prompt held
  last_result TEXT NOT NULL, -- tells the answers of tools that the prompt ended with from others, empty if it ended otherwise
  requested_model TEXT NOT NULL, -- the model as the client named it
  routed_model TEXT NOT NULL, -- the model asked of the provider
  served_model TEXT NOT NULL DEFAULT '', -- the model the reply named
  model TEXT NOT NULL, -- the model the call is counted under: served, else routed, else requested
  service_tier TEXT NOT NULL DEFAULT '', -- the billed tier, empty for the ordinary one
  region TEXT NOT NULL DEFAULT '', -- where it was processed, as far as that is billed; empty for anywhere
  provider TEXT NOT NULL, -- the configured upstream that served, or was to serve
  account TEXT NOT NULL DEFAULT '', -- the upstream credential that served
  upstream_id TEXT NOT NULL DEFAULT '', -- the upstream's own id of the request
  root TEXT NOT NULL DEFAULT '', -- the session in which it all began, where sub-agents have sessions of their own; empty for none
  lineage TEXT NOT NULL DEFAULT '', -- the agents from the first one to the one that called, with the character U+001F between; empty for none
  tags TEXT NOT NULL DEFAULT '{}', -- the labels that policies gave the call, as a JSON object
  policy_generation TEXT NOT NULL, -- the policies that judged
  price_version TEXT NOT NULL, -- the price book the call was pinned to
  price_key TEXT NOT NULL DEFAULT '', -- the price that was applied: source@version:key:since
  charges TEXT NOT NULL DEFAULT '', -- how the cost comes about: unit=quantity*rate for each unit, ~ behind a derived rate
  status INTEGER, -- the status the client got, 499 if it left first
  attempts INTEGER NOT NULL DEFAULT 0, -- how many times an upstream was tried
  provenance TEXT NOT NULL DEFAULT 'unknown' CHECK (provenance IN ('exact', 'running', 'estimated', 'unknown')), -- how far the counts can be trusted: exact, running, estimated, unknown
  input_tokens INTEGER NOT NULL DEFAULT 0, -- tokens read at the full rate, without those from or to a cache
  output_tokens INTEGER NOT NULL DEFAULT 0, -- tokens written, reasoning included
  cache_read_tokens INTEGER NOT NULL DEFAULT 0, -- input tokens served from a cache
  cache_write_5m_tokens INTEGER NOT NULL DEFAULT 0, -- input tokens written to a cache that lives five minutes
  cache_write_1h_tokens INTEGER NOT NULL DEFAULT 0, -- input tokens written to a cache that lives an hour
  reasoning_tokens INTEGER NOT NULL DEFAULT 0, -- the part of the output that was hidden reasoning
  audio_in_tokens INTEGER NOT NULL DEFAULT 0, -- audio tokens read
  audio_out_tokens INTEGER NOT NULL DEFAULT 0, -- audio tokens written
  cache_read_audio_tokens INTEGER NOT NULL DEFAULT 0, -- the part of the cache reads that was audio
  image_in_tokens INTEGER NOT NULL DEFAULT 0, -- the part of the input that was pictures
  image_out_tokens INTEGER NOT NULL DEFAULT 0, -- the part of the output that was pictures
  searches INTEGER NOT NULL DEFAULT 0, -- billed searches and similar
  images INTEGER NOT NULL DEFAULT 0, -- pictures that were made
  clamped_tokens INTEGER NOT NULL DEFAULT 0, -- the most tokens of output that caps left it, 0 where they left all it asked for
  hold_nanos INTEGER NOT NULL, -- what was held for the call; charged if the gateway dies meanwhile
  cost_nanos INTEGER, -- what the call cost, NULL while it runs and where no price is known
  cost_status TEXT NOT NULL DEFAULT 'open' CHECK (cost_status IN ('ok', 'estimated', 'unpriced', 'none', 'open')), -- what the cost means: ok, estimated, unpriced, none (nothing used), open (still runs)
  queue_nanos INTEGER NOT NULL, -- from arrival until the row was opened
  head_nanos INTEGER, -- from arrival until the upstream's reply head
  first_byte_nanos INTEGER, -- from arrival until the first byte of the reply's body reached the client
  total_nanos INTEGER, -- from arrival until the end
  error_code TEXT NOT NULL DEFAULT '', -- the problem's code, empty if all went well
  error_message TEXT NOT NULL DEFAULT '' -- the problem in a sentence
) STRICT;

CREATE INDEX call_arrived ON call (arrived_at);
CREATE INDEX call_session ON call (session, id) WHERE session <> '' OR agent <> '';
CREATE INDEX call_root ON call (root, arrived_at) WHERE root <> '';
CREATE INDEX call_unfinished ON call (id) WHERE state IN ('pending', 'dispatched', 'streaming');
CREATE INDEX call_unpriced ON call (arrived_at) WHERE cost_status = 'unpriced';
CREATE INDEX call_in_doubt ON call (id) WHERE state = 'in_doubt';

CREATE TABLE attempt ( -- One row per try at an upstream.
  call INTEGER NOT NULL, -- the call's row
  number INTEGER NOT NULL, -- 1 for the first try
  provider TEXT NOT NULL, -- who was asked
  account TEXT NOT NULL, -- the credential that served
  upstream_id TEXT NOT NULL, -- the upstream's own id of the request
  started_at INTEGER NOT NULL, -- when it was sent
  head_nanos INTEGER, -- from then until the reply's head
  status INTEGER, -- the reply's status
  outcome TEXT NOT NULL, -- how it went, in one word
  error TEXT NOT NULL, -- what went wrong
  PRIMARY KEY (call, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision ( -- Why a call was treated as it was, for those calls where there is something to tell.
  call INTEGER PRIMARY KEY, -- the call's row
  snapshot TEXT NOT NULL -- the facts that were read or stand in no column, and the verdicts, as JSON
) STRICT;

CREATE TABLE call_revision ( -- One row per change of a final row, by a later usage record or by the operator.
  id INTEGER PRIMARY KEY, -- in the order of the changes
  call INTEGER NOT NULL, -- the call's row
  at INTEGER NOT NULL, -- when it was changed
  actor TEXT NOT NULL, -- who changed it
  reason TEXT NOT NULL, -- why
  state_before TEXT NOT NULL, -- the state it had
  state_after TEXT NOT NULL, -- the state it has
  tokens_before INTEGER NOT NULL, -- the tokens it had, all classes together
  tokens_after INTEGER NOT NULL, -- the tokens it has
  cost_before_nanos INTEGER, -- the cost it had
  cost_after_nanos INTEGER, -- the cost it has
  cost_status_before TEXT NOT NULL, -- what that cost meant
  cost_status_after TEXT NOT NULL, -- what this cost means
  price_key_before TEXT NOT NULL, -- the price that was applied
  price_key_after TEXT NOT NULL, -- the price that is applied
  charges_before TEXT NOT NULL, -- how that cost came about
  charges_after TEXT NOT NULL -- how this cost comes about
) STRICT;

CREATE INDEX call_revision_call ON call_revision (call);

CREATE TABLE quarter_traffic ( -- Sums over final rows per UTC quarter hour of arrival; kept when rows are deleted.
  quarter INTEGER NOT NULL, -- when the quarter hour began
  tool TEXT NOT NULL, -- the program that called
  instance TEXT NOT NULL, -- its instance
  key_id TEXT NOT NULL, -- the managed key, empty where none was needed
  provider TEXT NOT NULL, -- the upstream
  account TEXT NOT NULL, -- the upstream credential
  model TEXT NOT NULL, -- the model the calls are counted under
  calls INTEGER NOT NULL, -- how many calls, those refused included
  failed INTEGER NOT NULL, -- how many of them failed
  aborted INTEGER NOT NULL, -- how many were aborted
  refused INTEGER NOT NULL, -- how many were turned away
  in_doubt INTEGER NOT NULL, -- how many are in doubt
  unpriced INTEGER NOT NULL, -- how many have no known cost
  input_tokens INTEGER NOT NULL, -- as in call
  output_tokens INTEGER NOT NULL, -- as in call
  cache_read_tokens INTEGER NOT NULL, -- as in call
  cache_write_5m_tokens INTEGER NOT NULL, -- as in call
  cache_write_1h_tokens INTEGER NOT NULL, -- as in call
  reasoning_tokens INTEGER NOT NULL, -- as in call
  audio_in_tokens INTEGER NOT NULL, -- as in call
  audio_out_tokens INTEGER NOT NULL, -- as in call
  cache_read_audio_tokens INTEGER NOT NULL, -- as in call
  image_in_tokens INTEGER NOT NULL, -- as in call
  image_out_tokens INTEGER NOT NULL, -- as in call
  searches INTEGER NOT NULL, -- as in call
  images INTEGER NOT NULL, -- as in call
  cost_nanos INTEGER NOT NULL, -- their known cost
  PRIMARY KEY (quarter, tool, instance, key_id, provider, account, model)
) STRICT, WITHOUT ROWID;

CREATE TABLE day_traffic ( -- The same sums per UTC day.
  day INTEGER NOT NULL, -- when the day began
  tool TEXT NOT NULL, -- the program that called
  instance TEXT NOT NULL, -- its instance
  key_id TEXT NOT NULL, -- the managed key, empty where none was needed
  provider TEXT NOT NULL, -- the upstream
  account TEXT NOT NULL, -- the upstream credential
  model TEXT NOT NULL, -- the model the calls are counted under
  calls INTEGER NOT NULL, -- how many calls, those refused included
  failed INTEGER NOT NULL, -- how many of them failed
  aborted INTEGER NOT NULL, -- how many were aborted
  refused INTEGER NOT NULL, -- how many were turned away
  in_doubt INTEGER NOT NULL, -- how many are in doubt
  unpriced INTEGER NOT NULL, -- how many have no known cost
  input_tokens INTEGER NOT NULL, -- as in call
  output_tokens INTEGER NOT NULL, -- as in call
  cache_read_tokens INTEGER NOT NULL, -- as in call
  cache_write_5m_tokens INTEGER NOT NULL, -- as in call
  cache_write_1h_tokens INTEGER NOT NULL, -- as in call
  reasoning_tokens INTEGER NOT NULL, -- as in call
  audio_in_tokens INTEGER NOT NULL, -- as in call
  audio_out_tokens INTEGER NOT NULL, -- as in call
  cache_read_audio_tokens INTEGER NOT NULL, -- as in call
  image_in_tokens INTEGER NOT NULL, -- as in call
  image_out_tokens INTEGER NOT NULL, -- as in call
  searches INTEGER NOT NULL, -- as in call
  images INTEGER NOT NULL, -- as in call
  cost_nanos INTEGER NOT NULL, -- their known cost
  PRIMARY KEY (day, tool, instance, key_id, provider, account, model)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarter_key ( -- The same sums per managed key; calls without a key have the empty one.
  quarter INTEGER NOT NULL, -- when the quarter hour began
  key_id TEXT NOT NULL, -- the managed key
  calls INTEGER NOT NULL, -- how many calls, those refused included
  failed INTEGER NOT NULL, -- how many of them failed
  aborted INTEGER NOT NULL, -- how many were aborted
  refused INTEGER NOT NULL, -- how many were turned away
  in_doubt INTEGER NOT NULL, -- how many are in doubt
  unpriced INTEGER NOT NULL, -- how many have no known cost
  input_tokens INTEGER NOT NULL, -- as in call
  output_tokens INTEGER NOT NULL, -- as in call
  cache_read_tokens INTEGER NOT NULL, -- as in call
  cache_write_5m_tokens INTEGER NOT NULL, -- as in call
  cache_write_1h_tokens INTEGER NOT NULL, -- as in call
  reasoning_tokens INTEGER NOT NULL, -- as in call
  audio_in_tokens INTEGER NOT NULL, -- as in call
  audio_out_tokens INTEGER NOT NULL, -- as in call
  cache_read_audio_tokens INTEGER NOT NULL, -- as in call
  image_in_tokens INTEGER NOT NULL, -- as in call
  image_out_tokens INTEGER NOT NULL, -- as in call
  searches INTEGER NOT NULL, -- as in call
  images INTEGER NOT NULL, -- as in call
  cost_nanos INTEGER NOT NULL, -- their known cost
  PRIMARY KEY (quarter, key_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarter_name ( -- In which UTC quarter hours there are final rows under a name that no sum knows, so that lists find them.
  kind TEXT NOT NULL CHECK (kind IN ('client', 'requested_model', 'dialect', 'agent', 'status')), -- what is named: client (as lists show it), requested_model, dialect, agent, status
  name TEXT NOT NULL, -- its name, or the status
  quarter INTEGER NOT NULL, -- when the quarter hour began
  PRIMARY KEY (kind, name, quarter)
) STRICT, WITHOUT ROWID;

CREATE TABLE day_name ( -- On which UTC days there are sums with a value, so that what is not there, or long ago, is found without a look at every day.
  kind TEXT NOT NULL CHECK (kind IN ('tool', 'instance', 'key_id', 'provider', 'account', 'model')), -- the column of day_traffic
  name TEXT NOT NULL, -- its value
  day INTEGER NOT NULL, -- when the day began
  PRIMARY KEY (kind, name, day)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER day_traffic_named AFTER INSERT ON day_traffic BEGIN
  INSERT INTO day_name (kind, name, day)
  SELECT kind, name, NEW.day FROM (
    SELECT 'tool' AS kind, NEW.tool AS name UNION ALL
    SELECT 'instance', NEW.instance UNION ALL
    SELECT 'key_id', NEW.key_id UNION ALL
    SELECT 'provider', NEW.provider UNION ALL
    SELECT 'account', NEW.account UNION ALL
    SELECT 'model', NEW.model)
  WHERE true
  ON CONFLICT DO NOTHING;
END;

CREATE TABLE session_traffic ( -- The same sums per session over all time; never deleted.
  tool TEXT NOT NULL, -- the program that called
  session TEXT NOT NULL, -- its session, empty for sub-agents that name none
  parent TEXT NOT NULL, -- the session that started this one, where a tool gives its sub-agents sessions of their own
  instance TEXT NOT NULL, -- the instance of its last call
  key_id TEXT NOT NULL, -- the managed key of its last call
  provider TEXT NOT NULL, -- the provider of its last call
  account TEXT NOT NULL, -- the upstream account of its last call
  model TEXT NOT NULL, -- the model its last call is counted under
  first_at INTEGER NOT NULL, -- arrival of the first call
  last_at INTEGER NOT NULL, -- arrival of the last call
  steps INTEGER NOT NULL, -- how many calls went on from an answer of a tool
  calls INTEGER NOT NULL, -- how many calls, those refused included
  failed INTEGER NOT NULL, -- how many of them failed
  aborted INTEGER NOT NULL, -- how many were aborted
  refused INTEGER NOT NULL, -- how many were turned away
  in_doubt INTEGER NOT NULL, -- how many are in doubt
  unpriced INTEGER NOT NULL, -- how many have no known cost
  input_tokens INTEGER NOT NULL, -- as in call
  output_tokens INTEGER NOT NULL, -- as in call
  cache_read_tokens INTEGER NOT NULL, -- as in call
  cache_write_5m_tokens INTEGER NOT NULL, -- as in call
  cache_write_1h_tokens INTEGER NOT NULL, -- as in call
  reasoning_tokens INTEGER NOT NULL, -- as in call
  audio_in_tokens INTEGER NOT NULL, -- as in call
  audio_out_tokens INTEGER NOT NULL, -- as in call
  cache_read_audio_tokens INTEGER NOT NULL, -- as in call
  image_in_tokens INTEGER NOT NULL, -- as in call
  image_out_tokens INTEGER NOT NULL, -- as in call
  searches INTEGER NOT NULL, -- as in call
  images INTEGER NOT NULL, -- as in call
  cost_nanos INTEGER NOT NULL, -- their known cost
  PRIMARY KEY (tool, session)
) STRICT, WITHOUT ROWID;

CREATE INDEX session_traffic_last ON session_traffic (last_at, tool, session);
CREATE INDEX session_traffic_cost ON session_traffic (cost_nanos, tool, session);
CREATE INDEX session_traffic_parent ON session_traffic (tool, parent) WHERE parent <> '';

CREATE TABLE lifetime ( -- The same sums over all time: everything, each tool and each key; never deleted.
  kind TEXT NOT NULL CHECK (kind IN ('total', 'tool', 'key')), -- of what: total, tool, key
  tool TEXT NOT NULL, -- the tool, for tools
  value TEXT NOT NULL, -- the key, for keys
  first_at INTEGER NOT NULL, -- arrival of the first call
  last_at INTEGER NOT NULL, -- arrival of the last call
  calls INTEGER NOT NULL, -- how many calls, those refused included
  failed INTEGER NOT NULL, -- how many of them failed
  aborted INTEGER NOT NULL, -- how many were aborted
  refused INTEGER NOT NULL, -- how many were turned away
  in_doubt INTEGER NOT NULL, -- how many are in doubt
  unpriced INTEGER NOT NULL, -- how many have no known cost
  input_tokens INTEGER NOT NULL, -- as in call
  output_tokens INTEGER NOT NULL, -- as in call
  cache_read_tokens INTEGER NOT NULL, -- as in call
  cache_write_5m_tokens INTEGER NOT NULL, -- as in call
  cache_write_1h_tokens INTEGER NOT NULL, -- as in call
  reasoning_tokens INTEGER NOT NULL, -- as in call
  audio_in_tokens INTEGER NOT NULL, -- as in call
  audio_out_tokens INTEGER NOT NULL, -- as in call
  cache_read_audio_tokens INTEGER NOT NULL, -- as in call
  image_in_tokens INTEGER NOT NULL, -- as in call
  image_out_tokens INTEGER NOT NULL, -- as in call
  searches INTEGER NOT NULL, -- as in call
  images INTEGER NOT NULL, -- as in call
  cost_nanos INTEGER NOT NULL, -- their known cost
  PRIMARY KEY (kind, tool, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_mark ( -- What the ledger remembers of itself.
  name TEXT PRIMARY KEY, -- rows_from, attempts_from, decisions_from, names_from: what arrived earlier may have been deleted; last_row: numbers up to here were given
  value INTEGER NOT NULL -- an instant, or a row's number
) STRICT, WITHOUT ROWID;
