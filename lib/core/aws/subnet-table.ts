import type { RouteTable, Subnet } from './network-state.ts';

/**
 * The route table that decides for a subnet: its own, else the main one of its VPC.
 * Source: Amazon VPC User Guide, "Subnet route tables".
 *
 * @returns undefined where neither is among the tables
 */
export function tableOfSubnet(
  { id, vpcId }: Pick<Subnet, 'id' | 'vpcId'>,
  tables: readonly RouteTable[],
): RouteTable | undefined {
  return (
    tables.find(({ subnetIds }) => subnetIds.includes(id)) ??
    tables.find((table) => table.isMain && table.vpcId === vpcId)
  );
}
