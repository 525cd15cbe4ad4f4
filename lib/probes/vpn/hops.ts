import type { KindHop } from '../../core/path.ts';
import type { VpnReason } from './spec.ts';

const isOf = (prefix: RegExp) => (entry: { readonly subject: string }) => prefix.test(entry.subject);
const isTunnel = ({ subject }: { readonly subject: string }) => !/^(vpn|vgw|tgw|cgw|rtb)-/.test(subject);

/** From the VPC outwards: its route, the gateway the connection ends at, the tunnels, the device beyond. */
export const VPN_HOPS: readonly KindHop<VpnReason>[] = [
  {
    name: 'route',
    reasons: ['route-not-propagated', 'vpn-route-blackhole'],
    at: isOf(/^rtb-/),
    shows: 'subject',
  },
  {
    name: 'vpn-gateway',
    reasons: ['vpn-missing', 'vpn-not-available', 'vpn-gateway-not-attached'],
    at: isOf(/^(vpn|vgw|tgw)-/),
  },
  { name: 'tunnel', at: isTunnel, shows: 'subject', figure: { share: ['up'] } },
  { name: 'device', reasons: ['customer-gateway-address-changed'], at: isOf(/^cgw-/), shows: 'address' },
];
