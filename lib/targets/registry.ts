import { activeDirectory } from './active-directory.ts';
import { clientVpn } from './client-vpn.ts';
import { customerGateway } from './customer-gateway.ts';
import { directConnect } from './direct-connect.ts';
import { dnsForwarding } from './dns-forwarding.ts';
import { httpProxy } from './http-proxy.ts';
import { instanceConnectEndpoint } from './instance-connect-endpoint.ts';
import { ntp } from './ntp.ts';
import { openvpnServer } from './openvpn.ts';
import { siteToSiteVpn } from './site-to-site-vpn.ts';
import { storageGateway } from './storage-gateway.ts';
import { storageGatewayEndpoint } from './storage-gateway-endpoint.ts';
import { storageGatewayService } from './storage-gateway-service.ts';
import { tcp } from './tcp.ts';
import { tls } from './tls.ts';
import { transitGatewayAttachment } from './transit-gateway-attachment.ts';

/** THE list of what may stand under `targets:`. Adding a type is its file and one line here. */
export const TARGETS = [
  storageGateway,
  storageGatewayEndpoint,
  storageGatewayService,
  httpProxy,
  customerGateway,
  siteToSiteVpn,
  transitGatewayAttachment,
  directConnect,
  clientVpn,
  openvpnServer,
  tcp,
  tls,
  ntp,
  instanceConnectEndpoint,
  activeDirectory,
  dnsForwarding,
] as const;
