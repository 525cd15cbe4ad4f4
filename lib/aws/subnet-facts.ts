import { DescribeVpcAttributeCommand, type EC2Client, type VpcAttributeName } from '@aws-sdk/client-ec2';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { VpcDns } from '../core/aws/resolver-reader.ts';
import { permittedReads } from '../core/refusals.ts';
import type { VpcFacts } from '../explain/journey/reach.ts';
import { clientSettings } from './client-settings.ts';
import { present } from './ec2-filters.ts';
import { asking, errorName } from './refusals.ts';

/** What a VPC resolves names with. Refused actions are named, and their answers absent. */
export async function readVpcFacts(
  client: EC2Client,
  vpcId: string,
  signal: AbortSignal,
): Promise<Pick<VpcFacts, 'dns'> & { readonly refused: readonly string[] }> {
  const { permitted, refused } = permittedReads();
  const dns = await permitted(readVpcDns(client, vpcId, signal));
  return { ...(dns !== undefined && { dns }), refused: [...refused].sort() };
}

/** @throws {AwsRefusal} where AWS refuses, throttles or does not answer */
export async function readVpcDns(client: EC2Client, vpcId: string, signal: AbortSignal): Promise<VpcDns> {
  const attribute = (Attribute: VpcAttributeName) =>
    asking('ec2:DescribeVpcAttribute', () =>
      client.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute }), { abortSignal: signal }),
    );
  const [support, hostnames] = await Promise.all([
    attribute('enableDnsSupport'),
    attribute('enableDnsHostnames'),
  ]);
  return {
    support: support.EnableDnsSupport?.Value ?? false,
    hostnames: hostnames.EnableDnsHostnames?.Value ?? false,
  };
}

export type FunctionPlace =
  | {
      readonly outcome: 'in-vpc';
      readonly subnetIds: readonly string[];
      readonly securityGroupIds: readonly string[];
    }
  /** It reaches AWS services by Lambda's own network. */
  | { readonly outcome: 'outside' }
  | { readonly outcome: 'missing' };

/**
 * Where a function is.
 *
 * @throws {AwsRefusal} where AWS refuses, throttles or does not answer
 */
export async function readFunctionPlace(
  region: string,
  name: string,
  signal: AbortSignal,
): Promise<FunctionPlace> {
  const client = new LambdaClient(clientSettings(region));
  try {
    const { VpcConfig } = await asking('lambda:GetFunctionConfiguration', () =>
      client.send(new GetFunctionConfigurationCommand({ FunctionName: name }), { abortSignal: signal }),
    );
    const subnetIds = present(VpcConfig?.SubnetIds);
    const securityGroupIds = present(VpcConfig?.SecurityGroupIds);
    return subnetIds.length === 0
      ? { outcome: 'outside' }
      : { outcome: 'in-vpc', subnetIds, securityGroupIds };
  } catch (error) {
    if (errorName(error) === 'ResourceNotFoundException') return { outcome: 'missing' };
    throw error;
  } finally {
    client.destroy();
  }
}
