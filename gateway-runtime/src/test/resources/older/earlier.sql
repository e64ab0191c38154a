-- The earlier of the two schemas: no keys, no session, no account of a newer kind, a subscription.
CREATE TABLE account_subscriptions (
  cliproxy_account TEXT PRIMARY KEY, subscription_code TEXT NOT NULL, bound_at TEXT NOT NULL);
CREATE TABLE request_logs (
  id INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT, provider TEXT NOT NULL, model TEXT NOT NULL,
  tool TEXT DEFAULT 'unknown', client_id TEXT DEFAULT 'unknown', msg_id TEXT, path TEXT NOT NULL,
  streamed INTEGER NOT NULL DEFAULT 0, status INTEGER, prompt_tokens INTEGER DEFAULT 0,
  completion_tokens INTEGER DEFAULT 0, cache_creation_tokens INTEGER DEFAULT 0,
  cache_read_tokens INTEGER DEFAULT 0, reasoning_tokens INTEGER DEFAULT 0,
  total_tokens INTEGER DEFAULT 0, cost_usd REAL DEFAULT 0,
  cost_status TEXT NOT NULL DEFAULT 'unresolved', lifecycle_status TEXT NOT NULL DEFAULT 'pending',
  incomplete INTEGER NOT NULL DEFAULT 0, error_code TEXT, error_message TEXT, latency_ms INTEGER,
  started_at TEXT NOT NULL, finished_at TEXT, meta_json TEXT, cliproxy_account TEXT,
  subscription_code TEXT);
CREATE INDEX request_logs_msg_id ON request_logs (msg_id);
INSERT INTO request_logs (request_id, provider, model, tool, client_id, path, streamed, status,
  prompt_tokens, completion_tokens, cache_read_tokens, reasoning_tokens, total_tokens, cost_usd,
  cost_status, lifecycle_status, latency_ms, started_at, finished_at, cliproxy_account,
  subscription_code) VALUES
  ('e1', 'near', 'small', 'plow', 'plow-barn', '/v1/chat/completions', 0, 200, 100, 50, 40, 20, 150,
   0.0007, 'ok', 'completed', 700, '2026-04-05T10:00:00.000Z', '2026-04-05T10:00:00.700Z',
   'ada@example.com', 'pro'),
  ('e2', 'near', 'small', 'plow', 'plow-barn', '/v1/chat/completions', 1, 499, 0, 0, 0, 0, 0,
   0, 'pending', 'aborted', 30, '2026-04-05T10:01:00.000Z', '2026-04-05T10:01:00.030Z', NULL, NULL);
