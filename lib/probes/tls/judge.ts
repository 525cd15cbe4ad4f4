import { daysUntil } from '../../catalogue/certificate-expiry.ts';
import type { Evidence, Measurement } from '../../core/finding.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { boundedText, placeName } from '../../core/text.ts';
import { readCertificate } from '../../trust/certificate.ts';
import { judgeChain } from '../../trust/chain-verdict.ts';
import { adviceFor } from '../kit/advice.ts';
import { joinJudged, judgeEach, tenths, timeTaken } from '../kit/findings.ts';
import { servernameOf } from '../kit/server-name.ts';
import { judgeMutual } from './mutual-verdict.ts';
import type { TlsAnswer, TlsObservation } from './observe.ts';
import type { TlsReason } from './spec.ts';
import { acceptedNames, type TlsSpec } from './spec.ts';

type AskedTls = Asked<TlsSpec, TlsObservation>;
type AskedAddresses = TlsObservation & { readonly outcome: 'asked' };

/** Every address is judged by itself; what is wrong at one of three is wrong. */
export function judgeTls(asked: readonly AskedTls[]): Judged<TlsReason> {
  return judgeEach(asked, judgeHostPort);
}

function judgeHostPort({ spec, observation }: AskedTls): Judged<TlsReason> {
  const subject = placeName(spec.host, spec.port);
  if (observation.outcome === 'unresolved') {
    return {
      evidence: [{ ...evidenceOf(spec, observation.outcome), lookup: observation.lookup }],
      faults: [
        {
          reason: 'tls-silent',
          subject,
          port: spec.port,
          dueTo: 'dns',
          // No address is known: the name stands for it in the texts.
          values: { ...howToAsk(spec), address: spec.host },
        },
      ],
    };
  }
  const connected = observation.answers.some(({ answer }) => answer.outcome !== 'no-connection');
  return joinJudged([
    ...observation.answers.map((one) => {
      const { evidence, faults } = withLimit(one, spec, judgeAddress(one, spec, observation, connected));
      return { evidence: [evidence], faults };
    }),
    ...(observation.mutual ?? []).map((one) => judgeMutual(one, spec, howToAsk(spec))),
  ]);
}

interface AddressJudged {
  readonly evidence: Evidence;
  readonly faults: readonly JudgedFault<TlsReason>[];
}

/** What answered only when it was asked alone may be found fault with all the same. */
function withLimit({ address, fewerAtOnce }: TlsAnswer, spec: TlsSpec, judged: AddressJudged): AddressJudged {
  if (!fewerAtOnce) return judged;
  const limited: JudgedFault<TlsReason> = {
    reason: 'tls-connection-limited',
    subject: placeName(spec.host, spec.port),
    address,
    port: spec.port,
    values: howToAsk(spec),
  };
  return { ...judged, faults: [...judged.faults, limited] };
}

function judgeAddress(
  { address, attempts, answer, fewerAtOnce }: TlsAnswer,
  spec: TlsSpec,
  observation: AskedAddresses,
  connected: boolean,
): AddressJudged {
  const helloSizes = compareHellos(address, answer.outcome, observation);
  const evidence = (more: JsonObject): Evidence => ({
    ...evidenceOf(spec, answer.outcome),
    address,
    attempts,
    ...(helloSizes !== undefined && { helloSizes }),
    ...(fewerAtOnce && { fewerAtOnce }),
    ...more,
  });
  const fault = (reason: TlsReason, values: JsonObject = {}): JudgedFault<TlsReason> => ({
    reason,
    subject: placeName(spec.host, spec.port),
    address,
    port: spec.port,
    // What could not be read is unknown whether it was wanted or not.
    ...(!spec.required && reason !== 'tls-chain-unreadable' && { status: 'degraded', severity: 'info' }),
    values: { ...howToAsk(spec), ...values },
  });
  switch (answer.outcome) {
    case 'answered': {
      const wanted = { acceptNames: acceptedNames(spec), trust: spec.trust };
      const { shown, flaws } = judgeChain(answer.chain, wanted, observation.atMs);
      return {
        evidence: evidence({
          ...shown,
          protocol: answer.protocol,
          cipher: answer.cipher,
          ...(!answer.isOurs && { handshakeMs: tenths(answer.handshakeMs) }),
        }),
        faults: flaws.map(({ flaw, values }) => fault(`tls-${flaw}`, values)),
      };
    }
    case 'no-connection': {
      const { how, code } = answer;
      // One outage, one finding: `port` tells of an address that is dead among others, and of an optional port.
      const toldByPort = connected || !spec.required;
      return {
        evidence: evidence({ how, ...(code !== undefined && { code }) }),
        faults: toldByPort
          ? []
          : [{ ...fault(how === 'silent' ? 'tls-silent' : 'tls-reset', { how }), dueTo: 'port' }],
      };
    }
    case 'reset':
      return {
        evidence: evidence({ code: answer.code }),
        // Where a connection is reset that says nothing at all, it is not the hello that is cut off.
        faults: [{ ...fault('tls-reset'), ...(spec.required && { dueTo: 'port' }) }],
      };
    case 'closed':
      return { evidence: evidence({}), faults: [fault('tls-reset')] };
    case 'silent': {
      const { receivedBytes } = answer;
      return { evidence: evidence({ receivedBytes }), faults: [fault('tls-silent')] };
    }
    case 'alert': {
      const { alert } = answer;
      return { evidence: evidence({ alert }), faults: [fault('tls-alert', { alert, refusal: 'by-alert' })] };
    }
    case 'not-tls': {
      const { firstBytes } = answer;
      return { evidence: evidence({ firstBytes }), faults: [fault('tls-not-tls', { firstBytes })] };
    }
    case 'unreadable': {
      const { code } = answer;
      return { evidence: evidence({ code }), faults: [fault('tls-chain-unreadable', { code })] };
    }
  }
}

function evidenceOf({ host, port, serves }: TlsSpec, outcome: string): Evidence {
  return { subject: placeName(host, port), outcome, port, ...(serves !== undefined && { serves }) };
}

/** What the texts and commands need to ask the same again: how the host is written decides the command's form. */
function howToAsk(spec: TlsSpec): JsonObject {
  const { host, serves } = spec;
  const servername = servernameOf(spec);
  const named = servername === undefined ? { literal4: host } : { servername };
  return {
    acceptNames: boundedText(acceptedNames(spec).join(', '), 1000),
    ...adviceFor(host, { acceptNames: acceptedNames(spec), trust: spec.trust }),
    ...(host.includes(':') ? { literal6: host } : named),
    ...(serves !== undefined && { serves }),
  };
}

/** What the two sizes of ClientHello say together; undefined where only one was asked or neither worked. */
function compareHellos(
  address: string,
  classic: string,
  { largeHello }: AskedAddresses,
): 'both-work' | 'only-small-works' | 'only-large-works' | undefined {
  if (largeHello?.address !== address) return undefined;
  const small = classic === 'answered';
  const large = largeHello.outcome === 'answered';
  if (small) return large ? 'both-work' : 'only-small-works';
  return large ? 'only-large-works' : undefined;
}

/** Time of each handshake, and the days until the first of a port's certificates ends. */
export function measureTls(asked: readonly AskedTls[]): readonly Measurement[] {
  return asked.flatMap(({ spec, observation }) => {
    if (observation.outcome !== 'asked') return [];
    const subject = placeName(spec.host, spec.port);
    const answered = observation.answers
      .map(({ answer }) => answer)
      .filter((one) => one.outcome === 'answered');
    const ends = answered
      .map(({ chain: [leaf] }) => (leaf === undefined ? undefined : readCertificate(leaf)?.notAfterMs))
      .filter((end) => end !== undefined);
    const handshakes = answered
      .filter(({ isOurs }) => !isOurs)
      .map(({ handshakeMs }) => timeTaken('HandshakeTime', handshakeMs, subject));
    if (ends.length === 0) return handshakes;
    const daysLeft = daysUntil(Math.min(...ends), observation.atMs);
    return [...handshakes, { name: 'DaysUntilExpiry', value: daysLeft, unit: 'Count' as const, subject }];
  });
}
