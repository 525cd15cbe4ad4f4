import {
  type EC2Client,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
  type Tag,
} from '@aws-sdk/client-ec2';
import type { Vpc, VpcEndpoint } from '../core/aws/network-state.ts';
import { filter } from './ec2-filters.ts';
import { toVpc, toVpcEndpoint } from './network-mapping.ts';
import { readPages } from './pages.ts';

/** A VPC with what a person calls it: its tag `Name`, else empty. */
export interface NamedVpc extends Vpc {
  readonly name: string;
  readonly isDefault: boolean;
}

/** An interface endpoint with what a person calls it. */
export interface NamedEndpoint extends VpcEndpoint {
  readonly name: string;
}

/**
 * Lists a Region without knowing anything of it.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface AccountReader {
  readonly vpcs: (signal: AbortSignal) => Promise<readonly NamedVpc[]>;
  /** Every interface endpoint, whatever its state. */
  readonly interfaceEndpoints: (signal: AbortSignal) => Promise<readonly NamedEndpoint[]>;
}

export function createAccountReader(client: EC2Client): AccountReader {
  return {
    vpcs: (signal) =>
      readPages(
        'ec2:DescribeVpcs',
        paginateDescribeVpcs({ client }, {}, { abortSignal: signal }),
        ({ Vpcs }) =>
          Vpcs?.map((vpc) => ({
            ...toVpc(vpc),
            name: nameOf(vpc.Tags),
            isDefault: vpc.IsDefault ?? false,
          })),
      ),
    interfaceEndpoints: (signal) =>
      readPages(
        'ec2:DescribeVpcEndpoints',
        paginateDescribeVpcEndpoints(
          { client },
          {
            Filters: filter('vpc-endpoint-type', ['Interface']),
          },
          { abortSignal: signal },
        ),
        ({ VpcEndpoints }) =>
          VpcEndpoints?.map((one) => ({
            ...toVpcEndpoint(one),
            name: nameOf(one.Tags),
          })),
      ),
  };
}

function nameOf(tags: readonly Tag[] | undefined): string {
  return tags?.find(({ Key }) => Key === 'Name')?.Value ?? '';
}
