import { FULL_PACKET_BYTES, mssOf } from '../../catalogue/path-mtu.ts';
import type { Evidence, Measurement } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { placeName } from '../../core/text.ts';
import { isIPv6Address } from '../../net/addresses.ts';
import { evidence, judgeEach } from '../kit/findings.ts';
import type { MtuAnswer, MtuObservation } from './observe.ts';
import type { MtuReason, MtuSpec } from './spec.ts';

type AskedMtu = Asked<MtuSpec, MtuObservation>;

/** Packets that vanish without a word are a black hole; a path that is smaller and says so only costs a little. */
export function judgeMtu(asked: readonly AskedMtu[]): Judged<MtuReason> {
  return judgeEach(asked, judgeHost);
}

function judgeHost({ spec: { host, port }, observation }: AskedMtu): Judged<MtuReason> {
  const subject = placeName(host, port);
  if (observation.outcome === 'unresolved') {
    const { outcome, lookup } = observation;
    return {
      evidence: [{ subject, outcome, port, lookup }],
      faults: [{ reason: 'mtu-not-measured', subject, port, dueTo: 'dns' }],
    };
  }
  return {
    evidence: observation.answers.map((answer) => evidenceOf(subject, port, answer)),
    faults: observation.answers.flatMap((answer) => faultOf(subject, port, answer)),
  };
}

function evidenceOf(subject: string, port: number, answer: MtuAnswer): Evidence {
  const { address, outcome } = answer;
  if (answer.outcome !== 'measured') return { subject, outcome, address, port };
  const { largestPassedBytes, smallestLostBytes, kernel } = answer;
  return evidence({
    subject,
    outcome,
    address,
    port,
    largestPassedBytes,
    smallestLostBytes,
    pathMtuBytes: kernel?.pathBytes,
    interfaceMtuBytes: kernel?.interfaceBytes,
  });
}

function faultOf(subject: string, port: number, answer: MtuAnswer): readonly JudgedFault<MtuReason>[] {
  const { address } = answer;
  const at = { subject, address, port };
  const family = isIPv6Address(address) ? 'ipv6' : 'ipv4';
  const variant = family === 'ipv6' ? { variant: family } : {};
  switch (answer.outcome) {
    case 'not-answered':
      return [{ reason: 'mtu-not-measured', ...at, dueTo: 'port' }];
    case 'answers-lost':
      return [
        {
          reason: 'mtu-blackhole',
          ...at,
          values: {
            direction: 'from-target',
            size: '-',
            lost: FULL_PACKET_BYTES,
            mss: mssOf(1400, family),
            ...variant,
          },
        },
      ];
    case 'measured': {
      const { largestPassedBytes: size, smallestLostBytes: lost, kernel } = answer;
      if (lost !== undefined) {
        return [
          {
            reason: 'mtu-blackhole',
            ...at,
            values: { direction: 'to-target', size, lost, mss: mssOf(size, family), ...variant },
          },
        ];
      }
      return kernel !== undefined && kernel.pathBytes < Math.min(kernel.interfaceBytes, FULL_PACKET_BYTES)
        ? [
            {
              reason: 'mtu-reduced',
              ...at,
              values: {
                size: kernel.pathBytes,
                interface: kernel.interfaceBytes,
                mss: mssOf(kernel.pathBytes, family),
                ...variant,
              },
            },
          ]
        : [];
    }
  }
}

/** The largest packet that passed, of each address that could be measured. */
export function measureMtu(asked: readonly AskedMtu[]): readonly Measurement[] {
  return asked.flatMap(({ spec, observation }) =>
    observation.outcome === 'unresolved'
      ? []
      : observation.answers
          .filter((one) => one.outcome === 'measured')
          .map(({ kernel, largestPassedBytes }) => ({
            name: 'PathMtu',
            value: kernel?.pathBytes ?? largestPassedBytes,
            unit: 'Bytes' as const,
            subject: placeName(spec.host, spec.port),
          })),
  );
}
