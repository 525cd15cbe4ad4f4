import type { AwsAccess } from '../core/aws/aws-access.ts';
import { type Asked, lazily, lazyObjects, once } from './lazy.ts';

/** Everything that is read of the account in one Region, loaded with the first question. */
export function lazyAwsAccess(region: string): AwsAccess {
  const open = once(async () => {
    const [{ createAwsAccess }, { createReadClients }] = await Promise.all([
      import('./access.ts'),
      import('./clients.ts'),
    ]);
    return createAwsAccess(createReadClients(region));
  });
  const part = <K extends keyof AwsAccess>(name: K) =>
    lazily<Asked<AwsAccess[K]>>(async () => (await open())[name] as Asked<AwsAccess[K]>) as AwsAccess[K];
  return {
    network: part('network'),
    storageGateways: part('storageGateways'),
    logs: part('logs'),
    vpn: part('vpn'),
    transitGateways: part('transitGateways'),
    clientVpn: part('clientVpn'),
    directConnect: part('directConnect'),
    certificates: part('certificates'),
    instanceConnect: part('instanceConnect'),
    instances: part('instances'),
    metrics: part('metrics'),
    loadBalancers: part('loadBalancers'),
    flowLogs: part('flowLogs'),
    managedInstances: part('managedInstances'),
    trustStores: part('trustStores'),
    fileShares: part('fileShares'),
    roles: part('roles'),
    buckets: part('buckets'),
    keys: part('keys'),
    pictures: part('pictures'),
    resolvers: part('resolvers'),
    objects: lazyObjects(async () => (await open()).objects),
  };
}
