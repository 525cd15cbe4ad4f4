import type { ObserveContext } from '../../core/probe.ts';
import { boundedText, placeName } from '../../core/text.ts';
import { askHttp, type HttpOutcome } from '../../net/http.ts';
import { askUntilSettled } from '../kit/ask-until-settled.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import { type KeyAnswer, readKeyAnswer, withoutKeys } from './answer.ts';
import { type ActivationSpec, keyRequestTarget } from './spec.ts';

/** What was seen on the port of activation. */
export type ActivationSeen =
  | KeyAnswer
  /** A web server is there; without a key request that is all there is to see. */
  | { readonly outcome: 'http'; readonly status: number; readonly server?: string }
  | Exclude<HttpOutcome, { readonly outcome: 'answered' }>;

export interface ActivationAnswer {
  readonly address: string;
  readonly attempts: number;
  readonly seen: ActivationSeen;
}

export type ActivationObservation =
  | { readonly outcome: 'asked'; readonly answers: readonly ActivationAnswer[] }
  | Exclude<Resolved, { readonly outcome: 'answered' }>;

/**
 * Asks the machine on its activation port. Without `mintKey` only `OPTIONS *` is asked, which no server makes a key
 * for: a GET without a Region would make one for us-east-1. With it a key is asked for once, of one address.
 */
export async function observeActivation(
  spec: ActivationSpec,
  context: ObserveContext,
): Promise<ActivationObservation> {
  const resolved = await resolveHost(spec.host, context);
  if (resolved.outcome !== 'answered') return resolved;
  if (!spec.mintKey) {
    const asked = resolved.addresses.map((address) => askAddress(address, spec, context));
    return { outcome: 'asked', answers: await Promise.all(asked) };
  }
  const answers: ActivationAnswer[] = [];
  for (const address of resolved.addresses) {
    const answer = await askAddress(address, spec, context);
    answers.push(answer);
    if (answer.seen.outcome !== 'no-connection') break;
  }
  return { outcome: 'asked', answers };
}

async function askAddress(
  address: string,
  spec: ActivationSpec,
  context: ObserveContext,
): Promise<ActivationAnswer> {
  const { host, port, mintKey } = spec;
  const request = mintKey
    ? ({ method: 'GET', target: keyRequestTarget(spec), host } as const)
    : ({ method: 'OPTIONS', target: '*', host } as const);
  const { signal, remainingMs } = context.deadline;
  const { attempts, answer } = await askUntilSettled<HttpOutcome>(
    context,
    { outcome: 'no-connection', how: 'silent' },
    (connectTimeoutMs) =>
      askHttp({ address, port }, request, { timeoutMs: remainingMs(), connectTimeoutMs, signal }),
    // Once a request has gone out it is not repeated: it may have made a key.
    ({ outcome }) => outcome !== 'no-connection',
  );
  return { address, attempts, seen: readSeen(answer, spec) };
}

function readSeen(answer: HttpOutcome, { host, port, mintKey }: ActivationSpec): ActivationSeen {
  switch (answer.outcome) {
    case 'answered': {
      if (mintKey) return readKeyAnswer(answer, `http://${placeName(host, port)}`);
      const server = answer.headers.get('server');
      return {
        outcome: 'http',
        status: answer.status,
        ...(server !== undefined && { server: boundedText(server, 120) }),
      };
    }
    case 'not-http':
      return { outcome: 'not-http', firstBytes: withoutKeys(answer.firstBytes) };
    case 'silent':
    case 'closed':
    case 'reset':
    case 'no-connection':
      return answer;
  }
}
