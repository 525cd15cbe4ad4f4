import type { ClientIdentity } from '../../core/client-identity.ts';
import type { ObserveContext } from '../../core/probe.ts';
import {
  askMutualTls,
  MUTUAL_VERSIONS,
  type MutualOutcome,
  type MutualVersion,
} from '../../net/mutual-tls.ts';
import { askUntilSettled } from '../kit/ask-until-settled.ts';
import { servernameOf } from '../kit/server-name.ts';
import type { TlsSpec } from './spec.ts';

/** One address, asked four ways: with our certificate and without, under each version. */
export interface MutualAnswer {
  readonly address: string;
  readonly asks: readonly MutualAsk[];
}

export interface MutualAsk {
  readonly version: MutualVersion;
  /** Whether our certificate was there to be shown. */
  readonly withCertificate: boolean;
  readonly attempts: number;
  readonly answer: MutualOutcome;
}

/**
 * Asks the addresses side by side, and each of them one way after the other: small servers of one process take one
 * connection at a time, and the one that is accepted is held for a moment. The four share the question's time.
 */
export async function askMutual(
  addresses: readonly string[],
  spec: TlsSpec,
  identity: ClientIdentity,
  context: ObserveContext,
): Promise<readonly MutualAnswer[]> {
  return await Promise.all(
    addresses.map(async (address) => ({
      address,
      asks: await askOneByOne(address, spec, identity, context),
    })),
  );
}

async function askOneByOne(
  address: string,
  spec: TlsSpec,
  identity: ClientIdentity,
  context: ObserveContext,
): Promise<readonly MutualAsk[]> {
  // Refusals come first: they are quick, and leave their time to the others.
  const ways = [undefined, identity].flatMap((shown) =>
    MUTUAL_VERSIONS.map((version) => ({ version, shown })),
  );
  const asks: MutualAsk[] = [];
  for (const { version, shown } of ways) {
    const budgetMs = context.deadline.remainingMs() / (ways.length - asks.length);
    asks.push(await askOne(address, version, spec, shown, budgetMs, context));
  }
  return asks;
}

async function askOne(
  address: string,
  version: MutualVersion,
  spec: TlsSpec,
  identity: ClientIdentity | undefined,
  budgetMs: number,
  { attempts, deadline, clock }: ObserveContext,
): Promise<MutualAsk> {
  const endsAtMs = clock.monotonicMs() + budgetMs;
  const remainingMs = () => Math.min(deadline.remainingMs(), endsAtMs - clock.monotonicMs());
  const servername = servernameOf(spec);
  const { signal } = deadline;
  const share = {
    remainingMs,
    get aborted() {
      return deadline.aborted;
    },
  };
  const asked = await askUntilSettled<MutualOutcome>(
    { attempts, deadline: share },
    { outcome: 'no-connection', how: 'silent' },
    (timeoutMs) => askMutualTls(address, spec.port, { servername, version, identity, timeoutMs, signal }),
    isSettled,
  );
  return { version, withCertificate: identity !== undefined, ...asked };
}

/** A reset may have come just ahead of the alert that explains it: another attempt shows it. */
function isSettled(answer: MutualOutcome): boolean {
  if (answer.outcome === 'refused') return answer.how !== 'reset';
  return answer.outcome !== 'no-connection' && answer.outcome !== 'silent';
}
