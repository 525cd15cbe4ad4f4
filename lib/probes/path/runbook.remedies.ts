import type { KindRemedies } from '../../core/runbook.ts';
import { showAclEntries, showGroupRules, showRoutes } from '../kit/describe-commands.ts';
import type { PathReason } from './spec.ts';

const GROUP_RULES = 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html';
const ENDPOINT_GROUPS = 'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html';
const ACLS = 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html';
const EPHEMERAL = 'https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html';
const ROUTE_TABLES = 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html';
const ROUTE_PRIORITY = 'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html';
const PROPAGATION = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html';

export const remedies: KindRemedies<PathReason> = {
  'path-security-group-blocks': {
    commands: [showGroupRules('{id}')],
    links: [GROUP_RULES, ENDPOINT_GROUPS],
  },
  'path-network-acl-blocks': {
    commands: [showAclEntries('{id}')],
    links: [ACLS, EPHEMERAL],
  },
  'path-no-route': { commands: [showRoutes('{id}')], links: [ROUTE_TABLES, ROUTE_PRIORITY, PROPAGATION] },
  'path-blackhole': { commands: [showRoutes('{id}')], links: [ROUTE_TABLES, PROPAGATION] },
  'path-undecided': { commands: [], links: [GROUP_RULES, ROUTE_PRIORITY] },
};
