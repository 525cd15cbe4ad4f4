import type { JudgedFault } from '../../core/probe.ts';
import { type DescribedAttachment, missingReturns } from './attachment.ts';
import { valuesOf } from './evidence.ts';
import type { TransitGatewayReason, TransitGatewaySpec } from './spec.ts';

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

function returnFaults(spec: TransitGatewaySpec, described: DescribedAttachment): readonly ConfigIssue[] {
  return missingReturns(spec, described).map(({ table, missing }) => ({
    reason: 'return-route-missing',
    subject: table.id,
    explains: 'target',
    ...(spec.reaches !== undefined && { towards: missing }),
    values: {
      ...valuesOf(described),
      vpcRouteTable: table.id,
      subnets: table.subnetIds.join(', ') || (table.isMain ? 'main' : '-'),
      destination: missing[0] ?? '-',
      destinations: missing.join(', '),
    },
  }));
}
