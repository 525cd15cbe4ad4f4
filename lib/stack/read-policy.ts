import { DISCOVERERS } from '../aws/discovery/discoverers.ts';
import { CERTIFICATE_READER_ACTIONS } from '../core/aws/certificate-reader.ts';
import type { Probe } from '../core/probe.ts';
import { allow, type Statement } from './policies.ts';

/** An IAM policy as it is pasted into the console or given to `aws iam create-policy`. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** What lists a Region without knowing anything of it. */
const SURVEY_ACTIONS = [
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeRouteTables',
  'ec2:DescribeVpcEndpoints',
] as const;

/** Actions that a resource can be named for, with its ARN but for the partition (Service Authorization Reference). */
const NARROWER: readonly {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly arn: string;
}[] = [
  {
    sid: 'GatewatchReadsCertificates',
    actions: CERTIFICATE_READER_ACTIONS.certificate,
    arn: 'acm:*:*:certificate/*',
  },
  { sid: 'GatewatchListsConnectionLogs', actions: ['s3:ListBucket'], arn: 's3:::*' },
];

/**
 * The least policy that kinds read AWS with. Describe and List actions of EC2, Storage Gateway and Elastic Load
 * Balancing know no narrower resource.
 *
 * @param kinds - none for all of them, and what discovery lists
 * @param partition - such as `aws`
 */
export function readPolicy(
  kinds: readonly string[],
  probes: readonly Probe[],
  partition: string,
): PolicyDocument {
  const ofKinds = probes
    .filter(({ kind, from }) => from === 'control' && (kinds.length === 0 || kinds.includes(kind)))
    .flatMap(({ permissions }) => permissions);
  const ofDiscovery =
    kinds.length === 0
      ? [...SURVEY_ACTIONS, ...Object.values(DISCOVERERS).flatMap(({ actions }) => [...actions])]
      : [];
  const all = [...new Set<string>([...ofKinds, ...ofDiscovery])].sort();
  const narrower = NARROWER.map(({ sid, actions, arn }) => ({
    sid,
    actions: all.filter((action) => actions.includes(action)),
    arn: `arn:${partition}:${arn}`,
  })).filter(({ actions }) => actions.length > 0);
  const wide = all.filter((action) => !narrower.some(({ actions }) => actions.includes(action)));
  return {
    Version: '2012-10-17',
    Statement: [
      ...(wide.length > 0 ? [allow('GatewatchReads', wide, '*')] : []),
      ...narrower.map(({ sid, actions, arn }) => allow(sid, actions, arn)),
    ],
  };
}
