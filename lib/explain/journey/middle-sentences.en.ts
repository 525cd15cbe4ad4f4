/** Why something between two subnets stops a packet. */
export type MiddleCode =
  | 'nat-not-available'
  | 'nat-in-circle'
  | 'peering-not-active'
  | 'peering-not-transitive'
  | 'transit-not-attached'
  | 'transit-not-available'
  | 'transit-no-zone'
  | 'transit-no-table'
  | 'transit-route-missing'
  | 'transit-route-blackhole';

export type MiddleSentences = Readonly<Record<MiddleCode, string>>;

export const en: MiddleSentences = {
  'nat-not-available': 'The NAT gateway {id} is {state}: it forwards nothing.',
  'nat-in-circle':
    'The route of {subnet} leads to the NAT gateway {id}, from which the packets come: they go in a circle. The subnet of a NAT gateway needs its own way out.',
  'peering-not-active': 'The peering connection {id} is {state}, not active.',
  'peering-not-transitive':
    'The peering connection {id} leads to {vpc} only, and {peer} is not in that VPC. Peering is not transitive.',
  'transit-not-attached': '{vpc} has no attachment to {id}.',
  'transit-not-available': 'The attachment {attachment} of {vpc} is {state}, not available.',
  'transit-no-zone':
    'The attachment {attachment} has no subnet in {zone}: packets from that zone do not reach the transit gateway.',
  'transit-no-table': 'The attachment {attachment} is associated with no transit gateway route table.',
  'transit-route-missing': '{table}, which decides for what comes from {attachment}, has no route to {peer}.',
  'transit-route-blackhole': 'The route {route} in {table} is a blackhole: packets to {peer} are dropped.',
};
