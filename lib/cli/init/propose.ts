import { vantageName } from '../../config/fields.ts';
import type { RouteTable, Subnet } from '../../core/aws/network-state.ts';
import { tableOfSubnet } from '../../core/aws/network-state.ts';
import type { PlannedTarget } from '../../core/plan.ts';
import { mergeTargets, safeName } from '../../stages/watch/discover.ts';
import { TARGETS } from '../../targets/registry.ts';
import { storageGatewayEndpoint } from '../../targets/storage-gateway-endpoint.ts';
import type { Survey, SurveyedVpc } from './survey.ts';

/** A vantage as it will be written. */
export interface ProposedVantage {
  readonly name: string;
  readonly vpc: { readonly id: string; readonly name: string; readonly cidrs: readonly string[] };
  readonly subnets: readonly ProposedSubnet[];
  readonly targets: readonly ProposedTarget[];
}

interface ProposedSubnet {
  readonly id: string;
  readonly zone: string;
  /** Whether a route leads from it to an internet gateway. */
  readonly isPublic: boolean;
}

export interface ProposedTarget {
  readonly name: string;
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** AWS does not tell of which VPC it is: it was found from several. */
  readonly isElsewherePossible: boolean;
}

export interface Proposal {
  readonly vantages: readonly ProposedVantage[];
  /** VPCs that hold something, but no subnet that a function could stand in. */
  readonly withoutSubnets: readonly string[];
}

/** Two zones: a function stays up when one of them fails. */
const ZONES = 2;

/** One vantage for each VPC that holds something to watch, from private subnets of two zones. */
export function proposeVantages({ vpcs }: Survey): Proposal {
  const places = Map.groupBy(
    vpcs.flatMap((one) => one.found.map(({ id }) => ({ id, vpc: one.vpc.id }))),
    ({ id }) => id,
  );
  const isElsewherePossible = (id: string) => (places.get(id)?.length ?? 0) > 1;
  // Where something surely is comes first: what is found from everywhere is watched from there.
  const ranked = vpcs
    .map((one) => ({
      one,
      certain: one.endpoints.length + one.found.filter(({ id }) => !isElsewherePossible(id)).length,
    }))
    .sort((a, b) => b.certain - a.certain || a.one.vpc.id.localeCompare(b.one.vpc.id));
  const watched = new Set<string>();
  const names = new Set<string>();
  const withoutSubnets: string[] = [];
  const vantages = ranked.flatMap(({ one }): readonly ProposedVantage[] => {
    const found = one.found.filter(({ id }) => !watched.has(id));
    if (found.length === 0 && one.endpoints.length === 0) return [];
    const subnets = chooseSubnets(one);
    if (subnets.length === 0) {
      withoutSubnets.push(one.vpc.id);
      return [];
    }
    for (const { id } of found) watched.add(id);
    const { id, name, cidrs } = one.vpc;
    const targets = proposeTargets({ ...one, found }).map((target) => ({
      ...target,
      isElsewherePossible: found.some(
        (other) => isElsewherePossible(other.id) && Object.values(target.fields).includes(other.id),
      ),
    }));
    return [{ name: nameFor(one, names), vpc: { id, name, cidrs }, subnets, targets }];
  });
  return { vantages, withoutSubnets };
}

/** The targets of one VPC, as somebody would write them. */
export function proposeTargets({
  endpoints,
  found,
}: SurveyedVpc): readonly Omit<ProposedTarget, 'isElsewherePossible'>[] {
  const ofEndpoints = endpoints.map(
    ({ id, name }): PlannedTarget => ({
      name: endpoints.length === 1 && name === '' ? 'sgw-endpoint' : safeName({ name, id }),
      type: storageGatewayEndpoint.type,
      fields: { endpoint: id },
    }),
  );
  const distinct = ofEndpoints.map((one, index) =>
    ofEndpoints.findIndex(({ name }) => name === one.name) === index
      ? one
      : { ...one, name: String(one.fields.endpoint) },
  );
  return mergeTargets(distinct, found, TARGETS).map(({ name, type, fields }) => ({
    name,
    type,
    // The schema fills in its defaults; a person reads better what is not written.
    fields: Object.fromEntries(
      Object.entries(fields).filter(
        ([, value]) =>
          value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
      ),
    ),
  }));
}

/** The tag `Name` as far as a vantage may be called so, else the VPC's id. */
function nameFor({ vpc }: SurveyedVpc, taken: Set<string>): string {
  const wished = vpc.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replace(/^[^a-z]+|-+$/g, '');
  const isGood = vantageName.safeParse(wished).success && wished.length * 2 >= vpc.name.length;
  const name = isGood && !taken.has(wished) ? wished : vpc.id;
  taken.add(name);
  return name;
}

/** Private before public, those that hold an endpoint before others, then where the most addresses are free. */
function chooseSubnets({ subnets, routeTables, endpoints }: SurveyedVpc): readonly ProposedSubnet[] {
  const holdsEndpoint = new Set(endpoints.flatMap(({ subnetIds }) => subnetIds));
  const ranked = subnets
    .map((subnet) => ({ subnet, isPublic: leadsOutside(subnet, routeTables) }))
    .sort(
      (a, b) =>
        Number(a.isPublic) - Number(b.isPublic) ||
        Number(holdsEndpoint.has(b.subnet.id)) - Number(holdsEndpoint.has(a.subnet.id)) ||
        (b.subnet.freeAddresses ?? 0) - (a.subnet.freeAddresses ?? 0) ||
        a.subnet.id.localeCompare(b.subnet.id),
    );
  const onePerZone = [
    ...new Map(ranked.toReversed().map((one) => [one.subnet.availabilityZone, one] as const)).values(),
  ].sort((a, b) => ranked.indexOf(a) - ranked.indexOf(b));
  const isAnyPrivate = onePerZone.some(({ isPublic }) => !isPublic);
  return onePerZone
    .filter(({ isPublic }) => !(isAnyPrivate && isPublic))
    .slice(0, ZONES)
    .map(({ subnet, isPublic }) => ({ id: subnet.id, zone: subnet.availabilityZone, isPublic }));
}

function leadsOutside(subnet: Subnet, tables: readonly RouteTable[]): boolean {
  const table = tableOfSubnet(subnet, tables);
  return table?.routes.some(({ target }) => target.kind === 'internet-gateway') ?? false;
}
