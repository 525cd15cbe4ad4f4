import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Observation } from '../../lib/core/observation.ts';
import { fileShare } from '../../lib/probes/file-share/kind.ts';
import { askControl } from './ask-control.ts';
import { FakeAwsError } from './aws-faults.ts';
import type { FakeAws, FakeServices } from './fake-aws.ts';
import { fakeGateways } from './fake-gateways.ts';
import { type FakeS3Options, fakeS3 } from './fake-s3.ts';
import { readClients } from './read-clients.ts';

const GATEWAY = 'sgw-12A3456B';
const ROLE = 'arn:aws:iam::123456789012:role/service-role/BucketAccess';
const arnOf = (id: string) => `arn:aws:storagegateway:ap-northeast-2:123456789012:share/${id}`;

/** The trust policy of a role, as IAM writes it. */
export const trust = (
  Service: string | readonly string[],
  Action: string | readonly string[] = 'sts:AssumeRole',
) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { Service }, Action } });

/** The policy of an endpoint that somebody has not touched. */
export const ALLOWS_ALL = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';

/** One gateway, its shares, their bucket and role; every part may be changed or left out. */
export interface FileShareWorld {
  readonly shares?: readonly { readonly id: string; readonly type: 'NFS' | 'SMB'; readonly more?: object }[];
  /** The trust policy; null: there is no role. */
  readonly trustPolicy?: string | null;
  readonly decide?: (action: string, resource: string) => string;
  readonly buckets?: readonly string[];
  readonly s3?: FakeS3Options;
  readonly deny?: readonly string[];
  readonly endpointPolicy?: string;
  /** The state of the key, null: there is none of that id. */
  readonly keyState?: string | null;
  /** Routes of the gateway's subnet beside the local one. */
  readonly routes?: readonly object[];
}

const VPC = 'vpc-0123456789abcdef0';
const SUBNET = 'subnet-0123456789abcdef0';
const GROUP = 'sg-0123456789abcdef0';
/** S3's own prefix list leads to the gateway endpoint. */
const TO_S3 = {
  DestinationPrefixListId: 'pl-0123456789abcdef0',
  GatewayId: 'vpce-0123456789abcdef0',
  State: 'active',
  Origin: 'CreateRoute',
};

function fakeFileShares({
  shares = [
    { id: 'share-00000001', type: 'NFS' },
    { id: 'share-00000002', type: 'SMB' },
  ],
  trustPolicy = trust('storagegateway.amazonaws.com'),
  decide = () => 'allowed',
  endpointPolicy = ALLOWS_ALL,
  keyState = 'Enabled',
  routes = [TO_S3],
}: FileShareWorld): FakeServices {
  const describe = (type: 'NFS' | 'SMB') => (arns: readonly string[] | undefined) =>
    shares
      .filter((one) => one.type === type && arns?.includes(arnOf(one.id)) === true)
      .map(({ id, more }) => ({
        FileShareId: id,
        FileShareARN: arnOf(id),
        FileShareStatus: 'AVAILABLE',
        LocationARN: 'arn:aws:s3:::files/team/',
        Role: ROLE,
        ...more,
      }));
  return {
    storagegateway: {
      ...fakeGateways([{ id: GATEWAY, listing: { Ec2InstanceId: 'i-0123456789abcdef0' } }]),
      ListFileShares: () => ({
        FileShareInfoList: shares.map(({ id, type }) => ({
          FileShareType: type,
          FileShareARN: arnOf(id),
          FileShareId: id,
        })),
      }),
      DescribeNFSFileShares: ({ FileShareARNList }) => ({
        NFSFileShareInfoList: describe('NFS')(FileShareARNList),
      }),
      DescribeSMBFileShares: ({ FileShareARNList }) => ({
        SMBFileShareInfoList: describe('SMB')(FileShareARNList),
      }),
    },
    ec2: {
      DescribeNetworkInterfaces: () => ({
        NetworkInterfaces: [
          {
            NetworkInterfaceId: 'eni-0123456789abcdef0',
            VpcId: VPC,
            SubnetId: SUBNET,
            PrivateIpAddress: '10.0.1.20',
            Groups: [{ GroupId: GROUP, GroupName: 'gateway' }],
          },
        ],
      }),
      DescribeVpcs: () => ({
        Vpcs: [
          {
            VpcId: VPC,
            CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
          },
        ],
      }),
      DescribeSubnets: () => ({
        Subnets: [
          { SubnetId: SUBNET, VpcId: VPC, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'ap-northeast-2a' },
        ],
      }),
      DescribeNatGateways: () => ({ NatGateways: [] }),
      DescribeRouteTables: () => ({
        RouteTables: [
          {
            RouteTableId: 'rtb-0123456789abcdef0',
            VpcId: VPC,
            Associations: [{ Main: true }],
            Routes: [
              {
                DestinationCidrBlock: '10.0.0.0/16',
                GatewayId: 'local',
                State: 'active',
                Origin: 'CreateRouteTable',
              },
              ...routes,
            ],
          },
        ],
      }),
      DescribeNetworkAcls: () => ({
        NetworkAcls: [
          {
            NetworkAclId: 'acl-0123456789abcdef0',
            VpcId: VPC,
            IsDefault: true,
            Associations: [{ SubnetId: SUBNET }],
            Entries: [true, false].map((Egress) => ({
              ...{ Egress, RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
            })),
          },
        ],
      }),
      DescribeSecurityGroups: () => ({
        SecurityGroups: [{ GroupId: GROUP, GroupName: 'gateway', VpcId: VPC }],
      }),
      DescribeSecurityGroupRules: () => ({
        SecurityGroupRules: [
          {
            SecurityGroupRuleId: 'sgr-0123456789abcdef0',
            GroupId: GROUP,
            IsEgress: true,
            IpProtocol: '-1',
            FromPort: -1,
            ToPort: -1,
            CidrIpv4: '0.0.0.0/0',
          },
        ],
      }),
      DescribeManagedPrefixLists: () => ({
        PrefixLists: [
          { PrefixListId: 'pl-0123456789abcdef0', PrefixListName: 'com.amazonaws.ap-northeast-2.s3' },
        ],
      }),
      GetManagedPrefixListEntries: () => ({ Entries: [{ Cidr: '52.219.60.0/23' }] }),
      DescribeVpcAttribute: ({ VpcId, Attribute }) =>
        Attribute === 'enableDnsSupport'
          ? { VpcId, EnableDnsSupport: { Value: true } }
          : { VpcId, EnableDnsHostnames: { Value: true } },
      DescribeVpcEndpoints: () => ({
        VpcEndpoints: [
          {
            VpcEndpointId: 'vpce-0123456789abcdef0',
            VpcEndpointType: 'Gateway',
            VpcId: VPC,
            ServiceName: 'com.amazonaws.ap-northeast-2.s3',
            State: 'available',
            PolicyDocument: endpointPolicy,
          },
        ],
      }),
    },
    kms: {
      DescribeKey: ({ KeyId = '' }) => {
        if (keyState === null) throw new FakeAwsError('NotFoundException', 'no such key');
        return { KeyMetadata: { KeyId, KeyState: keyState } };
      },
    },
    iam: {
      GetRole: ({ RoleName }) => {
        if (trustPolicy === null) throw new FakeAwsError('NoSuchEntity', 'not found');
        assert.equal(RoleName, 'BucketAccess');
        return {
          Role: {
            Arn: ROLE,
            Path: '/service-role/',
            RoleName,
            RoleId: 'AROAEXAMPLE',
            CreateDate: new Date(0),
            AssumeRolePolicyDocument: encodeURIComponent(trustPolicy),
          },
        };
      },
      SimulatePrincipalPolicy: ({ ActionNames = [], ResourceArns = [] }) => ({
        EvaluationResults: ActionNames.flatMap((action) =>
          ResourceArns.map((resource) => ({
            EvalActionName: action,
            EvalResourceName: resource,
            EvalDecision: decide(action, resource),
          })),
        ),
      }),
    },
  };
}

/** Asks for the shares of a gateway, one page at a time; S3 answers from its own server. */
export async function askFileShares(
  t: TestContext,
  world: FileShareWorld = {},
  gateway = GATEWAY,
): Promise<{
  readonly observation: Observation;
  readonly fake: FakeAws;
  readonly requests: readonly string[];
}> {
  const { buckets = ['files'], s3, deny = [] } = world;
  const { clients, fake } = await readClients(t, fakeFileShares(world), { deny, pageSize: 1 });
  const stored = await fakeS3(t, Object.fromEntries(buckets.map((name) => [name, {}])), s3);
  const aws = { clients: { ...clients, s3: stored.client } };
  return { observation: await askControl(fileShare, { gateway }, aws), fake, requests: stored.requests };
}
