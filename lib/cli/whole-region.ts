import { DISCOVERABLE } from '../config/schema.ts';
import { AwsRefusal, GatewatchError } from '../core/errors.ts';
import type { Observation } from '../core/observation.ts';
import type { PlannedTarget } from '../core/plan.ts';
import type { Probe } from '../core/probe.ts';
import type { Refused } from '../core/refusals.ts';
import { mtlsSpec } from '../probes/mtls/spec.ts';
import type { Answered } from '../stages/check/judge.ts';
import { loadBalancer } from '../targets/load-balancer.ts';
import { TARGETS } from '../targets/registry.ts';
import type { AwsSession } from './aws.ts';
import { type AwsTargets, parsed } from './aws-targets.ts';
import { proposeTargets } from './init/propose.ts';
import { askedOnce, surveyAccount } from './init/survey.ts';

/** A slow listing of a large account. */
const SURVEY_MS = 300_000;

/**
 * Everything that the Region holds and gatewatch checks, in every VPC. What AWS refuses becomes an answer about the
 * Region, each action once.
 */
export async function wholeRegion(
  session: AwsSession,
  probes: readonly Probe[],
  onVpc: (done: number, of: number) => void,
): Promise<AwsTargets> {
  const { access, clients, region } = session;
  const [{ createAccountReader }, { createDiscover }] = await Promise.all([
    import('../aws/account.ts'),
    import('../aws/discovery/discoverers.ts'),
  ]);
  const discover = createDiscover({ ...access, storageGateways: askedOnce(access.storageGateways) });
  const signal = AbortSignal.timeout(SURVEY_MS);
  const mutual = await mutualTlsTargets(clients, signal);
  try {
    const { vpcs, refused } = await surveyAccount({
      account: createAccountReader(clients.ec2),
      network: access.network,
      discover,
      signal,
      onVpc,
    });
    const seen = new Set<string>();
    const targets = vpcs.flatMap((one) => {
      const found = one.found.filter(({ id }) => !seen.has(id));
      for (const { id } of found) seen.add(id);
      return proposeTargets({ ...one, found }).map(withDefaults);
    });
    return {
      targets: withOwnNames([...targets, ...mutual.targets]),
      answered: [...refused, ...mutual.refused].map((one) => answerOf(one, region, probes)),
    };
  } catch (error) {
    if (signal.aborted) throw new GatewatchError('unavailable', `AWS did not list ${region} in time`);
    if (!(error instanceof AwsRefusal) || error.code !== 'access-denied') throw error;
    // Without the list of VPCs nothing is found: what else is missing is said all the same.
    const refusals = await Promise.all(
      DISCOVERABLE.map(async (word) => {
        try {
          return (await discover(word, { vpc: NO_VPC }, signal)).refused;
        } catch (cause) {
          if (cause instanceof AwsRefusal) return [cause];
          throw cause;
        }
      }),
    );
    const all = new Map(
      [error, ...refusals.flat(), ...mutual.refused].map((one) => [one.action, one] as const),
    );
    return {
      targets: mutual.targets,
      answered: [...all.values()].map((one) => answerOf(one, region, probes)),
    };
  }
}

/** What is proposed is as short as somebody would write it. */
function withDefaults({ name, type, fields }: PlannedTarget): PlannedTarget {
  const definition = TARGETS.find((one) => one.type === type);
  return { name, type, fields: definition === undefined ? fields : parsed(definition, fields) };
}

/** Load balancers stand in no vantage: AWS is asked about each that wants client certificates. */
async function mutualTlsTargets(
  { loadBalancing }: AwsSession['clients'],
  signal: AbortSignal,
): Promise<{ readonly targets: readonly PlannedTarget[]; readonly refused: readonly Refused[] }> {
  const { mutualTlsLoadBalancers } = await import('../aws/load-balancers.ts');
  try {
    const names = await mutualTlsLoadBalancers(loadBalancing, signal);
    const targets = names.map((name) => ({
      name: name.split('/')[1] ?? name,
      type: loadBalancer.type,
      fields: mtlsSpec.parse({ loadBalancer: name }),
    }));
    return { targets, refused: [] };
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    return { targets: [], refused: [error] };
  }
}

/** Of this id there is none. */
const NO_VPC = 'vpc-00000000000000000';

/** The kind that needs the action tells of it. */
function answerOf({ code, action, answer }: Refused, region: string, probes: readonly Probe[]): Answered {
  const kind = probes.find(({ permissions }) => permissions.includes(action))?.kind ?? 'path';
  const observation: Observation =
    code === 'access-denied' || code === 'throttled'
      ? { outcome: code, action }
      : { outcome: 'aws-unavailable', action, code: answer ?? code };
  return { planned: { vantage: 'local', target: region, shown: true, question: { kind } }, observation };
}

/** Two VPCs may each have an object of one name: both then go by what their fields name. */
function withOwnNames(targets: readonly PlannedTarget[]): readonly PlannedTarget[] {
  const isTaken = (target: PlannedTarget) => targets.filter(({ name }) => name === target.name).length > 1;
  return targets.map((target) => {
    if (!isTaken(target)) return target;
    const id = Object.values(target.fields).find((value) => typeof value === 'string');
    return { ...target, name: typeof id === 'string' ? id : target.name };
  });
}
