-- Managed keys, who may administer, the operator's prices, caps that were raised, and who changed what.

CREATE TABLE managed_key ( -- One row per gateway key ever made or imported; the key itself is not kept.
  id TEXT PRIMARY KEY, -- names the key for good
  hash TEXT NOT NULL UNIQUE, -- SHA-256 of the key, in hexadecimal
  prefix TEXT NOT NULL, -- the key's first characters, by which people tell keys apart
  name TEXT NOT NULL, -- what the operator calls it
  created_at INTEGER NOT NULL, -- when it was made
  expires_at INTEGER, -- from when on it is refused, NULL for never
  revoked_at INTEGER, -- when it was revoked
  owner TEXT NOT NULL DEFAULT '', -- who answers for it
  team TEXT NOT NULL DEFAULT '', -- the team it belongs to
  project TEXT NOT NULL DEFAULT '', -- what it is used for
  former_hash TEXT UNIQUE, -- the hash of the key that this one took the place of, NULL for none
  former_until INTEGER, -- from when on the former key is refused
  last_used_at INTEGER -- when it was last used, to the minute
) STRICT, WITHOUT ROWID;

CREATE TABLE managed_key_term ( -- What a key is limited to and tagged with; a kind without rows does not limit.
  key_id TEXT NOT NULL, -- the key
  kind TEXT NOT NULL CHECK (kind IN ('model', 'provider', 'account', 'tag', 'limit')), -- what the value is: model, provider, account, tag, limit
  value TEXT NOT NULL, -- an allowed model, provider or account, a tag, or a limit such as maxCostPerDay=5000000000 (nano-dollars)
  PRIMARY KEY (key_id, kind, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE person ( -- One row per person who may log in.
  name TEXT PRIMARY KEY, -- by which they log in
  role TEXT NOT NULL CHECK (role IN ('viewer', 'admin')), -- what they may do: viewer, admin
  password TEXT NOT NULL, -- Argon2id of the password in the PHC text form, which names salt and cost
  created_at INTEGER NOT NULL, -- since when they may
  password_at INTEGER NOT NULL, -- since when the password is what it is
  last_login_at INTEGER -- when they last logged in
) STRICT, WITHOUT ROWID;

CREATE TABLE program_token ( -- One row per token ever made for a program that administers; the token itself is not kept.
  id TEXT PRIMARY KEY, -- names the token for good
  name TEXT NOT NULL, -- what the operator calls it; of those in force no two are called the same
  hash TEXT NOT NULL UNIQUE, -- SHA-256 of the token, in hexadecimal
  prefix TEXT NOT NULL, -- the token's first characters, by which people tell tokens apart
  role TEXT NOT NULL CHECK (role IN ('viewer', 'admin')), -- what its holder may do: viewer, admin
  created_at INTEGER NOT NULL, -- when it was made
  expires_at INTEGER, -- from when on it is refused, NULL for never
  revoked_at INTEGER, -- when it was revoked
  last_used_at INTEGER -- when it was last used, to the minute
) STRICT, WITHOUT ROWID;

CREATE TABLE price_change ( -- One row per price or alias that the operator set or withdrew through the admin API; never changed, never deleted.
  id INTEGER PRIMARY KEY, -- in the order of the changes; of two for the same instant the later one holds
  kind TEXT NOT NULL CHECK (kind IN ('override', 'alias')), -- what was set: override, alias
  provider TEXT NOT NULL, -- whose price it is, empty for any provider's
  name TEXT NOT NULL, -- the model, or the name that stands for one
  content TEXT NOT NULL, -- the rates as JSON, or the model; empty where what was set is withdrawn
  effective_at INTEGER NOT NULL, -- from when on it holds, until the next one of the same name does
  made_at INTEGER NOT NULL, -- when it was set
  actor TEXT NOT NULL -- who set it
) STRICT;

CREATE TABLE budget_change ( -- One row per cap that somebody raised or reset for the rest of its window; never changed, never deleted.
  id INTEGER PRIMARY KEY, -- in the order of the changes
  kind TEXT NOT NULL CHECK (kind IN ('raise', 'reset')), -- what was done: raise (there may be more), reset (what was spent so far counts no more)
  cap TEXT NOT NULL, -- the cap's name
  unit TEXT NOT NULL CHECK (unit IN ('usd', 'tokens', 'calls')), -- what it limits: usd, tokens, calls
  span TEXT NOT NULL, -- its window's length, and the zone of a calendar's: day Europe/Berlin, 18000s, ever
  axes TEXT NOT NULL, -- what it counts by, with the character U+001E between
  axis_values TEXT NOT NULL, -- the values of these, with the same between
  window_from INTEGER NOT NULL, -- when its window began, 0 of a rolling one
  parts TEXT NOT NULL, -- how much, in nano-dollars, tokens or calls: part=amount for each part of a rolling window, by the part's number; else part 0
  ends_at INTEGER, -- when it holds no more, NULL for never
  made_at INTEGER NOT NULL, -- when it was done
  actor TEXT NOT NULL, -- who did it
  reason TEXT NOT NULL -- why, in their words
) STRICT;

CREATE TABLE quota_reading ( -- One row per window of an upstream account each time a probe read it.
  id INTEGER PRIMARY KEY, -- in the order of the readings
  at INTEGER NOT NULL, -- when it was read
  vendor TEXT NOT NULL, -- whose account it is
  account TEXT NOT NULL, -- the account's label
  name TEXT NOT NULL, -- the window, for example 5h or week
  used_percent TEXT NOT NULL, -- how much of it is used, a decimal number from 0 to 100, empty where only an amount is told
  remaining TEXT NOT NULL, -- what is left, in the vendor's words, empty where it is not told
  resets_at INTEGER -- when it begins anew, NULL where it does not or is not told
) STRICT;

CREATE INDEX quota_reading_series ON quota_reading (vendor, account, name, id);
CREATE INDEX quota_reading_at ON quota_reading (at);

CREATE TABLE audit ( -- One row per change somebody made.
  id INTEGER PRIMARY KEY, -- in the order of the changes
  at INTEGER NOT NULL, -- when
  actor TEXT NOT NULL, -- who: a user, a program's token, the installation token, the command line, a task
  source TEXT NOT NULL, -- from where: an address, empty where it is no matter of addresses
  action TEXT NOT NULL, -- what was done, dotted, for example key.revoked
  subject TEXT NOT NULL, -- to what, for example the id of a key
  detail TEXT NOT NULL -- more about it in a few words, never a secret
) STRICT;
