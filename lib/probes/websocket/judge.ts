import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { placeName } from '../../core/text.ts';
import { evidence, judgeEach } from '../kit/findings.ts';
import type { WebsocketAnswer, WebsocketObservation } from './observe.ts';
import type { WebsocketReason, WebsocketSpec } from './spec.ts';

/** "The server refuses to perform the request using the current protocol" (RFC 9110 §15.5.22): no upgrade arrived. */
const UPGRADE_REQUIRED = 426;

/**
 * Whether the request to upgrade arrives as one. A server that wants credentials refuses ours with another status: then
 * it arrived, for nobody else answers in a genuine server's TLS.
 */
export function judgeWebsocket(
  asked: readonly Asked<WebsocketSpec, WebsocketObservation>[],
): Judged<WebsocketReason> {
  return judgeEach(asked, ({ spec, observation }) => {
    const subject = placeName(spec.host, spec.port);
    const via = spec.via === undefined ? undefined : placeName(spec.via.host, spec.via.port);
    if (observation.outcome === 'unresolved')
      return {
        evidence: [{ subject, outcome: observation.outcome, lookup: observation.lookup }],
        faults: [],
      };
    return {
      evidence: observation.answers.map(({ address, answer }) =>
        evidence({
          subject,
          address,
          port: spec.port,
          via,
          status: 'status' in answer ? answer.status : undefined,
          server: 'server' in answer ? answer.server : undefined,
          httpVia: 'via' in answer ? answer.via : undefined,
          outcome: answer.outcome,
        }),
      ),
      faults: observation.answers.flatMap((one) => faultOf(one, spec, subject, via)),
    };
  });
}

function faultOf(
  { address, answer }: WebsocketAnswer,
  { host, port, via: proxy }: WebsocketSpec,
  subject: string,
  via: string | undefined,
): readonly JudgedFault<WebsocketReason>[] {
  const values = {
    host,
    port,
    path: via ?? '-',
    answer: 'status' in answer ? `HTTP ${answer.status}` : answer.outcome,
    answeredBy: ('via' in answer && answer.via) || ('server' in answer && answer.server) || '-',
    ...(proxy !== undefined && { proxyHost: proxy.host, proxyPort: proxy.port, variant: 'proxy' }),
  };
  const fault = (reason: WebsocketReason): readonly JudgedFault<WebsocketReason>[] => [
    { reason, subject, address, port, dueTo: proxy === undefined ? 'tls' : 'proxy', values },
  ];
  switch (answer.outcome) {
    // Below it something has a reason of its own.
    case 'no-connection':
    case 'no-tls':
    case 'upgraded':
      return [];
    case 'wrong-accept':
      return fault('websocket-proxy-answers');
    case 'not-http':
    case 'closed':
    case 'reset':
      return fault('websocket-cut');
    case 'silent':
      return fault('websocket-silent');
    case 'answered':
      if (answer.status === UPGRADE_REQUIRED) return fault('websocket-upgrade-removed');
      return answer.via === undefined ? [] : fault('websocket-proxy-answers');
  }
}
