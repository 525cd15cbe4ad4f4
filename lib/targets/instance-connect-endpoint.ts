import * as z from 'zod/mini';
import {
  INSTANCE_CONNECT_PORTS,
  INSTANCE_CONNECT_PROTOCOLS,
  type InstanceConnectProtocol,
} from '../catalogue/instance-connect.ts';
import type { Tags } from '../core/aws/aws-object.ts';
import type { Instance, InstanceConnectEndpoint } from '../core/aws/instance-connect-reader.ts';
import type { Question } from '../core/observation.ts';
import { preflightField } from '../probes/instance-connect/spec.ts';
import { carriesTags, endpointOfVpc, isLeaving, isWindows } from '../probes/instance-connect/states.ts';
import { addressOrBlock, awsId, tagsField } from '../probes/kit/fields.ts';
import { trustIn } from './gateway-paths.ts';
import { hostQuestions, tlsQuestion } from './questions.ts';
import { defineTarget, isFollowed, type TargetContext } from './target.ts';
import { PROXY_TIMEOUT_MS, proxiedQuestions, proxyNamed, viaField } from './through-proxy.ts';

/** Control questions take several reads one after the other, each of which may be retried. */
const CONTROL_TIMEOUT_MS = 12_000;
/** The most legs that a question of `path` holds. */
const LEGS_AT_ONCE = 50;

const protocolField = z.enum(INSTANCE_CONNECT_PROTOCOLS);
const instanceField = z.union([
  awsId('i'),
  z.strictObject({ id: awsId('i'), protocol: z.optional(protocolField) }),
]);

const fields = z.lazy(() =>
  z
    .strictObject({
      /** Left out, the endpoint of the instances' VPC, else of the vantage's. */
      endpoint: z.optional(awsId('eice')),
      instances: z.optional(z.array(instanceField).check(z.minLength(1), z.maxLength(100))),
      /** Every instance of the vantage's VPC that carries all of them. */
      tags: z.optional(tagsField),
      /** What the instances serve; left out, RDP on Windows and SSH on everything else. */
      protocol: z.optional(protocolField),
      /** Where clients come from, for an endpoint that preserves their addresses. */
      clients: z._default(z.array(addressOrBlock).check(z.maxLength(20)), []),
      /** Also reads what Systems Manager knows of the instances: system, package, sshd. Default: the vantage's `ssm`. */
      ssm: z.optional(z.boolean()),
      /** Where clients run: the endpoint's own name on 443, which the AWS CLI opens a WebSocket to, is asked too. */
      client: z._default(z.boolean(), false),
      /** With `client`: the proxy that the AWS CLI uses there. */
      via: viaField,
      /** Before an endpoint is created: would it fit, and where? Nothing else is asked then. */
      preflight: z.optional(preflightField),
    })
    .check(
      z.refine(
        ({ endpoint, preflight }) => endpoint === undefined || preflight === undefined,
        'expected either an endpoint, or "preflight" for one that does not exist yet',
      ),
    ),
);
type Fields = z.infer<typeof fields>;

/** An EC2 Instance Connect endpoint and the instances people log in to through it; or one that is to be created. */
export const instanceConnectEndpoint = defineTarget({
  type: 'instance-connect-endpoint',
  fields,
  questions: (target, context) => {
    const { endpoint, tags, preflight, clients } = target;
    const wanted = namedInstances(target);
    const vpc = context.place?.vpc;
    const isNamed = endpoint !== undefined || wanted.length > 0 || preflight !== undefined;
    if (!isNamed && vpc === undefined && tags === undefined)
      return { outcome: 'left-out', why: 'endpoint-unknown' };
    const control: Question = {
      kind: 'instance-connect',
      timeoutMs: CONTROL_TIMEOUT_MS,
      ...(endpoint !== undefined && { endpoint }),
      ...(vpc !== undefined && { vpc }),
      ...(wanted.length > 0 && { instances: wanted.map(({ id }) => id) }),
      ...(tags !== undefined && { tags }),
      ...(preflight !== undefined && { preflight }),
    };
    const known = context.instanceConnect;
    if (preflight !== undefined || known === undefined) return { outcome: 'asks', questions: [control] };
    const logins = known.instances.flatMap((instance): readonly Login[] => {
      const named = wanted.find(({ id }) => id === instance.id);
      const inVpc = vpc === undefined || instance.vpcId === vpc;
      const tagged = tags !== undefined && inVpc && carriesTags(instance, tags);
      if (isLeaving(instance) || (named === undefined && !tagged)) return [];
      const protocol = named?.protocol ?? target.protocol ?? (isWindows(instance) ? 'rdp' : 'ssh');
      const through = endpointFor(instance, endpoint, known.endpoints);
      return [{ instance, protocol, through, address: addressOf(instance, through) }];
    });
    return {
      outcome: 'asks',
      questions: [
        ...(target.client ? clientQuestions(logins, endpoint, target.via, context) : []),
        ...logins.flatMap(vantageQuestions),
        control,
        ...(target.ssm === true ? loginQuestions(logins) : []),
        ...pathQuestions(logins, clients),
      ],
    };
  },
  discovered: {
    by: 'instance-connect',
    check: 'instance-connect',
    fields: (found) => (found.type === 'instance-connect-endpoint' ? { endpoint: found.id } : undefined),
    // A VPC has one at most, so a target that names none means that one.
    covers: ({ endpoint, preflight }, found) =>
      preflight === undefined && (endpoint === undefined || isFollowed(found, { id: endpoint })),
  },
});

/**
 * Which instances a target of this type wants to know of.
 *
 * The cast is sound because a target's fields are what the schema of its own type parsed.
 */
export function instancesWanted({ type, fields }: { readonly type: string; readonly fields: object }): {
  readonly ids: readonly string[];
  readonly tags: readonly Tags[];
} {
  if (type !== instanceConnectEndpoint.type) return { ids: [], tags: [] };
  const target = fields as Fields;
  if (target.preflight !== undefined) return { ids: [], tags: [] };
  return {
    ids: namedInstances(target).map(({ id }) => id),
    tags: target.tags === undefined ? [] : [target.tags],
  };
}

function namedInstances({ instances = [] }: Fields) {
  return instances.map(
    (one): { readonly id: string; readonly protocol?: InstanceConnectProtocol | undefined } =>
      typeof one === 'string' ? { id: one } : one,
  );
}

/** One instance that somebody wants to log in to. */
interface Login {
  readonly instance: Instance;
  readonly protocol: InstanceConnectProtocol;
  readonly through: InstanceConnectEndpoint | undefined;
  readonly address: string | undefined;
}

function endpointFor(
  { vpcId }: Instance,
  id: string | undefined,
  endpoints: NonNullable<TargetContext['instanceConnect']>['endpoints'],
): InstanceConnectEndpoint | undefined {
  if (id !== undefined) return endpoints.find((one) => one.id === id);
  return vpcId === undefined ? undefined : endpointOfVpc(endpoints, vpcId);
}

/** The primary address of the family that the endpoint speaks; of both, IPv4. */
function addressOf(
  { privateAddresses }: Instance,
  through: InstanceConnectEndpoint | undefined,
): string | undefined {
  const wantsV6 = through?.ipAddressType === 'ipv6';
  return privateAddresses.find((one) => one.includes(':') === wantsV6) ?? privateAddresses[0];
}

/** What does not run answers nothing: that is told once, by its state. */
function vantageQuestions({ instance, protocol, address }: Login): readonly Question[] {
  if (instance.state !== 'running' || address === undefined) return [];
  const port = INSTANCE_CONNECT_PORTS[protocol];
  const serves = `${protocol.toUpperCase()} of ${instance.id}`;
  return [
    { kind: 'port', host: address, ports: [{ port, serves }] },
    { kind: 'hello', host: address, port, protocols: [protocol], serves },
  ];
}

/** `aws ec2-instance-connect` opens its tunnel as a WebSocket ("Connect using the AWS CLI", EC2 User Guide). */
const TUNNEL_PORT = 443;

/** The names that a client's tunnels go to: with TLS, and once more through its proxy. */
function clientQuestions(
  logins: readonly Login[],
  id: string | undefined,
  via: string | undefined,
  context: TargetContext,
): readonly Question[] {
  const named = context.instanceConnect?.endpoints.find((one) => one.id === id);
  const used = [named, ...logins.map(({ through }) => through)];
  const names = new Set(used.flatMap((one) => one?.dnsName ?? []));
  const proxy = via === undefined ? undefined : proxyNamed(via, context.siblings ?? []);
  const trust = context.region === undefined ? 'amazon' : trustIn(context.region, context);
  return [...names].flatMap((host) => {
    const place = { host, port: TUNNEL_PORT, serves: 'EC2 Instance Connect tunnel', trust };
    const websocket: Question = { kind: 'websocket', host, port: TUNNEL_PORT };
    return [
      ...hostQuestions(host, [place], { expect: 'public' }),
      tlsQuestion(place),
      ...proxiedQuestions(via, [place], context),
      websocket,
      ...(proxy === undefined ? [] : [{ ...websocket, timeoutMs: PROXY_TIMEOUT_MS, via: { ...proxy } }]),
    ];
  });
}

/** Do the instances take the keys that Instance Connect pushes? */
function loginQuestions(logins: readonly Login[]): readonly Question[] {
  const instances = logins.filter(({ protocol }) => protocol === 'ssh').map(({ instance }) => instance.id);
  return instances.length === 0
    ? []
    : [{ kind: 'instance-login', timeoutMs: CONTROL_TIMEOUT_MS, instances: instances.slice(0, 100) }];
}

/**
 * Whether AWS's rules let the endpoint reach each instance. Where it preserves client addresses, the instance's rules
 * see the clients: without knowing those, nothing can be said.
 */
function pathQuestions(logins: readonly Login[], clients: readonly string[]): readonly Question[] {
  const segments = logins.flatMap(({ instance, protocol, through, address }) => {
    if (through?.subnetId === undefined || through.securityGroupIds.length === 0 || address === undefined)
      return [];
    const segment = {
      name: 'Instance Connect endpoint to instance',
      to: { address, name: instance.id, ...(instance.vpcId !== undefined && { vpc: instance.vpcId }) },
      ports: [INSTANCE_CONNECT_PORTS[protocol]],
    };
    const from = { subnets: [through.subnetId], securityGroups: [...through.securityGroupIds] };
    if (!through.preserveClientAddress) return [{ ...segment, from: { ...from, name: through.id } }];
    return clients.map((seenAs) => ({
      ...segment,
      from: { ...from, name: `${through.id} for ${seenAs}` },
      seenAs,
    }));
  });
  return Array.from({ length: Math.ceil(segments.length / LEGS_AT_ONCE) }, (_, place) => ({
    kind: 'path',
    timeoutMs: CONTROL_TIMEOUT_MS,
    segments: segments.slice(place * LEGS_AT_ONCE, (place + 1) * LEGS_AT_ONCE),
  }));
}
