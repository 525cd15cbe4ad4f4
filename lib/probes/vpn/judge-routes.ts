import type { RouteTable } from '../../core/aws/network-state.ts';
import type { JudgedFault } from '../../core/probe.ts';
import { chooseRoute, destinationOf } from '../../explain/routes.ts';
import { spanOf } from '../../explain/spans.ts';
import { indexState } from '../../explain/state-index.ts';
import type { Traffic } from './judge-tunnels.ts';
import type { DescribedVpn } from './observe.ts';
import type { VpnReason, VpnSpec } from './spec.ts';

type ConfigIssue = JudgedFault<VpnReason>;

/**
 * Whether the VPC's tables send the other side's prefixes into the tunnel. Routes come by propagation, or by hand.
 * With `subnets` every one of their tables must have some; without, one of the VPC's tables, for then nobody knows
 * which subnets are meant to reach the other side.
 */
export function judgeRoutes(
  spec: VpnSpec,
  described: DescribedVpn,
  traffic: Traffic,
): readonly ConfigIssue[] {
  const { connection, routeTables } = described;
  const gateway = connection.vpnGatewayId;
  if (gateway === undefined) return [];
  const blackholes = routeTables.flatMap((table) => blackholeFault(table, gateway, described));
  const without = routeTables.filter(
    (table) => !leadsInto(table, gateway) && !blackholes.some(({ subject }) => subject === table.id),
  );
  const lacking =
    spec.subnets !== undefined ? without : without.length === routeTables.length ? without.slice(0, 1) : [];
  return [
    ...blackholes,
    ...lacking.map((table): ConfigIssue => notPropagated(table, gateway, described)),
    ...(traffic === 'flows' ? prefixFaults(spec, described, gateway) : []),
  ];
}

/** By propagation, even while there is nothing to propagate yet, or by a route that was made by hand. A state that is new to us proves nothing. */
function leadsInto(table: RouteTable, gateway: string): boolean {
  return (
    table.propagatingGatewayIds.includes(gateway) ||
    table.routes.some(({ target, state }) => target.id === gateway && state !== 'blackhole')
  );
}

function notPropagated(table: RouteTable, gateway: string, { connection }: DescribedVpn): ConfigIssue {
  return {
    reason: 'route-not-propagated',
    subject: table.id,
    explains: 'target',
    values: {
      vpn: connection.id,
      gateway,
      routeTable: table.id,
      subnets: table.subnetIds.join(', ') || (table.isMain ? 'main' : '-'),
      prefixes: connection.staticRoutes.map(({ destination }) => destination).join(', ') || '-',
    },
  };
}

/** A route whose gateway is gone or detached drops what it matches. */
function blackholeFault(
  table: RouteTable,
  gateway: string,
  { connection }: DescribedVpn,
): readonly ConfigIssue[] {
  const dead = table.routes.filter(
    ({ target, state }) => target.kind === 'virtual-private-gateway' && state === 'blackhole',
  );
  const [first] = dead;
  if (first === undefined) return [];
  return [
    {
      reason: 'vpn-route-blackhole',
      subject: table.id,
      explains: 'target',
      values: {
        vpn: connection.id,
        routeTable: table.id,
        destination: destinationOf(first),
        destinations: dead.map(destinationOf).join(', '),
        oldGateway: first.target.id,
        gateway,
      },
    },
  ];
}

/** Prefixes that the configuration names and that no route leads into the tunnel for, though the table takes them. */
function prefixFaults(
  { reaches, subnets }: VpnSpec,
  { connection, routeTables }: DescribedVpn,
  gateway: string,
): readonly ConfigIssue[] {
  if (reaches === undefined) return [];
  const index = indexState({ vpcs: [], securityGroups: [], networkAcls: [], routeTables, prefixLists: [] });
  const tables = routeTables.filter((table) => leadsInto(table, gateway));
  const missingIn = (table: RouteTable) =>
    reaches.filter((prefix) => {
      const span = spanOf(prefix);
      // A route elsewhere may be meant: a firewall, a second connection.
      return span !== undefined && chooseRoute(table, span, index).outcome === 'no-route';
    });
  const missing = tables.map(missingIn);
  const prefixes = [...new Set(missing.flat())].filter(
    (prefix) => subnets !== undefined || missing.every((ofTable) => ofTable.includes(prefix)),
  );
  if (prefixes.length === 0) return [];
  return [
    {
      reason: 'tunnel-without-routes',
      subject: connection.id,
      explains: 'target',
      values: {
        vpn: connection.id,
        routing: connection.staticRoutesOnly ? 'static' : 'BGP',
        tunnels: '-',
        prefixes: prefixes.join(', '),
        why: 'prefix-not-known',
      },
    },
  ];
}
