import type { CertificateReader } from './certificate-reader.ts';
import type { ClientVpnReader } from './client-vpn-reader.ts';
import type { DirectConnectReader } from './direct-connect-reader.ts';
import type { BucketReader, FileShareReader, KeyReader, RoleReader } from './file-share-reader.ts';
import type { FlowLogReader } from './flow-log-reader.ts';
import type { InstanceConnectReader, InstanceReader } from './instance-connect-reader.ts';
import type { LoadBalancerReader, TrustStoreReader } from './load-balancer-reader.ts';
import type { LogReader } from './log-reader.ts';
import type { ManagedInstanceReader } from './managed-instance-reader.ts';
import type { MetricReader } from './metric-reader.ts';
import type { PictureReader } from './network-picture.ts';
import type { NetworkReader } from './network-reader.ts';
import type { ObjectReader } from './object-reader.ts';
import type { ResolverReader } from './resolver-reader.ts';
import type { StorageGatewayReader } from './storage-gateway-reader.ts';
import type { TransitGatewayReader } from './transit-gateway-reader.ts';
import type { VpnReader } from './vpn-reader.ts';

/**
 * Everything that is read of one account and Region. A control kind names the part it needs:
 * `ObserveContext<Pick<AwsAccess, 'network'>>`. `lib/aws/access.ts` implements it.
 */
export interface AwsAccess {
  readonly network: NetworkReader;
  readonly storageGateways: StorageGatewayReader;
  readonly logs: LogReader;
  readonly flowLogs: FlowLogReader;
  readonly vpn: VpnReader;
  readonly transitGateways: TransitGatewayReader;
  readonly clientVpn: ClientVpnReader;
  readonly directConnect: DirectConnectReader;
  readonly certificates: CertificateReader;
  readonly instanceConnect: InstanceConnectReader;
  readonly instances: InstanceReader;
  readonly managedInstances: ManagedInstanceReader;
  readonly metrics: MetricReader;
  readonly loadBalancers: LoadBalancerReader;
  readonly trustStores: TrustStoreReader;
  readonly objects: ObjectReader;
  readonly fileShares: FileShareReader;
  readonly roles: RoleReader;
  readonly buckets: BucketReader;
  readonly keys: KeyReader;
  readonly pictures: PictureReader;
  readonly resolvers: ResolverReader;
}
