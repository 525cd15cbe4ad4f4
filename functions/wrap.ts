import middy, { type MiddlewareObj } from '@middy/core';
import type { Context } from 'aws-lambda';
import { GatewatchError } from '../lib/core/errors.ts';
import type { JsonObject } from '../lib/core/json.ts';
import { type Deadline, deadlineIn, systemClock } from '../lib/core/time.ts';

/** What a handler has beside its event. */
export interface Run {
  /** Ends `reserveMs` before Lambda does: what is known by then is still answered and published. */
  readonly deadline: Deadline;
  readonly requestId: string;
  /** The function's own ARN, with the version or alias it was called by. */
  readonly functionArn: string;
}

export interface WrapOptions<E> {
  /** Turns what arrived into an event; throws `InputError` with every fault. */
  readonly read: (raw: unknown) => E;
  /** Kept back of Lambda's time for what comes after the questions, milliseconds. */
  readonly reserveMs: number;
}

/** When a handler is still busy this close to Lambda's limit, its own error is better than "Task timed out". */
const LAST_WORD_MS = 300;

/**
 * The one stack every function runs in: the event is checked, the run has its own deadline, and an error is
 * logged once, as one JSON line: with its stack where it is a bug of ours, without where the input was at fault.
 */
export function wrap<E, A>(
  options: WrapOptions<E>,
  handle: (event: E, run: Run) => Promise<A>,
): (event: unknown, context: Context) => Promise<A> {
  return middy<unknown, A, Error, Context>({
    timeoutEarlyInMillis: LAST_WORD_MS,
    timeoutEarlyResponse: () => {
      throw new Error(
        `not done ${LAST_WORD_MS} ms before the function's time-out, past the deadline of its own`,
      );
    },
  })
    .use(logErrors())
    .handler(async (raw: unknown, context: Context) => {
      const event = options.read(raw);
      const allowedMs = context.getRemainingTimeInMillis() - options.reserveMs;
      return await handle(event, {
        deadline: deadlineIn(systemClock, allowedMs),
        requestId: context.awsRequestId,
        functionArn: context.invokedFunctionArn,
      });
    });
}

/** Writes one raw line on standard output: the runtime's own console would put a time and a level before it. */
export function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Something that failed and was worked around: with what AWS said, and with its stack where it is a bug of ours. */
export function logTrouble(error: unknown, during: string): void {
  const ours = !(error instanceof GatewatchError);
  const cause = error instanceof Error && error.cause !== undefined ? { cause: describe(error.cause) } : {};
  writeJson({
    type: 'trouble',
    during,
    ...describe(error),
    ...cause,
    ...(ours && { stack: stackOf(error) }),
  });
}

/** A crash that became an observation, with its stack. */
export function logCrash(error: unknown, during: string): void {
  writeJson({ type: 'crash', during, ...describe(error), stack: stackOf(error) });
}

function writeJson(line: JsonObject): void {
  writeLine(JSON.stringify(line));
}

function logErrors(): MiddlewareObj<unknown, unknown, Error, Context> {
  return {
    onError: ({ error, context }) => {
      const ours = !(error instanceof GatewatchError);
      writeJson({
        type: 'error',
        requestId: context.awsRequestId,
        ...describe(error),
        ...(ours && { stack: stackOf(error) }),
      });
      // Lambda shows the stack to the caller; a faulty event is no business of our source files.
      if (!ours && error !== null) error.stack = `${error.name}: ${error.message}`;
    },
  };
}

function describe(error: unknown): JsonObject {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  return { name, message, ...(error instanceof GatewatchError && { code: error.code }) };
}

function stackOf(error: unknown): readonly string[] {
  return error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .slice(1)
        .map((line) => line.trim())
    : [];
}
