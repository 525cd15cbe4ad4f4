import type { ObserveContext } from '../../core/probe.ts';
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
  { attempts, deadline }: ObserveContext,
): Promise<HelloAddress> {
  let greeted: BannerRead = { answer: { outcome: 'silent' }, elapsedMs: 0 };
  let asked = 0;
  while (asked < attempts && deadline.remainingMs() > 0 && !('says' in greeted.answer)) {
    const timeoutMs = deadline.remainingMs() / (attempts - asked);
    asked += 1;
    greeted = await readBanner(spec, address, asked, timeoutMs, deadline.signal);
  }
  return { address, attempts: asked, ...greeted };
}
