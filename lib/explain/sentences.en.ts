import type { FlowCode } from './flow-record.ts';
import type { BlockCode } from './packet.ts';

/** One sentence for what stops a packet, and one for what stops its answer. Groups let answers pass. */
export type BlockSentences = Readonly<
  Record<BlockCode | FlowCode, { readonly asked: string; readonly answer: string }>
>;

const GROUP_OUT = 'No outbound rule of {ids} allows {protocol} {ports} to {peers}.';
const GROUP_IN = 'No inbound rule of {ids} allows {protocol} {ports} from {peers}.';

/** Added where a network ACL comes to hold more rules than its quota allows. */
export const aclQuota =
  'The network ACL then holds {aclRules} rules in this direction. The quota is 20 by default and 40 at most: request an increase first.';

export const sentences: BlockSentences = {
  'group-out-no-rule': { asked: GROUP_OUT, answer: GROUP_OUT },
  'group-in-no-rule': { asked: GROUP_IN, answer: GROUP_IN },
  'acl-out-denies': {
    asked: 'Outbound rule {rule} of {id} denies {protocol} {ports} from {subnet} to {peers}.',
    answer:
      'Outbound rule {rule} of {id} denies the answers, {protocol} {ports} from {subnet} to {peers}: a network ACL does not remember connections.',
  },
  'acl-in-denies': {
    asked: 'Inbound rule {rule} of {id} denies {protocol} {ports} from {peers} into {subnet}.',
    answer:
      'Inbound rule {rule} of {id} denies the answers, {protocol} {ports} from {peers} into {subnet}: a network ACL does not remember connections.',
  },
  'acl-out-no-rule': {
    asked: 'No outbound rule of {id} allows {protocol} {ports} from {subnet} to {peers}.',
    answer:
      'No outbound rule of {id} allows the answers, {protocol} {ports} from {subnet} to {peers}: a network ACL does not remember connections.',
  },
  'acl-in-no-rule': {
    asked: 'No inbound rule of {id} allows {protocol} {ports} from {peers} into {subnet}.',
    answer:
      'No inbound rule of {id} allows the answers, {protocol} {ports} from {peers} into {subnet}: a network ACL does not remember connections.',
  },
  'route-missing': {
    asked: '{id} of {subnet} has no route to {peers}.',
    answer: '{id} of {subnet} has no route back to {peers}.',
  },
  'route-blackhole': {
    asked:
      'The route {rule} in {id} of {subnet} leads to {target}, which is gone or detached: packets to {peers} are dropped.',
    answer:
      'The route {rule} in {id} of {subnet} leads to {target}, which is gone or detached: answers to {peers} are dropped.',
  },
  'route-to-internet': {
    asked:
      'The best route to {peers} in {id} of {subnet} is {rule} to {target}, and an internet gateway carries no private addresses.',
    answer:
      'The best route back to {peers} in {id} of {subnet} is {rule} to {target}, and an internet gateway carries no private addresses.',
  },
  'route-needs-public-address': {
    asked:
      'The route {rule} in {id} of {subnet} leads to {target}, but the source has no public address: an internet gateway drops its packets.',
    answer:
      'The route {rule} in {id} of {subnet} leads to {target}, and what answers has no public address, without which an internet gateway drops its packets.',
  },
  'route-back-through-nat': {
    asked:
      'The route {rule} in {id} of {subnet} leads to {target}, which carries only connections opened from inside the VPC: packets to {peers} are dropped.',
    answer:
      'The route back to {peers} in {id} of {subnet} is {rule} to {target}, which carries only connections opened from inside the VPC: the answers are dropped. Add a route to the site.',
  },
  'route-through-nat': {
    asked:
      'The best route to {peers} in {id} of {subnet} is {rule} to {target}, a NAT gateway whose own subnet has no route there.',
    answer:
      'The best route back to {peers} in {id} of {subnet} is {rule} to {target}, a NAT gateway whose own subnet has no route there.',
  },
  'route-stays-local': {
    asked: 'Both VPCs use the block of {peers}: the local route in {id} keeps the packets in their own VPC.',
    answer: 'Both VPCs use the block of {peers}: the local route in {id} keeps the answers in their own VPC.',
  },
  'flow-rejected': {
    asked:
      'Flow log {id}: {interface} rejected {packet} at {time}. A security group or network ACL of this interface refuses it.',
    answer:
      'Flow log {id}: {interface} rejected the answer {packet} at {time}. A network ACL of its subnet refuses it.',
  },
  'flow-accepted': {
    asked:
      'Flow log {id}: {interface} accepted {packet} at {time}. The rules there let it pass: check what lies behind it, and the return path.',
    answer:
      'Flow log {id}: {interface} accepted the answer {packet} at {time}. The rules there let it pass: check the return path.',
  },
};
