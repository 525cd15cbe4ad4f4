import { isStorageGatewayEndpoint } from '../catalogue/storage-gateway.ts';
import { awsIdPattern } from '../core/aws/aws-object.ts';
import { AwsRefusal, badUsage, GatewatchError, InputError } from '../core/errors.ts';
import type { PlannedTarget } from '../core/plan.ts';
import { mtlsSpec } from '../probes/mtls/spec.ts';
import type { Answered } from '../stages/check/judge.ts';
import { mergeTargets } from '../stages/watch/discover.ts';
import { clientVpn } from '../targets/client-vpn.ts';
import { directConnect } from '../targets/direct-connect.ts';
import { instanceConnectEndpoint } from '../targets/instance-connect-endpoint.ts';
import { loadBalancer } from '../targets/load-balancer.ts';
import { TARGETS } from '../targets/registry.ts';
import { siteToSiteVpn } from '../targets/site-to-site-vpn.ts';
import { storageGateway } from '../targets/storage-gateway.ts';
import { storageGatewayEndpoint } from '../targets/storage-gateway-endpoint.ts';
import type { Target } from '../targets/target.ts';
import { transitGatewayAttachment } from '../targets/transit-gateway-attachment.ts';
import { vpcEndpointTarget } from '../targets/vpc-endpoint.ts';
import type { AwsSession, LazyAws } from './aws.ts';
import { type IssueList, parseList } from './values.ts';

/** The flags that name what AWS holds, as they were typed. */
export interface AwsTargetFlags {
  readonly vpcEndpoint?: string;
  readonly storageGateway?: string;
  readonly vpn?: string;
  readonly attachment?: string;
  readonly instanceConnect?: string;
  /** The client's own side is asked too. */
  readonly fromHere?: boolean;
  readonly proxy?: string;
  readonly socks?: string;
  readonly clientVpn?: string;
  readonly directConnect?: string;
  readonly loadBalancer?: string;
}

/** What such a flag means. */
interface NamedObject {
  readonly flag: string;
  readonly typed: string;
  readonly targets: (session: AwsSession, signal: AbortSignal) => Promise<readonly PlannedTarget[]>;
}

/** Targets that AWS knows, and what it refused on the way to them. */
export interface AwsTargets {
  readonly targets: readonly PlannedTarget[];
  readonly answered: readonly Answered[];
}

/** What a command line may name beside the types of gatewatch.yaml. */
export const CHECK_TYPES: readonly Target[] = [...TARGETS, loadBalancer, vpcEndpointTarget];

/** `--client-vpn` takes the id of an endpoint, or the address of any OpenVPN server. */
export function isClientVpnId(text: string | undefined): boolean {
  return text !== undefined && /^cvpn-/i.test(text);
}

/** Whether the command line names something that only AWS knows. */
export function namesAwsObjects({ clientVpn: place, ...flags }: AwsTargetFlags): boolean {
  const ofAws = [
    flags.vpcEndpoint,
    flags.storageGateway,
    flags.vpn,
    flags.attachment,
    flags.instanceConnect,
    flags.directConnect,
    flags.loadBalancer,
  ];
  return isClientVpnId(place) || ofAws.some((typed) => typed !== undefined);
}

const LOOKUP_MS = 30_000;

/**
 * The targets of the flags that name objects by id.
 *
 * @throws {InputError} `bad-usage` for what is no such id, and for what the account does not hold
 * @throws {GatewatchError} `no-credentials` where AWS cannot be asked
 */
export async function awsTargets(flags: AwsTargetFlags, aws: LazyAws): Promise<AwsTargets> {
  if (!namesAwsObjects(flags)) return { targets: [], answered: [] };
  const list: IssueList = { faults: [] };
  const named = namedObjects(flags, list);
  if (list.faults.length > 0) throw new InputError('bad-usage', list.faults);
  const [first] = named;
  const session = await aws.require(first === undefined ? 'this' : `${first.flag} ${first.typed}`);
  const signal = AbortSignal.timeout(LOOKUP_MS);
  const found = await Promise.all(named.map((one) => lookUp(one, session, signal)));
  return {
    targets: found.flatMap((one) => one.targets),
    answered: found.flatMap((one) => one.answered),
  };
}

/** A refusal on the way is an answer about the object, as it is in a run on schedule. */
async function lookUp(
  { flag, typed, targets }: NamedObject,
  session: AwsSession,
  signal: AbortSignal,
): Promise<AwsTargets> {
  try {
    return { targets: await targets(session, signal), answered: [] };
  } catch (error) {
    if (signal.aborted) throw new GatewatchError('unavailable', `AWS did not answer in time about ${typed}`);
    if (!(error instanceof AwsRefusal)) throw error;
    const { code, action } = error;
    if (code === 'unavailable') throw error;
    const planned = {
      vantage: 'local',
      target: typed,
      shown: true,
      question: { kind: flag === '--vpc-endpoint' ? 'vpc-endpoint' : 'gateway' },
    };
    return { targets: [], answered: [{ planned, observation: { outcome: code, action } }] };
  }
}

function namedObjects(flags: AwsTargetFlags, list: IssueList): readonly NamedObject[] {
  /** One object an id; what AWS must say of it before it can be asked is in `targets`. */
  const each = (
    flag: string,
    typed: string | undefined,
    { pattern, example }: { readonly pattern: RegExp; readonly example: string },
    targets: (id: string) => NamedObject['targets'],
  ): readonly NamedObject[] => {
    if (typed === undefined) return [];
    return [...new Set(parseList(flag, typed, list))].flatMap((id) => {
      if (pattern.test(id)) return [{ flag, typed: id, targets: targets(id) }];
      list.faults.push({ path: flag, message: `expected ${example}, got "${id}"` });
      return [];
    });
  };
  const ofId = (prefix: string) => ({
    pattern: awsIdPattern(prefix),
    example: `an id such as ${prefix}-0123456789abcdef0`,
  });
  const one = (name: string, type: Target, written: object) => async () => [
    { name, type: type.type, fields: parsed(type, written) },
  ];
  return [
    ...each('--vpc-endpoint', flags.vpcEndpoint, ofId('vpce'), endpointTargets),
    ...each(
      '--storage-gateway',
      flags.storageGateway,
      { pattern: /^sgw-[0-9A-Fa-f]{8,17}$/, example: 'an id such as sgw-12A3456B' },
      gatewayTargets,
    ),
    ...each('--vpn', flags.vpn, ofId('vpn'), (id) => one(id, siteToSiteVpn, { vpn: id, traffic: true })),
    ...each('--attachment', flags.attachment, ofId('tgw-attach'), (id) =>
      one(id, transitGatewayAttachment, { attachment: id }),
    ),
    ...each('--instance-connect', flags.instanceConnect, ofId('i'), (id) =>
      one(id, instanceConnectEndpoint, {
        instances: [id],
        ...(flags.fromHere === true && {
          client: true,
          ...((flags.proxy ?? flags.socks) !== undefined && { via: flags.proxy ?? flags.socks }),
        }),
      }),
    ),
    ...each(
      '--direct-connect',
      flags.directConnect,
      { pattern: /^dxvif-[0-9a-z]{8,17}$/, example: 'an id such as dxvif-0123abcd' },
      (id) => one(id, directConnect, { virtualInterface: id }),
    ),
    ...each(
      '--client-vpn',
      isClientVpnId(flags.clientVpn) ? flags.clientVpn : undefined,
      ofId('cvpn-endpoint'),
      (id) => one(id, clientVpn, { endpoint: id }),
    ),
    ...each(
      '--load-balancer',
      flags.loadBalancer,
      {
        pattern:
          /^(arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/)?(app\/)?[A-Za-z0-9-]{1,32}(\/[0-9a-f]{16})?$/,
        example: 'the name, app/NAME/ID or ARN of an Application Load Balancer',
      },
      loadBalancerTargets,
    ),
  ];
}

/** The schema of a type fills in its defaults. */
export function parsed({ fields }: Target, written: object): PlannedTarget['fields'] {
  return fields.parse(written) as PlannedTarget['fields'];
}

/** Storage Gateway's endpoint is asked on all its ports; one of another service on its own. */
function endpointTargets(id: string): NamedObject['targets'] {
  return async ({ access }, signal) => {
    const [endpoint] = await access.network.vpcEndpoints({ ids: [id] }, signal);
    if (endpoint !== undefined && isStorageGatewayEndpoint(endpoint))
      return [{ name: id, type: storageGatewayEndpoint.type, fields: { endpoint: id } }];
    const ofAws = endpoint !== undefined && !/\.vpce-svc-/.test(endpoint.serviceName);
    return [{ name: id, type: vpcEndpointTarget.type, fields: { endpoint: id, ofAws } }];
  };
}

/** What discovery knows of one gateway: its address, its type, its instance. */
function gatewayTargets(id: string): NamedObject['targets'] {
  return async ({ access }, signal) => {
    const { discoverStorageGateways } = await import('../aws/discovery/storage-gateway.ts');
    const reader = access.storageGateways;
    const { targets } = await discoverStorageGateways(
      {
        ...reader,
        list: async (within) =>
          (await reader.list(within)).filter((one) => one.id.toLowerCase() === id.toLowerCase()),
      },
      signal,
    );
    // The kind's own question tells that a gateway is not listed, or that nobody may list it.
    return targets.length === 0
      ? [{ name: id, type: storageGateway.type, fields: { gateway: id } }]
      : mergeTargets([], targets, TARGETS).map((target) => ({ ...target, name: id }));
  };
}

/** A name alone is looked up: the id in the middle is what logs and metrics go by. */
function loadBalancerTargets(typed: string): NamedObject['targets'] {
  return async ({ clients }, signal) => {
    const { loadBalancerName } = await import('../aws/load-balancers.ts');
    const name = await loadBalancerName(clients.loadBalancing, typed, signal);
    if (name === undefined) {
      const message = `there is no Application Load Balancer "${typed}" in ${clients.region}`;
      throw badUsage('--load-balancer', message);
    }
    return [{ name: typed, type: loadBalancer.type, fields: mtlsSpec.parse({ loadBalancer: name }) }];
  };
}
