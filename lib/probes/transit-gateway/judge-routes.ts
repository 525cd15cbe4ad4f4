import type { RouteTable } from '../../core/aws/network-state.ts';
import type { JudgedFault } from '../../core/probe.ts';
import { chooseRoute } from '../../explain/routes.ts';
import { spanOf } from '../../explain/spans.ts';
import { indexState } from '../../explain/state-index.ts';
import { valuesOf } from './evidence.ts';
import type { DescribedAttachment } from './observe.ts';
import type { TransitGatewayReason } from './reasons.ts';
import type { TransitGatewaySpec } from './spec.ts';

type ConfigIssue = JudgedFault<TransitGatewayReason>;

/** The way there, in the transit table the attachment is associated with, and the way back, in the VPC's tables. */
export function judgeRoutes(
  spec: TransitGatewaySpec,
  described: DescribedAttachment,
): readonly ConfigIssue[] {
  return [...transitFaults(described), ...deadFaults(described), ...returnFaults(spec, described)];
}

function transitFaults(described: DescribedAttachment): readonly ConfigIssue[] {
  return described.answers.flatMap(({ destination, route }): readonly ConfigIssue[] => {
    // A state other than these two is new to us: it is in the evidence, and no proof of anything.
    if (route !== undefined && route.state !== 'blackhole') return [];
    return [
      {
        reason: route === undefined ? 'transit-route-missing' : 'transit-route-blackhole',
        subject: `${described.attachment.id} -> ${destination}`,
        explains: 'target',
        towards: [destination],
        values: { ...valuesOf(described), destination, route: route?.destination ?? '-' },
      },
    ];
  });
}

/** What was left behind by an attachment that is gone, and does not stand for a destination that is named already. */
function deadFaults(described: DescribedAttachment): readonly ConfigIssue[] {
  const named = described.answers.map(({ route }) => route?.destination);
  return described.deadRoutes
    .filter(({ destination }) => !named.includes(destination))
    .map(({ destination }) => ({
      reason: 'transit-route-blackhole',
      subject: `${described.attachment.id} -> ${destination}`,
      // Whether anybody still asks for it is not known: the configuration does not name it.
      status: 'degraded',
      severity: 'warning',
      towards: [destination],
      values: { ...valuesOf(described), destination, route: destination },
    }));
}

function returnFaults(
  { reaches, subnets }: TransitGatewaySpec,
  described: DescribedAttachment,
): readonly ConfigIssue[] {
  const { routeTables, attachment } = described;
  const gateway = attachment.transitGatewayId;
  const index = indexState({ vpcs: [], securityGroups: [], networkAcls: [], routeTables, prefixLists: [] });
  const lacks = (table: RouteTable): readonly string[] => {
    const own = table.routes.filter(({ target }) => target.id === gateway);
    if (reaches === undefined) return own.some(({ state }) => state !== 'blackhole') ? [] : ['-'];
    return reaches.filter((destination) => {
      const span = spanOf(destination);
      const choice = span && chooseRoute(table, span, index);
      // A route to something else may be meant: a firewall, another gateway.
      return (
        choice?.outcome === 'no-route' || (choice?.outcome === 'route' && choice.route.state === 'blackhole')
      );
    });
  };
  const lacking = routeTables.map((table) => ({ table, missing: lacks(table) }));
  const without = lacking.filter(({ missing }) => missing.length > 0);
  // Nobody said which subnets are meant: then it is enough that one table of the VPC knows the way.
  if (without.length === 0 || (subnets === undefined && without.length < lacking.length)) return [];
  return (subnets === undefined ? without.slice(0, 1) : without).map(({ table, missing }) => ({
    reason: 'return-route-missing',
    subject: table.id,
    explains: 'target',
    ...(reaches !== undefined && { towards: missing }),
    values: {
      ...valuesOf(described),
      vpcRouteTable: table.id,
      subnets: table.subnetIds.join(', ') || (table.isMain ? 'main' : '-'),
      destination: missing[0] ?? '-',
      destinations: missing.join(', '),
    },
  }));
}
