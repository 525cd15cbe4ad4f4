import { filtered } from './ec2-filters.ts';
import type { FakeServices } from './fake-aws.ts';

export const VPC = 'vpc-0123456789abcdef0';
export const INBOUND = 'rslvr-in-0123456789abcdef0';
export const OUTBOUND = 'rslvr-out-0123456789abcdef0';
export const RULE = 'rslvr-rr-0123456789abcdef0';
export const NAME = 'storagegateway.ap-northeast-2.amazonaws.com';
export const DOMAIN = 'corp.example.com';
export const SITE_SERVER = '10.60.0.53';
const GROUP = 'sg-0123456789abcdef0';

/** A question of both directions, and one of names alone. */
export const BOTH_WAYS = {
  vpc: VPC,
  names: [NAME],
  domains: [DOMAIN],
  servers: [SITE_SERVER],
  inbound: ['10.0.1.10', '10.0.2.10'],
};

/** A rule of a security group, as EC2 writes it. */
const open = (IsEgress: boolean, IpProtocol: string) => ({
  SecurityGroupRuleId: `sgr-${IsEgress ? 'out' : 'in'}-${IpProtocol}`,
  GroupId: GROUP,
  IsEgress,
  IpProtocol,
  FromPort: 53,
  ToPort: 53,
  CidrIpv4: '10.60.0.0/16',
});

/** Each part of a VPC whose names pass both ways; every part may be changed. */
export interface ResolverWorld {
  readonly dns?: { readonly support?: boolean; readonly hostnames?: boolean };
  readonly inbound?: object | null;
  readonly outbound?: object;
  readonly addresses?: Readonly<Record<string, string>>;
  readonly rules?: readonly object[];
  readonly associations?: readonly object[];
  /** What the group lets through: direction and protocol, such as `in tcp`. */
  readonly opens?: readonly string[];
  readonly endpoint?: object | null;
}

export const FORWARD = {
  Id: RULE,
  DomainName: `${DOMAIN}.`,
  RuleType: 'FORWARD',
  ResolverEndpointId: OUTBOUND,
  TargetIps: [{ Ip: SITE_SERVER, Port: 53 }],
};

export function fakeResolver({
  dns: { support = true, hostnames = true } = {},
  inbound = {},
  outbound = {},
  addresses = {},
  rules = [FORWARD],
  associations = [{ ResolverRuleId: RULE, Status: 'COMPLETE' }],
  opens = ['in udp', 'in tcp', 'out udp', 'out tcp'],
  endpoint = {},
}: ResolverWorld = {}): FakeServices {
  const status = (Ip: string) => ({ Ip, Status: addresses[Ip] ?? 'ATTACHED' });
  const endpointOf = (Id: string, Direction: string, more: object) => ({
    Id,
    Direction,
    HostVPCId: VPC,
    Status: 'OPERATIONAL',
    SecurityGroupIds: [GROUP],
    ...more,
  });
  return {
    route53resolver: {
      ListResolverEndpoints: () => ({
        ResolverEndpoints: [
          ...(inbound === null ? [] : [endpointOf(INBOUND, 'INBOUND', inbound)]),
          endpointOf(OUTBOUND, 'OUTBOUND', outbound),
          endpointOf('rslvr-in-0fedcba9876543210', 'INBOUND', { HostVPCId: 'vpc-0fedcba9876543210' }),
        ],
      }),
      ListResolverEndpointIpAddresses: ({ ResolverEndpointId }) => ({
        IpAddresses:
          ResolverEndpointId === INBOUND
            ? ['10.0.1.10', '10.0.2.10'].map(status)
            : ['10.0.1.11', '10.0.2.11'].map(status),
      }),
      ListResolverRules: () => ({ ResolverRules: rules }),
      ListResolverRuleAssociations: () => ({ ResolverRuleAssociations: associations }),
    },
    ec2: {
      DescribeVpcAttribute: ({ VpcId, Attribute }) =>
        Attribute === 'enableDnsSupport'
          ? { VpcId, EnableDnsSupport: { Value: support } }
          : { VpcId, EnableDnsHostnames: { Value: hostnames } },
      DescribeVpcEndpoints: () => ({
        VpcEndpoints:
          endpoint === null
            ? []
            : [
                {
                  VpcEndpointId: 'vpce-0123456789abcdef0',
                  VpcEndpointType: 'Interface',
                  VpcId: VPC,
                  ServiceName: 'com.amazonaws.ap-northeast-2.storagegateway',
                  State: 'available',
                  PrivateDnsEnabled: true,
                  ...endpoint,
                },
              ],
      }),
      DescribeSecurityGroups: () => ({
        SecurityGroups: [{ GroupId: GROUP, GroupName: 'dns', VpcId: VPC }],
      }),
      DescribeSecurityGroupRules: ({ Filters }) => ({
        SecurityGroupRules: filtered(
          [
            ['in udp', open(false, 'udp')],
            ['in tcp', open(false, 'tcp')],
            ['out udp', open(true, 'udp')],
            ['out tcp', open(true, 'tcp')],
          ].flatMap(([key, rule]) =>
            typeof key === 'string' && opens.includes(key) ? [rule as ReturnType<typeof open>] : [],
          ),
          Filters,
          { 'group-id': (one) => [one.GroupId] },
        ),
      }),
    },
  };
}
