-- The later of the two schemas of the proxy whose database can be taken over, with a few rows.
CREATE TABLE schema_migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL);
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY, key_hash TEXT NOT NULL UNIQUE, key_prefix TEXT NOT NULL, name TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT (datetime('now')), revoked_at TEXT, last_used_at TEXT,
  allowed_accounts TEXT, allowed_providers TEXT);
CREATE TABLE request_logs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT, provider TEXT NOT NULL, model TEXT NOT NULL,
  actual_model TEXT, actual_provider TEXT, proxy_api_key_id TEXT REFERENCES api_keys(id),
  tool TEXT DEFAULT 'unknown', client_id TEXT DEFAULT 'unknown', agent TEXT, source TEXT DEFAULT 'proxy',
  msg_id TEXT, path TEXT NOT NULL, streamed INTEGER NOT NULL DEFAULT 0, status INTEGER,
  prompt_tokens INTEGER DEFAULT 0, completion_tokens INTEGER DEFAULT 0,
  cache_creation_tokens INTEGER DEFAULT 0, cache_read_tokens INTEGER DEFAULT 0,
  reasoning_tokens INTEGER DEFAULT 0, total_tokens INTEGER DEFAULT 0, cost_usd REAL DEFAULT 0,
  cost_status TEXT NOT NULL DEFAULT 'unresolved'
    CHECK (cost_status IN ('unresolved', 'ok', 'pending', 'unsupported')),
  lifecycle_status TEXT NOT NULL DEFAULT 'pending'
    CHECK (lifecycle_status IN ('pending', 'completed', 'error', 'aborted')),
  incomplete INTEGER NOT NULL DEFAULT 0, error_code TEXT, error_message TEXT, latency_ms INTEGER,
  started_at TEXT NOT NULL, finished_at TEXT, finalized_at TEXT, meta_json TEXT, user_agent TEXT,
  source_ip TEXT, cliproxy_account TEXT, cliproxy_auth_index TEXT, cliproxy_source TEXT,
  correlated_at TEXT);
CREATE UNIQUE INDEX request_logs_msg_id ON request_logs (msg_id) WHERE msg_id IS NOT NULL;
INSERT INTO schema_migrations VALUES ('001_init.sql', '2026-10-01 00:00:00');
INSERT INTO api_keys VALUES
  ('k1', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'aaaaaaaa', 'laptop',
   '2026-10-01 08:00:00', NULL, NULL, NULL, '["local"]'),
  ('k2', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'bbbbbbbb', 'lost',
   '2026-10-01 08:00:00', '2026-10-02 08:00:00', NULL, NULL, NULL);
INSERT INTO request_logs (request_id, provider, model, actual_model, proxy_api_key_id, tool, client_id,
  path, streamed, status, prompt_tokens, completion_tokens, cache_creation_tokens, cache_read_tokens,
  total_tokens, cost_usd, cost_status, lifecycle_status, latency_ms, started_at, finished_at, meta_json,
  cliproxy_account) VALUES
  ('r1', 'far', 'large', 'large-2026', 'k1', 'plow', 'plow-barn', '/v1/messages', 1, 200,
   25, 12, 100, 400, 537, 0.00075, 'ok', 'completed', 1500,
   '2026-10-05T10:00:00.250Z', '2026-10-05T10:00:01.750Z', '{"session_id":"s-1"}', 'ada@example.com'),
  ('r2', 'near', 'small', NULL, NULL, 'unknown', 'unknown', '/v1/chat/completions', 0, 200,
   100, 50, 0, 40, 150, 0.0007, 'ok', 'completed', 700,
   '2026-10-05T10:01:00.000Z', '2026-10-05T10:01:00.700Z', NULL, NULL),
  ('r3', 'near', 'nobody-knows', NULL, NULL, 'plow', 'plow', '/v1/chat/completions', 0, 200,
   10, 5, 0, 0, 15, 0, 'pending', 'completed', 90,
   '2026-10-05T10:02:00.000Z', '2026-10-05T10:02:00.090Z', '{}', NULL),
  ('r4', 'near', 'small', NULL, NULL, 'plow', 'plow', '/v1/chat/completions', 0, 502,
   0, 0, 0, 0, 0, 0, 'pending', 'error', 5,
   '2026-10-05T10:03:00.000Z', '2026-10-05T10:03:00.005Z', 'broken', NULL),
  ('r5', 'near', 'small', NULL, NULL, 'plow', 'plow', '/v1/chat/completions', 0, NULL,
   0, 0, 0, 0, 0, 0, 'unresolved', 'pending', NULL,
   '2026-10-05T10:04:00.000Z', NULL, NULL, NULL),
  ('r6', 'near', 'small', NULL, NULL, 'plow', 'plow', '/v1/chat/completions', 0, NULL,
   0, 0, 0, 0, 0, 0, 'pending', 'aborted', NULL, 'one day', NULL, NULL, NULL);
