import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { SmbSettings } from '../../core/aws/storage-gateway-reader.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { listedGateway } from '../kit/gateway.ts';
import type { DirectorySpec } from './spec.ts';

export type DirectoryObservation =
  | { readonly outcome: 'no-gateway' }
  /** The gateway is offline, or serves no SMB: `gateway` tells which. */
  | { readonly outcome: 'not-told' }
  | { readonly outcome: 'read'; readonly settings: SmbSettings };

export const DIRECTORY_ACTIONS = [
  'storagegateway:ListGateways',
  'storagegateway:DescribeSMBSettings',
] as const;

/** Reads whether a gateway is a member of its domain. */
export async function observeDirectory(
  { gateway }: DirectorySpec,
  { aws, deadline }: ObserveContext<Pick<AwsAccess, 'storageGateways'>>,
): Promise<DirectoryObservation> {
  const { signal } = deadline;
  const found = await listedGateway(aws.storageGateways, gateway, signal);
  if (found === undefined) return { outcome: 'no-gateway' };
  const settings = await aws.storageGateways.smbSettings(found.arn, signal);
  return settings === undefined ? { outcome: 'not-told' } : { outcome: 'read', settings };
}
