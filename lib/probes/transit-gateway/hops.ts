import type { KindHop } from '../../core/path.ts';
import type { TransitGatewayReason } from './spec.ts';

const isTable = ({ subject }: { readonly subject: string }) => subject.startsWith('rtb-');

/** The VPC's own routes to the transit gateway, and the attachment with the tables of the gateway. */
export const TRANSIT_GATEWAY_HOPS: readonly KindHop<TransitGatewayReason>[] = [
  { name: 'route', reasons: ['return-route-missing'], at: isTable, shows: 'subject' },
  { name: 'transit-gateway', at: (entry) => !isTable(entry) },
];
