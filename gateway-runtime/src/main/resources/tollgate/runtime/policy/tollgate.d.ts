// What a policy can see and say, for editors. Lies beside the policies; nothing has to be set up.

/** A call, as it stands before it is sent. Everything in it is frozen; a misspelt name is an error. */
interface Call {
  /** The program that calls. */
  readonly tool: Tool;
  /** One installation or named agent of the tool; empty if not known. */
  readonly instance: string;
  /** The coding session, as it was before this call. */
  readonly session: Session;
  readonly agent: Agent;
  /** The gateway's key the call was made with. */
  readonly key: Key;
  /** The model as the client named it; empty if it named none. */
  readonly model: string;
  /** The provider as the client named it in the body; empty if it named none. */
  readonly provider: string;
  /** The wire language, such as "anthropic-messages". */
  readonly dialect: string;
  readonly method: string;
  readonly path: string;
  /** Whether the client asked for a stream. */
  readonly streaming: boolean;
  /** The client's limit for the answer in tokens, 0 for none. */
  readonly maxOutputTokens: number;
  /** The client's budget for hidden reasoning in tokens, 0 for none. */
  readonly thinkingTokens: number;
  readonly prompt: Prompt;
  readonly bodyBytes: number;
  readonly estimate: Estimate;
  /** Whether a price of the model is known, at any of the providers. */
  readonly priced: boolean;
  /** When the call arrived, in the operator's zone. */
  readonly time: Time;
  readonly providers: readonly Provider[];
  /** Where an earlier policy sent the call; null if none did. */
  readonly route: RouteSoFar | null;
  /** What was spent in USD, this call not included. Days are those of the operator's zone. */
  readonly spent: (question: { per: 'day'; by?: 'tool' | 'key' } | { per: 'session' }) => number;
}

interface Tool {
  /** Such as "openclaw"; "unknown" if nobody recognised it. */
  readonly id: string;
  readonly version: string;
  /** What kind of proof it was recognised by, such as "user_agent" or "none". */
  readonly evidence: string;
}

interface Session {
  /** Empty if not known; the numbers are 0 then. */
  readonly id: string;
  readonly calls: number;
  /** How many of the calls went on from the answer of a tool. */
  readonly steps: number;
  readonly costUsd: number;
  /** How many calls in a row went on from the same answer of a tool. */
  readonly repetition: number;
}

interface Agent {
  /** Empty for the main one. */
  readonly id: string;
  /** The agent that started it. */
  readonly parent: string;
}

interface Key {
  /** Empty where no key was needed. */
  readonly name: string;
  readonly tags: readonly string[];
}

interface Prompt {
  readonly messages: number;
  readonly tools: number;
  /** Bytes that a model reads. */
  readonly bytes: number;
  /** How many answers of tools it holds. */
  readonly toolResults: number;
}

interface Estimate {
  readonly inputTokens: number;
}

interface Time {
  /** Such as "2026-01-14T03:30:00+01:00". */
  readonly iso: string;
  /** Such as "2026-01-14". */
  readonly date: string;
  /** 0 to 23. */
  readonly hour: number;
  readonly minute: number;
  readonly weekday: 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
  /** Such as "Europe/Berlin". */
  readonly zone: string;
}

interface Provider {
  readonly id: string;
  readonly type: string;
  readonly breaker: 'closed' | 'open' | 'half-open';
  readonly quota: Quota;
}

interface Quota {
  /** "drained" when no account has anything left, as last read; "unknown" when nobody was asked. */
  readonly state: 'ok' | 'drained' | 'unknown';
  readonly ageSeconds: number | null;
}

interface RouteSoFar {
  /** Empty if only the model was chosen. */
  readonly provider: string;
  /** Empty if only the provider was chosen. */
  readonly model: string;
}

interface Verdict {
  readonly verdict: string;
}

type Axis = 'tool' | 'instance' | 'session' | 'agent' | 'key' | 'provider' | 'account' | 'model' | `tag:${string}`;

/** Refuses the call: 403, or 402 as a matter of budget. */
declare function deny(reason: string, options?: { remedy?: string; as?: 'permission' | 'budget' }): Verdict;

/** Sends the call elsewhere. */
declare function route(to: { provider?: string; model?: string; fallbacks?: string | string[]; account?: string }): Verdict;

/** At most so much within a window. */
declare function cap(
  name: string,
  options: {
    usd?: number;
    tokens?: number;
    calls?: number;
    concurrent?: number;
    /** "minute", "hour", "day", "week", "month", "session", "agent", "lifetime" or a rolling time such as "5h". */
    per?: string;
    by?: Axis | Axis[];
    strict?: boolean;
  },
): Verdict;

/** At most so much so fast. */
declare function limit(name: string, options: { calls?: number; tokens?: number; per: string; by?: Axis | Axis[] }): Verdict;

/** Lets the answer have at most so many tokens. */
declare function clamp(options: { maxTokens: number }): Verdict;

/** Puts a field on the answer; its name begins with x-. */
declare function header(name: string, value: string): Verdict;

/** Puts a label on the record of the call. */
declare function tag(name: string, value?: string): Verdict;

/** Tells the person at the tool and the operator. */
declare function warn(sentence: string): Verdict;
