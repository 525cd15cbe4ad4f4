import type { AccountReader, NamedEndpoint, NamedVpc } from '../../aws/account.ts';
import { isStorageGatewayEndpoint } from '../../catalogue/storage-gateway.ts';
import { DISCOVERABLE } from '../../config/schema.ts';
import type { DiscoveredTarget } from '../../core/aws/discovered-target.ts';
import type { NetworkReader } from '../../core/aws/network-reader.ts';
import type { RouteTable, Subnet } from '../../core/aws/network-state.ts';
import type { StorageGatewayReader } from '../../core/aws/storage-gateway-reader.ts';
import { type Refused, sideReads } from '../../core/refusals.ts';
import type { Discover } from '../../stages/watch/discover.ts';

/** One VPC and what was found in it. */
export interface SurveyedVpc {
  readonly vpc: NamedVpc;
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly endpoints: readonly NamedEndpoint[];
  /** By the word of `discover:` that finds it. */
  readonly found: readonly DiscoveredTarget[];
}

export interface Survey {
  readonly vpcs: readonly SurveyedVpc[];
  readonly refused: readonly Refused[];
}

export interface SurveyTools {
  readonly account: AccountReader;
  readonly network: Pick<NetworkReader, 'subnets' | 'routeTables'>;
  readonly discover: Discover;
  readonly signal: AbortSignal;
  /** Told as each VPC was looked at. */
  readonly onVpc?: (done: number, of: number) => void;
}

/**
 * Looks at every VPC of the Region. What AWS refuses is noted, and the rest goes on.
 *
 * @throws {AwsRefusal} only where the VPCs themselves may not be listed: then nothing is known
 */
export async function surveyAccount({
  account,
  network,
  discover,
  signal,
  onVpc,
}: SurveyTools): Promise<Survey> {
  const { unlessRefused, note, refused } = sideReads();
  const [vpcs, endpoints] = await Promise.all([
    account.vpcs(signal),
    unlessRefused(account.interfaceEndpoints(signal), []),
  ]);
  const surveyed: SurveyedVpc[] = [];
  // One after the other: each word asks AWS several times, and an account may have dozens of VPCs.
  for (const vpc of vpcs) {
    onVpc?.(surveyed.length, vpcs.length);
    const subnets = await unlessRefused(network.subnets({ vpcId: vpc.id }, signal), []);
    const [routeTables, ...discoveries] = await Promise.all([
      unlessRefused(network.routeTables(subnets, signal), []),
      ...DISCOVERABLE.map((word) =>
        unlessRefused(discover(word, { vpc: vpc.id }, signal), { targets: [], refused: [] }),
      ),
    ]);
    for (const one of discoveries.flatMap((discovery) => discovery.refused)) note(one);
    surveyed.push({
      vpc,
      subnets,
      routeTables,
      // Discovery finds these too, by their ids; here they have the names people gave them, and their subnets.
      endpoints: endpoints.filter((one) => one.vpcId === vpc.id && isStorageGatewayEndpoint(one)),
      found: discoveries.flatMap(({ targets }) => targets),
    });
  }
  return { vpcs: surveyed, refused: refused() };
}

/** Every VPC asks for every gateway, and each description goes to the appliance itself. */
export function askedOnce(reader: StorageGatewayReader): StorageGatewayReader {
  let list: ReturnType<StorageGatewayReader['list']> | undefined;
  const described = new Map<string, ReturnType<StorageGatewayReader['describe']>>();
  return {
    ...reader,
    list: (signal) => {
      list ??= reader.list(signal);
      return list;
    },
    describe: (arn, signal) => {
      const known = described.get(arn) ?? reader.describe(arn, signal);
      described.set(arn, known);
      return known;
    },
  };
}
