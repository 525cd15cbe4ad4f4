import type { HopName, HopState } from '../../core/path.ts';

export interface PathPhrases {
  /** What a hop is called. */
  readonly hop: Readonly<Record<HopName, string>>;
  /** After a number of places: ` addresses`. */
  readonly several: Readonly<Partial<Record<HopName, string>>>;
  readonly state: Readonly<Record<HopState | 'degraded', string>>;
  /** What a picture of a path is called: `{target}`. */
  readonly pathOf: string;
  /** `{count}` lanes that are not drawn. */
  readonly more: string;
}

export const en: PathPhrases = {
  hop: {
    vantage: 'from',
    name: 'name',
    address: 'address',
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
  },
  several: {
    name: ' names',
    address: ' addresses',
    port: ' ports',
    tunnel: ' tunnels',
    route: ' tables',
    instance: ' instances',
    device: ' addresses',
    service: ' services',
  },
  state: {
    passed: 'passed',
    failed: 'FAILED',
    'not-reached': 'not reached',
    'not-checked': 'not checked',
    degraded: 'DEGRADED',
  },
  pathOf: 'Path of {target}',
  more: '{count} more not shown',
};
