import { InvokeCommand, type InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda';
import { asFields } from '../core/json.ts';
import type { ProbeCall, ProbeCaller, ProbeReply } from '../core/notify/callers.ts';
import { commonVersion, PROBE_VERSION, UNDERSTOOD_VERSIONS } from '../core/probe-protocol.ts';
import { boundedText } from '../core/text.ts';
import type { ClientOptions } from './client-settings.ts';
import { errorName, refusalOf } from './refusals.ts';

/** The IAM action behind a call. */
export const INVOKE_ACTION = 'lambda:InvokeFunction';

/**
 * Errors that say "not now": nothing ran, and the next moment may be better. A function that was idle for two
 * weeks is Inactive and answers the first of them while it gets its network interface back.
 * Source: Lambda API reference, "Invoke", Errors; Developer Guide, "Lambda function states".
 */
const NOT_NOW = new Set([
  'ResourceNotReadyException',
  'ResourceConflictException',
  'EC2ThrottledException',
  'EC2UnexpectedException',
  'ENILimitReachedException',
  'ENINotReadyException',
  'SubnetIPAddressLimitReachedException',
  'TooManyRequestsException',
  'ServiceException',
]);
const TOO_LARGE = new Set(['RequestTooLargeException', 'SerializedRequestEntityTooLargeException']);

/** First pause between two tries; each next one is twice as long, up to the last. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;

/**
 * Where no answer came (a connection that was idle for too long, a reset, 500 or 503): retried at once, twice. The
 * first retry takes a new connection; more of them would only repeat a real outage.
 */
const QUICK_PAUSES_MS: readonly number[] = [50, 250];
/** With less than this left of its budget a probe can ask nothing. */
const LEAST_BUDGET_MS = 500;

export interface ProbeCallerOptions {
  /** The function's name for a vantage. */
  readonly functionName: (vantage: string) => string;
}

/** Its own client: the SDK's retries would not know which errors are worth one, and what may take how long. */
export function createInvokeClient(region: string, options: ClientOptions = {}): LambdaClient {
  return new LambdaClient({
    region,
    maxAttempts: 1,
    // An invocation is silent until the function is done; the caller's signal ends it.
    requestHandler: { connectionTimeout: 1500, requestTimeout: 0 },
    ...options,
  });
}

/** Calls probe functions by the Invoke API, and tells what kept one from answering. */
export function createProbeCaller(client: LambdaClient, options: ProbeCallerOptions): ProbeCaller {
  /** The form that each function was last found to understand; it lives as long as the process. */
  const versions = new Map<string, number>();
  return async (call) => {
    const name = options.functionName(call.vantage);
    let version = versions.get(name) ?? PROBE_VERSION;
    const endsAtMs = performance.now() + call.budgetMs;
    const quickPausesMs = [...QUICK_PAUSES_MS];
    let { budgetMs } = call;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        const reply = readReply(await invoke(client, name, { ...call, budgetMs }, version));
        const theirs = understoodBy(reply);
        if (theirs === undefined) return reply;
        const common = commonVersion(theirs);
        if (common === undefined) return otherVersion(name, theirs);
        versions.set(name, common);
        // A probe that refuses what it says it understands would be asked for ever.
        if (common === version) return otherVersion(name, theirs);
        version = common;
        budgetMs = Math.floor(endsAtMs - performance.now());
      } catch (error) {
        if (call.signal.aborted) return { outcome: 'out-of-time' };
        const nextMs = mayPass(error) ? pauseMs : isUnanswered(error) ? quickPausesMs.shift() : undefined;
        if (nextMs === undefined) return replyOf(error, name);
        const waited = await pause(nextMs, call.signal);
        // The time is up: the last refusal tells more than "out of time" would.
        budgetMs = Math.floor(endsAtMs - performance.now());
        if (!waited || budgetMs < LEAST_BUDGET_MS) return replyOf(error, name);
      }
    }
  };
}

async function invoke(
  client: LambdaClient,
  name: string,
  { questions, budgetMs, reach, signal }: ProbeCall,
  version: number,
): Promise<InvokeCommandOutput> {
  const asked = { ...(version > 1 && { version }), questions, budgetMs, reach };
  const payload = Buffer.from(JSON.stringify(asked));
  return await client.send(
    new InvokeCommand({ FunctionName: name, InvocationType: 'RequestResponse', Payload: payload }),
    { abortSignal: signal },
  );
}

/** How a probe of version 1 refuses a key that it does not know (`functions/probe-event.ts`). */
const REFUSED_BY_FIRST = /^InputError: (?:.*\n)*version: unknown key/;

/** The versions that a function understands which refused the form of a question; undefined of every other reply. */
function understoodBy(reply: ProbeReply): readonly number[] | undefined {
  if (reply.outcome === 'crashed') return REFUSED_BY_FIRST.test(reply.message) ? [1] : undefined;
  if (reply.outcome !== 'answered') return undefined;
  const understands = asFields(reply.payload)?.understands;
  return Array.isArray(understands) ? understands.filter((one) => typeof one === 'number') : undefined;
}

function otherVersion(name: string, theirs: readonly number[]): ProbeReply {
  const behind = Math.max(0, ...theirs) < PROBE_VERSION ? 'the spoke' : 'the installation';
  const message = `update ${behind}: ${name} understands questions of version ${theirs.join(', ') || '?'}, this installation ${UNDERSTOOD_VERSIONS.join(', ')}`;
  return { outcome: 'other-version', message };
}

/** A probe changes nothing, so that a call whose end was not seen may be made again. */
function mayPass(error: unknown): boolean {
  const name = errorName(error);
  if (NOT_NOW.has(name)) return true;
  if (TOO_LARGE.has(name)) return false;
  return refusalOf(error, INVOKE_ACTION)?.code === 'throttled';
}

function isUnanswered(error: unknown): boolean {
  return !TOO_LARGE.has(errorName(error)) && refusalOf(error, INVOKE_ACTION)?.code === 'unavailable';
}

function replyOf(error: unknown, name: string): ProbeReply {
  const code = errorName(error);
  if (TOO_LARGE.has(code)) return { outcome: 'too-large' };
  const refusal = refusalOf(error, INVOKE_ACTION);
  if (!NOT_NOW.has(code) || code === 'TooManyRequestsException') {
    if (refusal?.code === 'access-denied') return { outcome: 'access-denied', action: INVOKE_ACTION };
    if (refusal?.code === 'throttled') return { outcome: 'throttled', action: INVOKE_ACTION };
  }
  const words = error instanceof Error ? boundedText(error.message, 120) : '';
  return { outcome: 'not-running', message: `${name}: ${code}${words === '' ? '' : `: ${words}`}` };
}

function readReply(output: InvokeCommandOutput): ProbeReply {
  const text = output.Payload === undefined ? '' : Buffer.from(output.Payload).toString('utf8');
  const payload = parseJson(text);
  if (output.FunctionError !== undefined) return readFunctionError(payload);
  if (payload === undefined) {
    return { outcome: 'crashed', message: `the probe function answered no JSON: ${boundedText(text, 60)}` };
  }
  return { outcome: 'answered', payload };
}

/**
 * `Sandbox.Timedout` and its words: Developer Guide, "Troubleshoot invocation issues in Lambda"; the answer's limit
 * of 6 MB: the same, "Error: RequestEntityTooLargeException", and the runtime's `Function.ResponseSizeTooLarge`.
 */
function readFunctionError(payload: unknown): ProbeReply {
  const { errorType, errorMessage } = (payload ?? {}) as Readonly<Record<string, unknown>>;
  const type = typeof errorType === 'string' ? errorType : 'Error';
  const message = typeof errorMessage === 'string' ? errorMessage : '';
  if (/timedout/i.test(type) || /Task timed out after/.test(message)) return { outcome: 'out-of-time' };
  if (/ResponseSizeTooLarge/.test(type)) return { outcome: 'too-large' };
  return { outcome: 'crashed', message: `${boundedText(type, 60)}: ${boundedText(message, 120)}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever it is, it is no answer; the caller says what it was.
    return undefined;
  }
}

/** False when the signal came first. */
async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  return await new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve(true);
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
