import { canonicalName } from '../core/text.ts';
/** A group of Regions with names and trust of its own. */
export interface Partition {
  readonly name: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  /** `amazon`: public endpoints end at an Amazon root; `public`: at any public root (aws-cn uses other issuers). */
  readonly trust: 'amazon' | 'public';
  readonly regions: readonly string[];
}

/**
 * Source: the partition table shipped in the AWS SDK for JavaScript v3 (`@aws-sdk/core` 2026-10), names as in
 * AWS General Reference, "AWS service endpoints"; a test compares the two. The isolated partitions are left
 * out: they have no public names to ask.
 */
export const PARTITIONS: readonly Partition[] = [
  {
    name: 'aws',
    dnsSuffix: 'amazonaws.com',
    dualStackDnsSuffix: 'api.aws',
    trust: 'amazon',
    regions: [
      'af-south-1',
      'ap-east-1',
      'ap-east-2',
      'ap-northeast-1',
      'ap-northeast-2',
      'ap-northeast-3',
      'ap-south-1',
      'ap-south-2',
      'ap-southeast-1',
      'ap-southeast-2',
      'ap-southeast-3',
      'ap-southeast-4',
      'ap-southeast-5',
      'ap-southeast-6',
      'ap-southeast-7',
      'ca-central-1',
      'ca-west-1',
      'eu-central-1',
      'eu-central-2',
      'eu-north-1',
      'eu-south-1',
      'eu-south-2',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'il-central-1',
      'me-central-1',
      'me-south-1',
      'me-west-1',
      'mx-central-1',
      'sa-east-1',
      'sa-west-1',
      'us-east-1',
      'us-east-2',
      'us-west-1',
      'us-west-2',
    ],
  },
  {
    name: 'aws-cn',
    dnsSuffix: 'amazonaws.com.cn',
    dualStackDnsSuffix: 'api.amazonwebservices.com.cn',
    trust: 'public',
    regions: ['cn-north-1', 'cn-northwest-1'],
  },
  {
    name: 'aws-us-gov',
    dnsSuffix: 'amazonaws.com',
    dualStackDnsSuffix: 'api.aws',
    trust: 'amazon',
    regions: ['us-gov-east-1', 'us-gov-west-1'],
  },
];

/** The partition a Region belongs to; undefined when there is no such Region. */
export function partitionOf(region: string): Partition | undefined {
  return PARTITIONS.find((partition) => partition.regions.includes(region));
}

/** The partition whose services a host's name is one of, by its suffix; undefined for the names of anybody else. */
export function partitionOfHost(host: string): Partition | undefined {
  const name = canonicalName(host);
  return PARTITIONS.find(({ dnsSuffix, dualStackDnsSuffix }) =>
    [dnsSuffix, dualStackDnsSuffix].some((suffix) => name.endsWith(`.${suffix}`)),
  );
}

/** Every Region's name, for messages and editors. */
export const REGIONS: readonly string[] = PARTITIONS.flatMap((partition) => partition.regions);
