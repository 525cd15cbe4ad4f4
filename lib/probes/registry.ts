import { activation } from './activation/kind.ts';
import { clientVpn } from './client-vpn/kind.ts';
import { clock } from './clock/kind.ts';
import { directConnect } from './direct-connect/kind.ts';
import { directory } from './directory/kind.ts';
import { dns } from './dns/kind.ts';
import { domainControllers } from './domain-controllers/kind.ts';
import { fileShare } from './file-share/kind.ts';
import { gateway } from './gateway/kind.ts';
import { gatewayLoad } from './gateway-load/kind.ts';
import { hello } from './hello/kind.ts';
import { ike } from './ike/kind.ts';
import { instanceConnect } from './instance-connect/kind.ts';
import { instanceLogin } from './instance-login/kind.ts';
import { mtls } from './mtls/kind.ts';
import { mtu } from './mtu/kind.ts';
import { ntp } from './ntp/kind.ts';
import { openvpn } from './openvpn/kind.ts';
import { path } from './path/kind.ts';
import { port } from './port/kind.ts';
import { proxy } from './proxy/kind.ts';
import { resolver } from './resolver/kind.ts';
import { tls } from './tls/kind.ts';
import { transitGateway } from './transit-gateway/kind.ts';
import { trustStore } from './trust-store/kind.ts';
import { vpcEndpoint } from './vpc-endpoint/kind.ts';
import { vpn } from './vpn/kind.ts';
import { websocket } from './websocket/kind.ts';

/** THE list of kinds, lowest layer first: reports show them in this order. Adding a kind is its folder and one line here. */
export const PROBES = [
  dns,
  port,
  tls,
  proxy,
  hello,
  websocket,
  ntp,
  clock,
  domainControllers,
  activation,
  ike,
  openvpn,
  path,
  vpcEndpoint,
  resolver,
  gateway,
  fileShare,
  gatewayLoad,
  directory,
  vpn,
  instanceConnect,
  instanceLogin,
  transitGateway,
  directConnect,
  clientVpn,
  mtls,
  trustStore,
  mtu,
] as const;
