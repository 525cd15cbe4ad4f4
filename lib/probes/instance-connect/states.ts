import type { Tags } from '../../core/aws/aws-object.ts';
import type { Instance, InstanceConnectEndpoint } from '../../core/aws/instance-connect-reader.ts';
import { MINUTE_MS } from '../../core/time.ts';

/** What a state means for a user who wants to log in. */
export type EndpointCondition =
  | 'ready'
  /** Not yet there, and nothing is wrong: for `CREATION_MS` at most. */
  | 'creating'
  /** There, and being changed. */
  | 'changing'
  | 'broken'
  | 'gone'
  /** A word that was not known when this was written. */
  | 'unheard-of';

/**
 * All nine states. A failed update is broken: which of its settings hold is anybody's guess.
 * Source: EC2 API reference, "Ec2InstanceConnectEndpoint" (State), read 2026-11-21.
 */
const CONDITIONS: Readonly<Record<string, EndpointCondition>> = {
  'create-in-progress': 'creating',
  'create-complete': 'ready',
  'create-failed': 'broken',
  'update-in-progress': 'changing',
  'update-complete': 'ready',
  'update-failed': 'broken',
  'delete-in-progress': 'broken',
  'delete-complete': 'gone',
  'delete-failed': 'broken',
};

export function conditionOf(state: string): EndpointCondition {
  return Object.hasOwn(CONDITIONS, state) ? (CONDITIONS[state] ?? 'unheard-of') : 'unheard-of';
}

/** How long creation may take (EC2 User Guide, "Create an EC2 Instance Connect Endpoint"). */
export const CREATION_MS = 10 * MINUTE_MS;

/** The states of an instance, and whether anybody can log in. A word that is not here is new to us. */
const INSTANCE_CONDITIONS: Readonly<Record<string, 'running' | 'starting' | 'down'>> = {
  // Source: EC2 API reference, "InstanceState" (Name).
  pending: 'starting',
  running: 'running',
  stopping: 'down',
  stopped: 'down',
  'shutting-down': 'down',
  terminated: 'down',
};

export function instanceConditionOf(state: string): 'running' | 'starting' | 'down' | 'unheard-of' {
  return Object.hasOwn(INSTANCE_CONDITIONS, state)
    ? (INSTANCE_CONDITIONS[state] ?? 'unheard-of')
    : 'unheard-of';
}

/** The best first: while one endpoint of a VPC is deleted, the next one may be there already. */
const PREFERENCE: readonly EndpointCondition[] = ['ready', 'changing', 'creating', 'unheard-of', 'broken'];

/** The endpoint through which instances of a VPC are reached, where none is named. */
export function endpointOfVpc(
  endpoints: readonly InstanceConnectEndpoint[],
  vpcId: string,
): InstanceConnectEndpoint | undefined {
  return endpointsIn(endpoints, vpcId).sort((a, b) => preference(a) - preference(b))[0];
}

/** Those that still count towards the quota. */
export function endpointsIn(
  endpoints: readonly InstanceConnectEndpoint[],
  vpcId?: string,
): InstanceConnectEndpoint[] {
  return endpoints.filter(
    (one) => conditionOf(one.state) !== 'gone' && (vpcId === undefined || one.vpcId === vpcId),
  );
}

function preference({ state }: InstanceConnectEndpoint): number {
  return PREFERENCE.indexOf(conditionOf(state));
}

/** What has the wanted tags and is being terminated was replaced or removed on purpose. */
export function isLeaving({ state }: Instance): boolean {
  return state === 'shutting-down' || state === 'terminated';
}

/** All of them, with these values. */
export function carriesTags(instance: Instance, tags: Tags): boolean {
  return Object.entries(tags).every(([key, value]) => instance.tags[key] === value);
}

/** EC2 says `windows`, or nothing at all (EC2 API reference, "Instance", Platform). */
export function isWindows({ platform }: Instance): boolean {
  return platform?.toLowerCase() === 'windows';
}
