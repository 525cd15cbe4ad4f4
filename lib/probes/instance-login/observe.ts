import type { AwsAccess } from '../../core/aws/aws-access.ts';
import { INSTANCE_CONNECT_ACTIONS, type Instance } from '../../core/aws/instance-connect-reader.ts';
import {
  type InventoryAnswer,
  MANAGED_INSTANCE_ACTIONS,
  type ManagedInstance,
} from '../../core/aws/managed-instance-reader.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { type Refused, sideReads } from '../../core/refusals.ts';
import { boundedText } from '../../core/text.ts';
import type { InstanceLoginSpec } from './spec.ts';

/** What is known of one instance. */
export interface LoginFacts {
  readonly instance: Instance;
  /** Absent where Systems Manager does not know it. */
  readonly managed?: ManagedInstance;
  readonly inventory?: InventoryAnswer;
  /** What the command of the runbook printed, where somebody ran it. */
  readonly command?: SshdAnswer;
}

interface SshdAnswer {
  readonly ranAtMs: number;
  /** The value of AuthorizedKeysCommand; `none` where sshd has none. */
  readonly authorizedKeysCommand?: string;
  readonly package?: 'installed' | 'absent';
}

export interface InstanceLoginObservation {
  readonly outcome: 'read';
  readonly instances: readonly LoginFacts[];
  readonly refused: readonly Refused[];
}

export const INSTANCE_LOGIN_ACTIONS = [
  ...INSTANCE_CONNECT_ACTIONS.instances,
  ...Object.values(MANAGED_INSTANCE_ACTIONS).flat(),
] as const;

const PACKAGE = 'ec2-instance-connect';
/** The comment of the command that the runbook prints. */
export const COMMAND_COMMENT = 'gatewatch-sshd';

type Access = Pick<AwsAccess, 'instances' | 'managedInstances'>;

/** Reads the inventory of each instance, and the result of the runbook's command. It runs nothing there. */
export async function observeInstanceLogin(
  { instances: ids }: InstanceLoginSpec,
  { aws, deadline }: ObserveContext<Access>,
): Promise<InstanceLoginObservation> {
  const { signal } = deadline;
  const [instances, managed] = await Promise.all([
    aws.instances.instances({ ids }, signal),
    aws.managedInstances.managed(ids, signal),
  ]);
  const reads = sideReads(signal);
  const facts = instances.map(async (instance): Promise<LoginFacts> => {
    const known = managed.find(({ id }) => id === instance.id);
    if (known === undefined) return { instance };
    const [inventory, ran] = await Promise.all([
      reads.unlessRefused(aws.managedInstances.application(instance.id, PACKAGE, signal), undefined),
      reads.unlessRefused(
        aws.managedInstances.commandOutput(instance.id, COMMAND_COMMENT, signal),
        undefined,
      ),
    ]);
    return {
      instance,
      managed: known,
      ...(inventory !== undefined && { inventory }),
      ...(ran !== undefined && { command: readOutput(ran) }),
    };
  });
  return { outcome: 'read', instances: await Promise.all(facts), refused: reads.refused() };
}

/** `sshd -T` prints its settings in lower case, one a line; rpm and dpkg say on another whether the package is there. */
function readOutput({ output, ranAtMs }: { readonly output: string; readonly ranAtMs: number }): SshdAnswer {
  const found = /^authorizedkeyscommand[ \t]+(.+)$/im.exec(output)?.[1];
  const installed = new RegExp(`^${PACKAGE}-\\d|^install ok installed`, 'm').test(output);
  const absent = /is not installed|no packages found/i.test(output);
  return {
    ranAtMs,
    ...(found !== undefined && { authorizedKeysCommand: boundedText(found, 200) }),
    ...((installed || absent) && { package: installed ? ('installed' as const) : ('absent' as const) }),
  };
}
