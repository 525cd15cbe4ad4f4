import type { Evidence, Measurement } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { boundedText, placeName } from '../../core/text.ts';
import { isAddress } from '../../net/addresses.ts';
import { adviceFor } from '../kit/advice.ts';
import { evidence, judgeEach, known, timeTaken } from '../kit/findings.ts';
import { servernameOf } from '../kit/server-name.ts';
import { type EntryVerdict, judgeHandshake, type ProxyEntry } from './judge-handshake.ts';
import type { ProxyObservation, ProxyReply } from './observe.ts';
import type { ProxyReason } from './spec.ts';
import { type ProxySpec, viaOf } from './spec.ts';
import { explainSslPorts, type PortVerdict } from './ssl-ports.ts';
import { causeOf, meaningOf } from './statuses.ts';

type AskedProxy = Asked<ProxySpec, ProxyObservation>;

/** Each proxy is judged over all that was asked of it: what one destination shows of it explains another. */
export function judgeProxy(asked: readonly AskedProxy[]): Judged<ProxyReason> {
  const ofProxy = Map.groupBy(asked, ({ spec }) => `${spec.via.protocol} ${viaOf(spec)}`);
  return judgeEach([...ofProxy.values()], judgeOneProxy);
}

function judgeOneProxy(asked: readonly AskedProxy[]): Judged<ProxyReason> {
  const entries = asked.flatMap(({ spec, observation }): readonly ProxyEntry[] =>
    observation.outcome === 'asked'
      ? observation.answers.map((answer) => ({ spec, answer, atMs: observation.atMs }))
      : [],
  );
  const [unresolved] = asked.filter(({ observation }) => observation.outcome !== 'asked');
  const absent = [
    ...(unresolved === undefined ? [] : [judgeUnresolved(unresolved)]),
    ...judgeConnections(entries),
  ];
  const isProxy = entries.some(speaksLikeAProxy);
  const judged = entries.flatMap((entry): readonly JudgedEntry[] => {
    const { reply } = entry.answer;
    return reply.outcome === 'no-connection' ? [] : [{ entry, verdict: judgeEntry(entry, reply, isProxy) }];
  });
  const explanation = explainDenials(judged.map(({ entry }) => entry));
  return {
    evidence: [...absent.map((one) => one.evidence), ...judged.map(evidenceOf)],
    faults: [...absent.map((one) => one.fault), ...judged.flatMap(faultOf)],
    explanations: explanation === undefined ? [] : [explanation],
  };
}

interface AbsentProxy {
  readonly evidence: Evidence;
  readonly fault: JudgedFault<ProxyReason>;
}

/** The proxy's own name gives no address: nothing could be asked through it. */
function judgeUnresolved({ spec, observation }: AskedProxy): AbsentProxy {
  const subject = viaOf(spec);
  const { port } = spec.via;
  const lookup = 'lookup' in observation ? observation.lookup : undefined;
  return {
    evidence: evidence({ subject, outcome: 'unresolved', port, via: subject, lookup }),
    fault: {
      reason: 'proxy-silent',
      subject,
      port,
      dueTo: 'dns',
      values: { via: subject, address: spec.via.host },
    },
  };
}

/** One entry for each address of the proxy that takes no connection, however many destinations were wanted. */
function judgeConnections(entries: readonly ProxyEntry[]): readonly AbsentProxy[] {
  const absent = new Map<string, AbsentProxy>();
  for (const { spec, answer } of entries) {
    const { address, attempts, reply } = answer;
    if (reply.outcome !== 'no-connection') continue;
    const subject = viaOf(spec);
    const { port } = spec.via;
    const { how, code } = reply;
    const at = { subject, address, port };
    absent.set(address, {
      evidence: evidence({ ...at, outcome: how, via: subject, attempts, code }),
      fault: {
        ...at,
        reason: how === 'refused' || how === 'reset' ? 'proxy-refused' : 'proxy-silent',
        dueTo: 'port',
        values: { outcome: how },
      },
    });
  }
  return [...absent.values()];
}

/** Whether an entry shows that there is a proxy at all: it speaks of tunnels, or something came out of one. */
function speaksLikeAProxy({ spec, answer: { reply, handshake } }: ProxyEntry): boolean {
  const { protocol } = spec.via;
  if (reply.outcome === 'wants-credentials') return true;
  if (reply.outcome === 'refusal') return meaningOf(protocol, reply.status) !== 'not-a-proxy';
  if (reply.outcome !== 'tunnel') return 'agreed' in reply;
  // Nothing answers SOCKS5 by chance.
  return protocol === 'socks5' || handshake?.outcome === 'answered' || handshake?.outcome === 'alert';
}

type ConnectedReply = Exclude<ProxyReply, { readonly outcome: 'no-connection' }>;

function judgeEntry(entry: ProxyEntry, reply: ConnectedReply, isProxy: boolean): EntryVerdict {
  switch (reply.outcome) {
    case 'tunnel':
      return judgeHandshake(entry, reply, isProxy);
    case 'refusal': {
      const { status, error, software, wants, leadsTo } = reply;
      const { protocol } = entry.spec.via;
      const shown = { connectStatus: status, error, software, wants, leadsTo };
      switch (meaningOf(protocol, status)) {
        case 'denies':
          return { outcome: 'denied', shown, reason: 'proxy-denies-connect' };
        case 'wants-credentials':
          return { outcome: 'wants-credentials', shown, reason: 'proxy-wants-credentials' };
        case 'cannot-reach': {
          const how = causeOf(protocol, status, error);
          return { outcome: 'cannot-reach', shown, reason: 'proxy-cannot-reach', values: { how } };
        }
        case 'not-a-proxy':
          // What tunnels elsewhere is a proxy, and has its own way to say no: Envoy answers 404 where no route is.
          if (isProxy) return { outcome: 'denied', shown, reason: 'proxy-denies-connect' };
          return {
            outcome: 'not-a-proxy',
            shown,
            reason: 'proxy-not-a-proxy',
            values: { how: 'answers-as-web-server', said: `HTTP ${status}` },
          };
      }
      break;
    }
    case 'wants-credentials':
      return { outcome: 'wants-credentials', reason: 'proxy-wants-credentials' };
    case 'not-a-proxy':
      return {
        outcome: 'not-a-proxy',
        shown: { firstBytes: reply.firstBytes },
        reason: 'proxy-not-a-proxy',
        values: { how: 'speaks-otherwise', said: reply.firstBytes },
      };
    case 'silent':
      return isProxy
        ? { outcome: 'silent', reason: 'proxy-cannot-reach', values: { how: 'connect-unanswered' } }
        : { outcome: 'silent', reason: 'proxy-silent' };
    case 'closed':
    case 'reset':
      return isProxy
        ? { outcome: reply.outcome, reason: 'proxy-cannot-reach', values: { how: 'connect-closed' } }
        : {
            outcome: reply.outcome,
            reason: 'proxy-not-a-proxy',
            values: { how: 'connect-closed', said: reply.outcome },
          };
  }
}

interface JudgedEntry {
  readonly entry: ProxyEntry;
  readonly verdict: EntryVerdict;
}

function explainDenials(entries: readonly ProxyEntry[]) {
  const [first] = entries;
  if (first?.spec.via.protocol !== 'http') return undefined;
  return explainSslPorts(viaOf(first.spec), entries.map(portVerdict));
}

/** Denied by a status that Squid's rules answer with. */
function portVerdict({ spec: { port }, answer: { reply } }: ProxyEntry): PortVerdict {
  if (reply.outcome !== 'refusal') return { port, denied: false };
  const { status, error, software } = reply;
  return { port, denied: meaningOf('http', status) === 'denies', error, software };
}

function evidenceOf({ entry: { spec, answer }, verdict: { outcome, shown } }: JudgedEntry): Evidence {
  const { serves } = spec;
  const { address, attempts } = answer;
  return evidence({
    subject: placeName(spec.host, spec.port),
    outcome,
    via: viaOf(spec),
    address,
    port: spec.port,
    attempts,
    serves,
    ...shown,
  });
}

function faultOf({
  entry: { spec, answer },
  verdict: { reason, shown, values, isUnknown },
}: JudgedEntry): readonly JudgedFault<ProxyReason>[] {
  if (reason === undefined) return [];
  const { host, port, serves, required, via } = spec;
  const { acceptNames = [host] } = spec;
  const servername = servernameOf(spec);
  const where = viaOf(spec);
  return [
    {
      reason,
      subject: placeName(host, port),
      address: answer.address,
      port,
      ...(isUnknown === true && { status: 'unknown' as const, severity: 'warning' as const }),
      ...(!required && isUnknown !== true && { status: 'degraded' as const, severity: 'info' as const }),
      values: known({
        via: where,
        ...(via.protocol === 'http' ? { viaHttp: where } : { viaSocks: where }),
        viaHost: via.host,
        viaPort: via.port,
        acceptNames: boundedText(acceptNames.join(', '), 1000),
        ...adviceFor(host, { acceptNames, trust: spec.trust }),
        servername,
        ...(!isAddress(host) && { name: host }),
        serves,
        ...shown,
        ...values,
      }),
    },
  ];
}

/** Time until the proxy had opened a tunnel, per destination. */
export function measureProxy(asked: readonly AskedProxy[]): readonly Measurement[] {
  return asked.flatMap(({ spec, observation }) =>
    observation.outcome !== 'asked'
      ? []
      : observation.answers.flatMap(({ reply }) =>
          reply.outcome !== 'tunnel'
            ? []
            : [timeTaken('TunnelTime', reply.elapsedMs, placeName(spec.host, spec.port))],
        ),
  );
}
