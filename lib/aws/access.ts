import type { AwsAccess } from '../core/aws/aws-access.ts';
import { createCertificateReader } from './certificates.ts';
import { createClientVpnReader } from './client-vpn.ts';
import type { ReadClients } from './clients.ts';
import { createDirectConnectReader } from './direct-connect.ts';
import {
  createBucketReader,
  createFileShareReader,
  createKeyReader,
  createRoleReader,
} from './file-shares.ts';
import { createFlowLogReader } from './flow-logs.ts';
import { createInstanceConnectReader, createInstanceReader } from './instance-connect.ts';
import { createLoadBalancerReader } from './load-balancers.ts';
import { createLogReader } from './logs.ts';
import { createManagedInstanceReader } from './managed-instances.ts';
import { createMetricReader } from './metrics.ts';
import { createNetworkReader } from './network.ts';
import { createPictureReader } from './network-picture.ts';
import { createObjectReader } from './objects.ts';
import { createResolverReader } from './resolvers.ts';
import { createStorageGatewayReader } from './storage-gateway.ts';
import { createTransitGatewayReader } from './transit-gateway.ts';
import { createTrustStoreReader } from './trust-stores.ts';
import { createVpnReader } from './vpn.ts';

/** Everything that is read of one account and Region, through the given clients. */
export function createAwsAccess(clients: ReadClients): AwsAccess {
  return {
    network: createNetworkReader(clients.ec2),
    storageGateways: createStorageGatewayReader(clients.storageGateway, clients.ssm),
    logs: createLogReader(clients.logs),
    flowLogs: createFlowLogReader(clients.ec2),
    vpn: createVpnReader(clients.ec2),
    transitGateways: createTransitGatewayReader(clients.ec2),
    clientVpn: createClientVpnReader(clients.ec2),
    directConnect: createDirectConnectReader(clients.directConnect),
    certificates: createCertificateReader(clients.acm, clients.region),
    instanceConnect: createInstanceConnectReader(clients.ec2),
    instances: createInstanceReader(clients.ec2),
    managedInstances: createManagedInstanceReader(clients.ssm),
    metrics: createMetricReader(clients.cloudWatch),
    loadBalancers: createLoadBalancerReader(clients.loadBalancing),
    trustStores: createTrustStoreReader(clients.loadBalancing),
    objects: createObjectReader(clients.s3),
    fileShares: createFileShareReader(clients.storageGateway),
    roles: createRoleReader(clients.iam),
    buckets: createBucketReader(clients.s3),
    keys: createKeyReader(clients.kms),
    pictures: createPictureReader(clients.ec2),
    resolvers: createResolverReader(clients.resolver, clients.ec2),
  };
}
