import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import type { CommonReason } from '../../core/reason.ts';
import { boundedText } from '../../core/text.ts';
import { evidence, judgeEach, refusedIssues } from '../kit/findings.ts';
import type { InstanceLoginObservation, LoginFacts } from './observe.ts';
import type { InstanceLoginReason, InstanceLoginSpec } from './spec.ts';

/** What the package sets ("Install EC2 Instance Connect on your EC2 instances", EC2 User Guide). */
const OUR_COMMAND = 'eic_run_authorized_keys';

export function judgeInstanceLogin(
  asked: readonly Asked<InstanceLoginSpec, InstanceLoginObservation>[],
): Judged<InstanceLoginReason | CommonReason> {
  return judgeEach(asked, ({ spec, observation: { instances, refused } }) => {
    const [first = '-'] = spec.instances;
    return {
      evidence: instances.map(evidenceOf),
      faults: [...instances.flatMap(faultsOf), ...refusedIssues(refused, first)],
    };
  });
}

function isWindows({ instance, managed }: LoginFacts): boolean {
  return instance.platform?.toLowerCase() === 'windows' || managed?.platform?.includes('Windows') === true;
}

/** The command ran on the instance itself, perhaps some time ago; the inventory is collected again and again. */
function packageOf({ inventory, command }: LoginFacts): 'installed' | 'absent' | undefined {
  if (inventory?.outcome === 'installed' || inventory?.outcome === 'absent') return inventory.outcome;
  return command?.package;
}

function evidenceOf(facts: LoginFacts): Evidence {
  const { instance, managed, inventory, command } = facts;
  return evidence({
    subject: instance.id,
    outcome: managed === undefined ? 'not-managed' : 'managed',
    system: managed && boundedText(`${managed.platform ?? ''} ${managed.platformVersion ?? ''}`.trim(), 80),
    agent: managed?.ping,
    package: packageOf(facts),
    packageVersion: inventory?.outcome === 'installed' ? boundedText(inventory.version, 40) : undefined,
    authorizedKeysCommand: command?.authorizedKeysCommand,
    commandRanAt: command === undefined ? undefined : new Date(command.ranAtMs).toISOString(),
    keyPair: instance.keyName === undefined ? 'none' : boundedText(instance.keyName, 80),
  });
}

function faultsOf(facts: LoginFacts): readonly JudgedFault<InstanceLoginReason>[] {
  const { instance, managed, command } = facts;
  const subject = instance.id;
  const values = {
    instance: subject,
    system: managed === undefined ? '-' : boundedText(managed.platform ?? '-', 60),
    keyPair: instance.keyName === undefined ? '-' : boundedText(instance.keyName, 80),
    authorizedKeysCommand: command?.authorizedKeysCommand ?? '-',
  };
  // Windows takes RDP through the tunnel and needs no package; what does not run is told by its state.
  if (isWindows(facts) || instance.state !== 'running') return [];
  const weight = instance.keyName === undefined ? {} : { status: 'degraded' as const };
  const installed = packageOf(facts);
  if (installed === 'absent')
    return [{ reason: 'instance-connect-package-missing', subject, ...weight, values }];
  const keys = command?.authorizedKeysCommand;
  if (keys !== undefined && !keys.includes(OUR_COMMAND))
    return [{ reason: 'sshd-ignores-instance-connect', subject, ...weight, values }];
  return installed === undefined ? [{ reason: 'instance-not-managed', subject, values }] : [];
}
