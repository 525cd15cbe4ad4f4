import type { Evidence } from '../../core/finding.ts';
import type { JsonObject } from '../../core/json.ts';
import type { JudgedFault } from '../../core/probe.ts';
import { placeName } from '../../core/text.ts';
import type { MutualAnswer, MutualAsk } from './mutual.ts';
import type { TlsReason, TlsSpec } from './spec.ts';

/**
 * What came of showing our certificate at one address. Refused with it is a failure that names the alert; what
 * happens without it is evidence: whether the server asks for one at all. Whether anything answers there is for the
 * plain handshake to say.
 */
export function judgeMutual(
  { address, asks }: MutualAnswer,
  { host, port, required }: TlsSpec,
  values: JsonObject,
): { readonly evidence: readonly Evidence[]; readonly faults: readonly JudgedFault<TlsReason>[] } {
  const subject = placeName(host, port);
  const spoken = asks.filter(({ answer }) => !isOtherVersion(answer));
  // A server of one version is asked under that one; where it knows neither, the alert is worth telling.
  const shown = spoken.length > 0 ? spoken : asks;
  const evidence = shown.map((ask): Evidence => ({ subject, address, port, ...describeAsk(ask) }));
  const faults = shown
    .filter(({ withCertificate }) => withCertificate)
    .flatMap(({ version, answer }): readonly JudgedFault<TlsReason>[] => {
      if (answer.outcome !== 'refused') return [];
      const told = refusalOf(answer);
      return [
        {
          reason: told === undefined ? 'tls-reset' : 'tls-alert',
          subject,
          address,
          port,
          ...(!required && { status: 'degraded', severity: 'info' }),
          values: {
            ...values,
            protocol: version,
            clientCertificate: 'shown',
            ...told,
          },
        },
      ];
    });
  return { evidence, faults };
}

/** How it was said, a word of the glossary, and in which words; undefined where nothing was said. */
function refusalOf(answer: MutualAsk['answer'] & { readonly outcome: 'refused' }) {
  if (answer.how === 'http') {
    const refusal = answer.certificate === 'not-sent' ? 'page-not-sent' : 'page-not-accepted';
    return { refusal, alert: `HTTP ${answer.status}: ${answer.said}` };
  }
  return answer.alert === undefined ? undefined : { refusal: 'by-alert', alert: answer.alert };
}

/** "protocol-version": the server does not speak this one. That says nothing of our certificate. */
function isOtherVersion(answer: MutualAsk['answer']): boolean {
  return answer.outcome === 'refused' && answer.how !== 'http' && answer.alert === 'protocol-version';
}

function describeAsk({ version, withCertificate, attempts, answer }: MutualAsk) {
  return {
    outcome: `client-certificate-${withCertificate ? 'shown' : 'not-shown'}-${answer.outcome}`,
    protocol: version,
    attempts,
    ...('how' in answer && { how: answer.how }),
    ...('when' in answer && { when: `${answer.when}-handshake` }),
    ...('alert' in answer && { alert: answer.alert }),
    ...('status' in answer && { httpStatus: answer.status }),
    ...('certificate' in answer && { certificate: answer.certificate, said: answer.said }),
    ...('code' in answer && { code: answer.code }),
  };
}
