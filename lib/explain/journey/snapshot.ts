import * as z from 'zod/mini';
import type { NetworkPicture } from '../../core/aws/network-picture.ts';
import { asFields } from '../../core/json.ts';

/** A network as it was at one moment: ids, addresses, rules and routes. No tags, names, descriptions or policies. */
export interface Snapshot {
  readonly takenAt: string;
  readonly account: string;
  readonly region: string;
  readonly picture: NetworkPicture;
}

const FORMAT = 'gatewatch-snapshot';
const VERSION = 1;

const text = z.string();
const texts = z.array(text);
const optionalText = z.optional(text);
const port = z.nullable(z.number());
const peer = z.union([
  z.object({ kind: z.literal('cidr'), cidr: text }),
  z.object({ kind: z.literal('prefix-list'), prefixListId: text }),
  z.object({ kind: z.literal('security-group'), groupId: text, ownerId: optionalText }),
]);
const targetKind = z.enum([
  'local',
  'internet-gateway',
  'egress-only-internet-gateway',
  'nat-gateway',
  'virtual-private-gateway',
  'transit-gateway',
  'vpc-peering-connection',
  'network-interface',
  'vpc-endpoint',
  'local-gateway',
  'carrier-gateway',
  'core-network',
  'other',
]);
const route = z.object({
  destination: z.union([
    z.object({ kind: z.literal('cidr'), cidr: text }),
    z.object({ kind: z.literal('prefix-list'), prefixListId: text }),
  ]),
  target: z.object({ kind: targetKind, id: text }),
  state: z.enum(['active', 'blackhole', 'other']),
  origin: z.enum(['table', 'created', 'propagated', 'advertised']),
});
const securityGroupRule = z.object({
  id: optionalText,
  direction: z.enum(['ingress', 'egress']),
  protocol: text,
  fromPort: port,
  toPort: port,
  peer,
});
const aclEntry = z.object({
  ruleNumber: z.number(),
  egress: z.boolean(),
  protocol: text,
  action: z.enum(['allow', 'deny']),
  cidr: text,
  fromPort: port,
  toPort: port,
});
const picture = z.object({
  vpcs: z.array(z.object({ id: text, cidrs: texts })),
  subnets: z.array(z.object({ id: text, vpcId: text, cidrs: texts, availabilityZone: text })),
  interfaces: z.array(
    z.object({
      id: text,
      vpcId: text,
      subnetId: text,
      addresses: texts,
      publicAddresses: texts,
      securityGroupIds: texts,
      interfaceType: text,
      description: text,
      instanceId: optionalText,
      status: text,
    }),
  ),
  endpoints: z.array(
    z.object({
      id: text,
      vpcId: text,
      type: text,
      serviceName: text,
      state: text,
      networkInterfaceIds: texts,
      subnetIds: texts,
      securityGroupIds: texts,
      dnsNames: texts,
      privateDnsEnabled: z.boolean(),
    }),
  ),
  securityGroups: z.array(
    z.object({ id: text, name: text, vpcId: text, ownerId: optionalText, rules: z.array(securityGroupRule) }),
  ),
  networkAcls: z.array(
    z.object({ id: text, vpcId: text, isDefault: z.boolean(), subnetIds: texts, entries: z.array(aclEntry) }),
  ),
  routeTables: z.array(
    z.object({
      id: text,
      vpcId: text,
      isMain: z.boolean(),
      subnetIds: texts,
      propagatingGatewayIds: texts,
      routes: z.array(route),
    }),
  ),
  prefixLists: z.array(z.object({ id: text, name: text, cidrs: texts })),
  natGateways: z.array(
    z.object({
      id: text,
      vpcId: text,
      subnetId: text,
      state: text,
      connectivity: text,
      privateAddress: text,
      publicAddress: optionalText,
    }),
  ),
  peerings: z.array(z.object({ id: text, state: text, requesterVpcId: text, accepterVpcId: text })),
  transitAttachments: z.array(
    z.object({
      id: text,
      transitGatewayId: text,
      resourceType: text,
      resourceId: text,
      state: text,
      routeTableId: optionalText,
      subnetIds: texts,
    }),
  ),
  transitTables: z.array(
    z.object({
      id: text,
      transitGatewayId: text,
      routes: z.array(z.object({ destination: text, type: text, state: text, attachmentIds: texts })),
    }),
  ),
  refused: texts,
});

const snapshot = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  takenAt: text,
  account: text,
  region: text,
  picture,
});

/** What is written to the file. What only people read of a network is left out: it may tell more than a colleague should know. */
export function writeSnapshot({ takenAt, account, region, picture: whole }: Snapshot): string {
  // The schema keeps the keys that it knows, and no other.
  const bare = picture.parse({
    ...whole,
    interfaces: whole.interfaces.map((one) => ({ ...one, description: '' })),
    // The default group is known by its name, which is the same everywhere.
    securityGroups: whole.securityGroups.map((one) => ({
      ...one,
      name: one.name === 'default' ? 'default' : '',
    })),
    prefixLists: whole.prefixLists.map((one) => ({ ...one, name: '' })),
  });
  return `${JSON.stringify({ format: FORMAT, version: VERSION, takenAt, account, region, picture: bare })}\n`;
}

export type ReadSnapshot =
  | { readonly outcome: 'read'; readonly snapshot: Snapshot }
  | { readonly outcome: 'not-valid'; readonly message: string };

/** Reads a file that `writeSnapshot` wrote, and says what is wrong with any other. */
export function readSnapshot(content: string): ReadSnapshot {
  const notValid = (message: string): ReadSnapshot => ({ outcome: 'not-valid', message });
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return content.startsWith(`{"format":"${FORMAT}"`)
      ? notValid('the file is cut short: write it again with `gatewatch snapshot`')
      : notValid('expected a file that `gatewatch snapshot` wrote; this is not JSON');
  }
  const { format, version } = asFields(value) ?? {};
  if (format !== FORMAT) return notValid('expected a file that `gatewatch snapshot` wrote');
  if (version !== VERSION) {
    return notValid(
      `the snapshot has version ${String(version)}, this gatewatch reads version ${VERSION}: write it again with this gatewatch`,
    );
  }
  const parsed = snapshot.safeParse(value);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return notValid(faults.slice(0, 1).join());
  }
  const { takenAt, account, region, picture: read } = parsed.data;
  return { outcome: 'read', snapshot: { takenAt, account, region, picture: withoutUndefined(read) } };
}

/** The parsed picture is ours but for keys that the parser types as possibly undefined. */
function withoutUndefined(read: z.infer<typeof picture>): NetworkPicture {
  return JSON.parse(JSON.stringify(read)) as NetworkPicture;
}
