import { DIRECTORY_STATES, isDirectoryStatus } from '../../catalogue/active-directory.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { boundedText, canonicalName } from '../../core/text.ts';
import { evidence, judgeEach } from '../kit/findings.ts';
import { gatewayName } from '../kit/gateway.ts';
import type { DirectoryObservation } from './observe.ts';
import type { DirectoryReason, DirectorySpec } from './spec.ts';

/** Is the gateway a member of the domain, and of the right one? A status that is new to us is unknown, not bad. */
export function judgeDirectory(
  asked: readonly Asked<DirectorySpec, DirectoryObservation>[],
): Judged<DirectoryReason> {
  return judgeEach(asked, ({ spec, observation }) => {
    const subject = gatewayName(spec.gateway);
    if (observation.outcome !== 'read')
      return { evidence: [{ subject, outcome: observation.outcome }], faults: [] };
    const { domain, directoryStatus = '' } = observation.settings;
    const state = boundedText(directoryStatus, 40);
    return {
      evidence: [
        evidence({
          subject,
          outcome: state.toLowerCase() || 'not-told',
          domain: domain && boundedText(domain, 255),
        }),
      ],
      faults: faultsOf(spec, subject, state, domain),
    };
  });
}

function faultsOf(
  spec: DirectorySpec,
  subject: string,
  status: string,
  domain: string | undefined,
): readonly JudgedFault<DirectoryReason>[] {
  const values = {
    gateway: subject,
    directoryStatus: status,
    joinStatus: isDirectoryStatus(status) ? status : 'other',
    domain: domain === undefined || domain === '' ? '-' : boundedText(domain, 255),
    domainWanted: spec.domain ?? '-',
  };
  const fault = (reason: DirectoryReason, more: object = {}) => [{ reason, subject, ...more, values }];
  if (status === '') return [];
  if (!isDirectoryStatus(status)) return fault('directory-join-failed', { status: 'unknown' });
  switch (DIRECTORY_STATES[status]) {
    case 'failed':
      return fault('directory-join-failed');
    case 'detached':
      return fault('directory-detached');
    case 'changing':
      return fault('directory-joining');
    case 'good':
      return spec.domain === undefined || isSameName(spec.domain, values.domain)
        ? []
        : fault('directory-other-domain');
  }
}

function isSameName(a: string, b: string): boolean {
  return canonicalName(a) === canonicalName(b);
}
