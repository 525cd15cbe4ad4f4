import type { ObserveContext } from '../../core/probe.ts';
import { askUntilSettled } from '../kit/ask-until-settled.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import { type BannerRead, type HelloAnswer, readBanner } from './read-banner.ts';
import type { HelloSpec } from './spec.ts';

export interface HelloAddress {
  readonly address: string;
  readonly attempts: number;
  readonly elapsedMs: number;
  readonly answer: HelloAnswer;
}

export type HelloObservation =
  | { readonly outcome: 'asked'; readonly answers: readonly HelloAddress[] }
  | Exclude<Resolved, { readonly outcome: 'answered' }>;

/** Greets every address of the host, side by side. */
export async function observeHello(spec: HelloSpec, context: ObserveContext): Promise<HelloObservation> {
  const resolved = await resolveHost(spec.host, context);
  if (resolved.outcome !== 'answered') return resolved;
  const answers = await Promise.all(
    resolved.addresses.map((address) => readBannerAgain(spec, address, context)),
  );
  return { outcome: 'asked', answers };
}

/** Repeats what was said by nobody. Words, of whatever kind, would be the same again. */
async function readBannerAgain(
  spec: HelloSpec,
  address: string,
  context: ObserveContext,
): Promise<HelloAddress> {
  const { attempts, answer } = await askUntilSettled<BannerRead>(
    context,
    { answer: { outcome: 'silent' }, elapsedMs: 0 },
    (timeoutMs, _, attempt) => readBanner(spec, address, attempt, timeoutMs, context.deadline.signal),
    (read) => 'says' in read.answer,
  );
  return { address, attempts, ...answer };
}
