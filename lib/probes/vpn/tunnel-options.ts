import { TUNNEL_DEFAULTS } from '../../catalogue/vpn-tunnel.ts';
import type { VpnPhaseOptions, VpnTunnel } from '../../core/aws/vpn-reader.ts';
import { boundedText } from '../../core/text.ts';

/** An option that the two tunnels of a connection do not share, as AWS names it. */
export interface OptionDifference {
  readonly option: string;
  readonly values: readonly [first: string, second: string];
}

/** Every option of a tunnel that the other one should have too, with the default where it names nothing. */
function optionsOf({
  ikeVersions,
  phase1,
  phase2,
  dpdTimeoutSeconds,
  dpdAction,
  startupAction,
  lifecycleControl,
  logs,
}: VpnTunnel): Readonly<Record<string, string>> {
  return {
    IKEVersions: listed(ikeVersions, TUNNEL_DEFAULTS.ikeVersions),
    ...phaseOf('Phase1', phase1, TUNNEL_DEFAULTS.phase1DhGroups, TUNNEL_DEFAULTS.phase1LifetimeSeconds),
    ...phaseOf('Phase2', phase2, TUNNEL_DEFAULTS.phase2DhGroups, TUNNEL_DEFAULTS.phase2LifetimeSeconds),
    DPDTimeoutSeconds: String(dpdTimeoutSeconds ?? TUNNEL_DEFAULTS.dpdTimeoutSeconds),
    DPDTimeoutAction: dpdAction ?? TUNNEL_DEFAULTS.dpdAction,
    StartupAction: startupAction ?? TUNNEL_DEFAULTS.startupAction,
    EnableTunnelLifecycleControl: String(lifecycleControl ?? false),
    LogEnabled: String(logs.enabled),
    BgpLogEnabled: String(logs.bgpEnabled),
  };
}

function phaseOf(
  phase: string,
  { encryption, integrity, dhGroups, lifetimeSeconds }: VpnPhaseOptions = {},
  groups: readonly number[],
  lifetime: number,
): Readonly<Record<string, string>> {
  return {
    [`${phase}EncryptionAlgorithms`]: listed(encryption, TUNNEL_DEFAULTS.encryption),
    [`${phase}IntegrityAlgorithms`]: listed(integrity, TUNNEL_DEFAULTS.integrity),
    [`${phase}DHGroupNumbers`]: listed(dhGroups, groups),
    [`${phase}LifetimeSeconds`]: String(lifetimeSeconds ?? lifetime),
  };
}

/** In one order: which value comes first says nothing. */
function listed(
  values: readonly (string | number)[] | undefined,
  defaults: readonly (string | number)[],
): string {
  const all = values === undefined || values.length === 0 ? defaults : values;
  return boundedText([...all].map(String).sort().join(' '), 120);
}

/** What two tunnels differ in: the device behaves otherwise once traffic moves to the other one. */
export function differencesOf(first: VpnTunnel, second: VpnTunnel): readonly OptionDifference[] {
  const [mine, its] = [optionsOf(first), optionsOf(second)];
  return Object.entries(mine).flatMap(([option, value]) =>
    value === its[option] ? [] : [{ option, values: [value, its[option] ?? ''] as const }],
  );
}
