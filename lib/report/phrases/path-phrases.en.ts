import type { HopName, HopState } from '../../core/path.ts';

export const en = {
  /** What a hop is called. */
  hop: {
    vantage: 'from',
    name: 'name',
    address: 'address',
    resolver: 'resolver',
    'instance-connect': 'Instance Connect endpoint',
    'security-group': 'security group',
    'network-acl': 'network ACL',
    route: 'route',
    'transit-gateway': 'transit gateway',
    'vpn-gateway': 'VPN gateway',
    tunnel: 'tunnel',
    device: 'VPN device',
    'direct-connect': 'Direct Connect',
    'client-vpn': 'Client VPN endpoint',
    'vpc-endpoint': 'VPC endpoint',
    'load-balancer': 'load balancer',
    instance: 'instance',
    proxy: 'proxy',
    port: 'port',
    tls: 'TLS',
    service: 'service',
    clock: 'clock',
    gateway: 'gateway state',
  } satisfies Readonly<Record<HopName, string>>,
  /** After a number of places: ` addresses`. */
  several: {
    name: ' names',
    address: ' addresses',
    port: ' ports',
    tunnel: ' tunnels',
    route: ' tables',
    instance: ' instances',
    device: ' addresses',
    service: ' services',
  } as Readonly<Partial<Record<HopName, string>>>,
  state: {
    passed: 'passed',
    failed: 'FAILED',
    'not-reached': 'not reached',
    'not-checked': 'not checked',
    degraded: 'DEGRADED',
  } satisfies Readonly<Record<HopState | 'degraded', string>>,
  /** What a picture of a path is called: `{target}`. */
  pathOf: 'Path of {target}',
  /** `{count}` lanes that are not drawn. */
  more: '{count} more not shown',
};
export type PathPhrases = Readonly<typeof en>;
