import type { JsonObject } from '../../core/json.ts';
import { type ChainFlaw, HARMLESS_FLAWS, judgeChain } from '../../trust/chain-verdict.ts';
import type { ProxyAnswer, ProxyReply } from './observe.ts';
import type { ProxyReason, ProxySpec } from './spec.ts';

/** One address of the proxy, asked for one destination. */
export interface ProxyEntry {
  readonly spec: ProxySpec;
  readonly answer: ProxyAnswer;
  readonly atMs: number;
}

/** What is wrong with one entry; without a reason nothing is. */
export interface EntryVerdict {
  readonly outcome: string;
  readonly shown?: JsonObject;
  readonly reason?: ProxyReason;
  readonly values?: JsonObject;
  /** What could not be read is unknown, not bad. */
  readonly isUnknown?: boolean;
}

type Tunnel = ProxyReply & { readonly outcome: 'tunnel' };

/**
 * Judges what came of a tunnel that was opened. A tunnel that never carries anything, from something that never
 * spoke like a proxy, was none: captive portals say 200 to everything.
 */
export function judgeHandshake(
  { spec, answer: { handshake }, atMs }: ProxyEntry,
  { status, isPage }: Tunnel,
  isProxy: boolean,
): EntryVerdict {
  const shown = { connectStatus: status };
  if (handshake === undefined) {
    return isPage ? noTunnel('web-page', shown, 'HTTP 200') : { outcome: 'tunnel', shown };
  }
  switch (handshake.outcome) {
    case 'answered': {
      const wanted = { acceptNames: spec.acceptNames ?? [spec.host], trust: spec.trust };
      const { shown: chain, flaws } = judgeChain(handshake.chain, wanted, atMs);
      const { protocol } = handshake;
      const all = { ...shown, ...chain, protocol };
      const worst = flaws.find(({ flaw }) => !HARMLESS_FLAWS.includes(flaw));
      if (worst === undefined) return { outcome: 'answered', shown: all };
      return { ...judgeFlaw(worst.flaw), shown: all, values: { how: worst.flaw, ...worst.values } };
    }
    case 'not-tls': {
      const { firstBytes } = handshake;
      const more = { ...shown, firstBytes };
      if (isPage === true || !isProxy) return noTunnel('web-page', more, firstBytes);
      return cannotReach('not-tls', { ...more, tls: 'not-tls' });
    }
    case 'reset':
    case 'closed': {
      const more = { ...shown, tls: handshake.outcome };
      return isProxy ? cannotReach('tunnel-closed', more) : noTunnel('tunnel-closed', more, `${status}`);
    }
    case 'silent':
      return cannotReach('tls-silent', { ...shown, tls: 'silent' });
    case 'alert':
      return cannotReach('tls-alert', { ...shown, tls: 'alert', alert: handshake.alert });
    case 'unreadable':
      return {
        ...cannotReach('chain-unreadable', { ...shown, tls: 'unreadable', code: handshake.code }),
        isUnknown: true,
      };
  }
}

function judgeFlaw(flaw: ChainFlaw): EntryVerdict {
  if (flaw === 'intercepted') return { outcome: 'intercepted', reason: 'proxy-intercepts' };
  return { outcome: flaw, reason: 'proxy-cannot-reach', isUnknown: flaw === 'chain-unreadable' };
}

function cannotReach(how: string, shown: NonNullable<EntryVerdict['shown']>): EntryVerdict {
  return { outcome: how, shown, reason: 'proxy-cannot-reach', values: { how } };
}

function noTunnel(how: string, shown: NonNullable<EntryVerdict['shown']>, said: string): EntryVerdict {
  return { outcome: 'not-a-proxy', shown, reason: 'proxy-not-a-proxy', values: { how, said } };
}
