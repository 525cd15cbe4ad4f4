import type { Network, Vantage } from '../config/config.ts';
import { stackNames } from '../core/stack-names.ts';
import type { Spoke } from '../core/vantage.ts';
import { logicalId, STAGE_VARIABLE } from './names.ts';
import { closedSecurityGroup, vpcConfig } from './networks.ts';
import { reserve, type StackPart } from './part.ts';
import { attachToVpc, roleReference, serviceRole, writeOwnLogs } from './policies.ts';

/** The probe's longest budget (`PROBE_BUDGET_MS`), and what a cold start and the answer take. */
export const PROBE_TIMEOUT_SECONDS = 30;

/** A vantage that is in a VPC. */
export interface VpcVantage extends Vantage {
  readonly network: Network;
}

export function isInVpc(vantage: Vantage): vantage is VpcVantage {
  return vantage.network !== undefined;
}

/** A vantage of another account or Region: its probe is there. */
export interface SpokeVantage extends VpcVantage {
  readonly spoke: Spoke;
}

export function isSpoke(vantage: Vantage): vantage is SpokeVantage {
  return isInVpc(vantage) && vantage.spoke !== undefined;
}

/** A vantage whose probe is part of the stack itself. */
export function isHere(vantage: Vantage): vantage is VpcVantage {
  return isInVpc(vantage) && vantage.spoke === undefined;
}

/** The logical id of the security group of a vantage's probe. */
export function probeGroupId(vantage: string): string {
  return logicalId('probe', vantage, 'security', 'group');
}

/** The probe function of one vantage, its role and its security group. It may write its log, and nothing else. */
export function probePart(vantage: VpcVantage, memoryMb: number): StackPart {
  const name = stackNames(STAGE_VARIABLE).probeFunction(vantage.name);
  const role = logicalId('probe', vantage.name, 'role');
  const group = probeGroupId(vantage.name);
  return {
    functions: {
      [`probe-${vantage.name}`]: {
        name,
        handler: 'dist/probe/index.handler',
        timeout: PROBE_TIMEOUT_SECONDS,
        memorySize: memoryMb,
        role: roleReference(role),
        ...reserve(vantage.concurrency),
        vpc: {
          ...vpcConfig(vantage.network, group),
          // Lambda Developer Guide, "IPv6 support": every subnet must be dual-stack.
          ...(vantage.ipv6 === true && { ipv6AllowedForDualStack: true }),
        },
        package: { patterns: ['dist/probe/**'] },
      },
    },
    resources: {
      [role]: serviceRole('lambda.amazonaws.com', [writeOwnLogs(name), ...attachToVpc(name)]),
      [group]: closedSecurityGroup(`gatewatch probe ${vantage.name}: nothing comes in`, vantage.network.vpc),
    },
  };
}
