import type { ObserveContext } from '../../core/probe.ts';
import { askTls, canAskLarge, type Hello, type TlsOutcome } from '../../net/tls.ts';
import { askUntilSettled } from '../kit/ask-until-settled.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import { servernameOf } from '../kit/server-name.ts';
import { askMutual, type MutualAnswer } from './mutual.ts';
import type { TlsSpec } from './spec.ts';

/** One address, with the last attempt's outcome and how many attempts there were. */
export interface TlsAnswer {
  readonly address: string;
  readonly attempts: number;
  readonly answer: TlsOutcome;
}

/** What came of the large hello; the chain it brought is not kept, the classic one's is judged. */
export interface LargeHello {
  readonly address: string;
  readonly outcome: TlsOutcome['outcome'];
}

export type TlsObservation =
  | {
      readonly outcome: 'asked';
      /** When it was looked, milliseconds since the Unix epoch: dates are judged at this moment. */
      readonly atMs: number;
      readonly answers: readonly TlsAnswer[];
      readonly largeHello?: LargeHello;
      /** How the server takes our certificate, and having none; only where we have one. */
      readonly mutual?: readonly MutualAnswer[];
    }
  | Exclude<Resolved, { readonly outcome: 'answered' }>;

/**
 * Shakes hands with every address of the host, all side by side, with the small ClientHello a gateway sends. The
 * first address is asked with a large one too: inspection boxes that read one segment only drop that one, and a
 * person at a browser sees another world than the gateway does.
 */
export async function observeTls(spec: TlsSpec, context: ObserveContext): Promise<TlsObservation> {
  const resolved = await resolveHost(spec.host, context);
  if (resolved.outcome !== 'answered') return resolved;
  const [first] = resolved.addresses;
  const { identity } = context;
  const [answers, large, mutual] = await Promise.all([
    Promise.all(resolved.addresses.map((address) => askAddress(address, 'classic', spec, context))),
    first !== undefined && canAskLarge() ? askAddress(first, 'large', spec, context) : undefined,
    identity === undefined ? undefined : askMutual(resolved.addresses, spec, identity, context),
  ]);
  return {
    outcome: 'asked',
    atMs: context.clock.wallMs(),
    answers,
    ...(large !== undefined && { largeHello: { address: large.address, outcome: large.answer.outcome } }),
    ...(mutual !== undefined && { mutual }),
  };
}

/** Asks one address until it gives an answer that asking again would not change; the attempts share the time. */
async function askAddress(
  address: string,
  hello: Hello,
  spec: TlsSpec,
  context: ObserveContext,
): Promise<TlsAnswer> {
  const servername = servernameOf(spec);
  const { identity, deadline } = context;
  const asked = await askUntilSettled<TlsOutcome>(
    context,
    { outcome: 'no-connection', how: 'silent' },
    (timeoutMs) =>
      askTls(address, spec.port, { servername, hello, identity, timeoutMs, signal: deadline.signal }),
    isSettled,
  );
  return { address, ...asked };
}

/** Resets and silences may be chance; what was said in so many words is not. */
function isSettled(answer: TlsOutcome): boolean {
  switch (answer.outcome) {
    case 'answered':
    case 'alert':
    case 'not-tls':
    case 'unreadable':
      return true;
    case 'no-connection':
    case 'reset':
    case 'closed':
    case 'silent':
      return false;
  }
}
