import type { Config } from '../config/config.ts';
import { parseS3Url } from '../core/aws/object-reader.ts';
import { variable } from './names.ts';
import { allow, arnOf, type Statement } from './policies.ts';

/** Where an action can be held to resources: which, and what the statement is called. */
interface Narrower {
  readonly sid: string;
  readonly resources: (config: Config) => readonly unknown[];
}

/** An ARN of this partition and Region whose account is another one's, or AWS's own. */
function elsewhere(service: string, account: string, rest: string): { readonly 'Fn::Sub': string } {
  const [partition, region] = [variable('AWS::Partition'), variable('AWS::Region')];
  return { 'Fn::Sub': `arn:${partition}:${service}:${region}:${account}:${rest}` };
}

const LOGS: Narrower = {
  sid: 'ReadLogs',
  resources: ({ logGroups }) => logGroups.map((name) => arnOf('logs', `log-group:${name}:*`)),
};
const GATEWAYS: Narrower = {
  sid: 'ReadGateways',
  resources: () => [arnOf('storagegateway', 'gateway/*')],
};
const SHARES: Narrower = {
  sid: 'ReadShares',
  resources: () => [arnOf('storagegateway', 'share/*')],
};
const TRUST_STORES: Narrower = {
  sid: 'ReadTrustStores',
  resources: () => [arnOf('elasticloadbalancing', 'truststore/*')],
};
const ROLES: Narrower = {
  sid: 'ReadRoles',
  resources: () => [
    { 'Fn::Sub': `arn:${variable('AWS::Partition')}:iam::${variable('AWS::AccountId')}:role/*` },
  ],
};
const RESOLVER_ENDPOINTS: Narrower = {
  sid: 'ReadResolverEndpoints',
  resources: () => [arnOf('route53resolver', 'resolver-endpoint/*')],
};
const KEYS: Narrower = {
  sid: 'ReadKeys',
  // A bucket may be encrypted with a key of another account.
  resources: () => [elsewhere('kms', '*', 'key/*')],
};
const BUCKETS: Narrower = {
  sid: 'ReadBuckets',
  resources: () => [{ 'Fn::Sub': `arn:${variable('AWS::Partition')}:s3:::*` }],
};
const VPC_ATTRIBUTES: Narrower = {
  sid: 'ReadVpcAttributes',
  resources: () => [arnOf('ec2', 'vpc/*')],
};
const CLIENT_VPNS: Narrower = {
  sid: 'ReadClientVpns',
  resources: () => [arnOf('ec2', 'client-vpn-endpoint/*')],
};

const DIRECT_CONNECT_GATEWAYS: Narrower = {
  sid: 'ReadDirectConnectGateways',
  // They are in no Region.
  resources: () => [
    {
      'Fn::Sub': `arn:${variable('AWS::Partition')}:directconnect::${variable('AWS::AccountId')}:dx-gateway/*`,
    },
  ],
};

/**
 * Of what the kinds read, the actions that know a resource. Which object it will be is known when AWS is asked; which
 * kind of object is known now.
 * Source: Service Authorization Reference, the page of each service, "Actions" (resource types that are required).
 */
const NARROWER: Readonly<Record<string, Narrower>> = {
  'ssm:GetParameter': {
    sid: 'ReadImageNames',
    // Public parameters of AWS, not of the account.
    resources: () => [elsewhere('ssm', '', 'parameter/aws/service/storagegateway/*')],
  },
  'ec2:DescribeVpcAttribute': VPC_ATTRIBUTES,
  'kms:DescribeKey': KEYS,
  's3:GetEncryptionConfiguration': BUCKETS,
  's3:GetObject': {
    sid: 'ReadHealthCheckLogs',
    // AWS names the bucket when it is asked. Source: "Health check logs" (Elastic Load Balancing), "Health check log files".
    resources: () => [
      {
        'Fn::Sub': `arn:${variable('AWS::Partition')}:s3:::*AWSLogs/${variable('AWS::AccountId')}/elasticloadbalancing/*/health_check_log_*`,
      },
    ],
  },
  'route53resolver:ListResolverEndpointIpAddresses': RESOLVER_ENDPOINTS,
  'logs:FilterLogEvents': LOGS,
  'storagegateway:DescribeGatewayInformation': GATEWAYS,
  'storagegateway:DescribeMaintenanceStartTime': GATEWAYS,
  'storagegateway:DescribeSMBSettings': GATEWAYS,
  'storagegateway:DescribeNFSFileShares': SHARES,
  'storagegateway:DescribeSMBFileShares': SHARES,
  'elasticloadbalancing:GetTrustStoreCaCertificatesBundle': TRUST_STORES,
  'elasticloadbalancing:GetTrustStoreRevocationContent': TRUST_STORES,
  'iam:GetRole': ROLES,
  'iam:SimulatePrincipalPolicy': ROLES,
  'directconnect:DescribeDirectConnectGatewayAssociations': DIRECT_CONNECT_GATEWAYS,
  'ec2:DescribeClientVpnAuthorizationRules': CLIENT_VPNS,
  'ec2:DescribeClientVpnRoutes': CLIENT_VPNS,
  'ec2:DescribeClientVpnTargetNetworks': CLIENT_VPNS,
  'ec2:GetManagedPrefixListEntries': {
    sid: 'ReadPrefixLists',
    // AWS owns some, and shares those of others.
    resources: () => [elsewhere('ec2', '*', 'prefix-list/*')],
  },
  'ec2:GetVpnTunnelReplacementStatus': {
    sid: 'ReadTunnels',
    resources: () => [arnOf('ec2', 'vpn-connection/*')],
  },
  'ec2:GetTransitGatewayMulticastDomainAssociations': {
    sid: 'ReadMulticastDomains',
    // A transit gateway may be shared by another account.
    resources: () => [elsewhere('ec2', '*', 'transit-gateway-multicast-domain/*')],
  },
  'ec2:SearchTransitGatewayRoutes': {
    sid: 'ReadTransitRoutes',
    // A transit gateway may be shared by another account.
    resources: () => [elsewhere('ec2', '*', 'transit-gateway-route-table/*')],
  },
  'acm:DescribeCertificate': {
    sid: 'ReadCertificates',
    resources: () => [arnOf('acm', 'certificate/*')],
  },
};

/**
 * The objects of flow logs in the buckets that are named: those of this account, in either layout of folders (Amazon VPC
 * User Guide, "Flow log files").
 */
export function flowLogStatements({ flowLogs }: Config): readonly Statement[] {
  const places = flowLogs.flatMap((url) => parseS3Url(url) ?? []);
  if (places.length === 0) return [];
  const account = variable('AWS::AccountId');
  const folders = places.flatMap(({ bucket, key }) =>
    [`${account}/vpcflowlogs`, `aws-account-id=${account}/aws-service=vpcflowlogs`].map((folder) => ({
      bucket,
      prefix: `${key === '' ? '' : `${key.replace(/\/+$/, '')}/`}AWSLogs/${folder}/*`,
    })),
  );
  const inS3 = (rest: string) => ({ 'Fn::Sub': `arn:${variable('AWS::Partition')}:s3:::${rest}` });
  const buckets = [...new Set(places.map(({ bucket }) => bucket))];
  return [
    {
      ...allow('ListFlowLogs', ['s3:ListBucket'], buckets.map(inS3)),
      Condition: { StringLike: { 's3:prefix': folders.map(({ prefix }) => ({ 'Fn::Sub': prefix })) } },
    },
    allow(
      'ReadFlowLogs',
      ['s3:GetObject'],
      folders.map(({ bucket, prefix }) => inS3(`${bucket}/${prefix}`)),
    ),
  ];
}

/** What a function reads of the account: on everything only what AWS knows no resource of. */
export function readStatements(actions: readonly string[], config: Config): readonly Statement[] {
  const wide = actions.filter((action) => NARROWER[action] === undefined);
  const narrow = Map.groupBy(
    actions.filter((action) => NARROWER[action] !== undefined),
    (action) => NARROWER[action],
  );
  return [
    ...(wide.length === 0 ? [] : [allow('ReadAws', wide, '*')]),
    ...[...narrow].flatMap(([to, held]) => {
      const resources = to?.resources(config) ?? [];
      return to === undefined || resources.length === 0 ? [] : [allow(to.sid, held, resources)];
    }),
  ];
}
