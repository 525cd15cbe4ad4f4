import ipaddr from 'ipaddr.js';
import { TUNNEL_DEFAULTS, tunnelMtu } from '../catalogue/vpn-tunnel.ts';
import type {
  ComparableKey,
  CustomerGateway,
  VpnConnection,
  VpnPhaseOptions,
  VpnTunnel,
} from '../core/aws/vpn-reader.ts';
import type {
  DeviceConfig,
  DeviceConnection,
  DeviceFormat,
  Place,
  Proposal,
  Setting,
} from './device-connection.ts';
import { haveCommon, writeProposal } from './proposals.ts';

/**
 * What differs. The first group stops a tunnel, the second lets it come up and fall, the third costs speed or is only
 * worth knowing.
 */
export const DIFFERENCES = {
  'outside-address-old': 'stops',
  'tunnel-not-configured': 'stops',
  'local-id': 'stops',
  'remote-id': 'stops',
  'ike-version': 'stops',
  'phase-1-proposals': 'stops',
  'phase-2-proposals': 'stops',
  'forward-secrecy-off': 'stops',
  'traffic-selectors': 'stops',
  'secret-missing': 'stops',
  'secret-differs': 'stops',
  'nobody-starts': 'stops',
  'service-not-restarted': 'stops',
  'several-selectors': 'unstable',
  'phase-1-lifetime': 'unstable',
  'phase-2-lifetime': 'unstable',
  'dpd-off': 'unstable',
  'mtu-too-large': 'slow',
} as const;
export type DifferenceKind = keyof typeof DIFFERENCES;

/** One thing in which a device and AWS differ. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** The outside address of the tunnel it is about; absent where it is about no tunnel. */
  readonly tunnel?: string;
  /** The device's name of the connection. */
  readonly connection?: string;
  /** Where to write; absent where the device has no such line. */
  readonly place?: Place;
  /** What the device has; never a secret. */
  readonly device: string;
  /** What AWS has. */
  readonly aws: string;
  /** The line to write, or the command to run. Empty where the device is not one of those whose words are known. */
  readonly write: string;
}

export interface CompareInput {
  readonly device: DeviceConfig;
  readonly vpn: VpnConnection;
  readonly customerGateway?: CustomerGateway | undefined;
  /** By outside address; a tunnel whose key AWS does not tell is absent. */
  readonly keys: ReadonlyMap<string, ComparableKey>;
  /** A file that changed after the service had read it; undefined where that is not known. */
  readonly changedSinceStart?: string | undefined;
}

export interface Comparison {
  /** Grave ones first, tunnel by tunnel. */
  readonly differences: readonly Difference[];
  /** Tunnels whose key was compared and is the same. */
  readonly sameKeys: readonly string[];
  /** Tunnels of which the device has a key, and AWS tells none. */
  readonly keysNotCompared: readonly string[];
  readonly compared: number;
}

/** A tunnel whose outside address AWS tells. */
type KnownTunnel = VpnTunnel & { readonly outsideAddress: string };

const ORDER = Object.keys(DIFFERENCES) as readonly DifferenceKind[];

/** Compares a device's files with the tunnel options of a connection; pure. */
export function compareConfig(input: CompareInput): Comparison {
  const { device, vpn, customerGateway, changedSinceStart } = input;
  const tunnels = vpn.tunnels.filter((one): one is KnownTunnel => one.outsideAddress !== undefined);
  const outside = tunnels.map(({ outsideAddress }) => outsideAddress);
  const deviceAddress = customerGateway?.address;
  const connections = device.connections.map((one) => leftIsLocal(one, outside, deviceAddress));
  const used = new Set<DeviceConnection>();
  const differences: Difference[] = [];
  const keys = compareKeys(input, tunnels, formatOf(connections));
  let compared = 0;
  for (const tunnel of tunnels) {
    const found = connections.find(({ remote }) => remote.address?.value === tunnel.outsideAddress);
    if (found === undefined) continue;
    used.add(found);
    compared += 1;
    differences.push(...compareTunnel(found, tunnel, vpn, deviceAddress));
  }
  // A connection whose address is none of the tunnels' any more takes the place of a tunnel that has none.
  const stale = connections.filter(
    (one) => !used.has(one) && (connections.length <= 2 || isOfThisDevice(one, deviceAddress)),
  );
  for (const tunnel of tunnels) {
    const { outsideAddress } = tunnel;
    if (connections.some(({ remote }) => remote.address?.value === outsideAddress)) continue;
    const old = stale.shift();
    differences.push(
      old === undefined
        ? {
            kind: 'tunnel-not-configured',
            tunnel: outsideAddress,
            device: '-',
            aws: outsideAddress,
            write: newConnection(formatOf(connections), outsideAddress, deviceAddress),
          }
        : {
            kind: 'outside-address-old',
            tunnel: outsideAddress,
            connection: old.name,
            place: old.remote.address ?? old,
            device: old.remote.address?.value ?? '-',
            aws: outsideAddress,
            write: line(old.format, 'remote', outsideAddress),
          },
    );
    if (old !== undefined) {
      compared += 1;
      differences.push(...compareTunnel(old, tunnel, vpn, deviceAddress));
    }
  }
  differences.push(...keys.differences);
  if (changedSinceStart !== undefined) {
    differences.push({
      kind: 'service-not-restarted',
      device: changedSinceStart,
      aws: '-',
      write: RESTART[formatOf(connections)],
    });
  }
  return {
    differences: differences.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)),
    sameKeys: keys.same,
    keysNotCompared: keys.notCompared,
    compared,
  };
}

/** Which side is local is the device's own business: what names an address of AWS is the other side. */
function leftIsLocal(
  connection: DeviceConnection,
  outside: readonly string[],
  deviceAddress: string | undefined,
): DeviceConnection {
  const { local, remote } = connection;
  const isTurned =
    (local.address !== undefined && outside.includes(local.address.value)) ||
    (remote.address !== undefined && remote.address.value === deviceAddress);
  return isTurned ? { ...connection, local: remote, remote: local } : connection;
}

/** A device may have connections to others: among many one counts where it names the device's address at AWS. */
function isOfThisDevice({ local }: DeviceConnection, deviceAddress: string | undefined): boolean {
  return deviceAddress !== undefined && [local.address?.value, local.id?.value].includes(deviceAddress);
}

function compareTunnel(
  device: DeviceConnection,
  tunnel: KnownTunnel,
  vpn: VpnConnection,
  deviceAddress: string | undefined,
): readonly Difference[] {
  const outside = tunnel.outsideAddress;
  const about = { connection: device.name, tunnel: outside };
  const found: Difference[] = [];
  const differ = (kind: DifferenceKind, place: Place | undefined, seen: string, aws: string, write: string) =>
    found.push({
      kind,
      ...about,
      ...(place !== undefined && { place: { file: place.file, line: place.line } }),
      device: seen,
      aws,
      write,
    });
  const { format, local, remote } = device;

  const localName = local.id ?? local.address;
  const usesCertificate = tunnel.certificateArn !== undefined;
  if (
    deviceAddress !== undefined &&
    localName !== undefined &&
    isAddress(localName.value) &&
    localName.value !== deviceAddress &&
    !usesCertificate
  ) {
    differ('local-id', localName, localName.value, deviceAddress, line(format, 'localId', deviceAddress));
  }
  if (
    remote.id !== undefined &&
    remote.id.value !== outside &&
    !usesCertificate &&
    !remote.id.value.startsWith('%')
  ) {
    differ('remote-id', remote.id, remote.id.value, outside, line(format, 'remoteId', outside));
  }

  const versions = tunnel.ikeVersions.length > 0 ? tunnel.ikeVersions : TUNNEL_DEFAULTS.ikeVersions;
  if (device.ikeVersions !== undefined && !device.ikeVersions.value.some((one) => versions.includes(one))) {
    differ(
      'ike-version',
      device.ikeVersions,
      device.ikeVersions.value.join(),
      versions.join(),
      line(format, versions.includes('ikev2') ? 'ikev2' : 'ikev1'),
    );
  }

  for (const phase of [1, 2] as const) {
    const options = optionsOf(phase, phase === 1 ? tunnel.phase1 : tunnel.phase2);
    const proposed = phase === 1 ? device.phase1 : device.phase2;
    if (proposed !== undefined && !haveCommon(proposed.value, options)) {
      differ(
        phase === 1 ? 'phase-1-proposals' : 'phase-2-proposals',
        proposed,
        written(proposed),
        describeOptions(options),
        line(format, phase === 1 ? 'ike' : 'esp', proposalFor(format, options)),
      );
    }
    const lifetime = phase === 1 ? device.phase1LifetimeSeconds : device.phase2LifetimeSeconds;
    // AWS ends an SA at its own lifetime: a device that thinks it lives longer goes on sending into it.
    if (lifetime !== undefined && lifetime.value > options.lifetimeSeconds) {
      differ(
        phase === 1 ? 'phase-1-lifetime' : 'phase-2-lifetime',
        lifetime,
        `${lifetime.value} s`,
        `${options.lifetimeSeconds} s`,
        line(format, phase === 1 ? 'ikeLifetime' : 'espLifetime', `${options.lifetimeSeconds}s`),
      );
    }
  }
  if (device.usesForwardSecrecy?.value === false) {
    differ('forward-secrecy-off', device.usesForwardSecrecy, 'pfs=no', 'pfs=yes', line(format, 'pfs', 'yes'));
  }
  found.push(...compareSelectors(device, vpn).map((one) => ({ ...one, ...about })));

  // Libreswan wants the delay as well; strongSwan, whose files say `keyexchange`, has one of 30 s.
  const delaySeconds =
    device.dpdDelaySeconds?.value ??
    (device.dpdAction !== undefined && device.ikeVersions?.key === 'keyexchange' ? 30 : 0);
  if (format !== 'aws-download' && delaySeconds === 0) {
    const timeoutSeconds = tunnel.dpdTimeoutSeconds ?? TUNNEL_DEFAULTS.dpdTimeoutSeconds;
    differ(
      'dpd-off',
      device.dpdDelaySeconds ?? device.dpdAction,
      '-',
      `${timeoutSeconds} s`,
      line(format, 'dpd'),
    );
  }
  if (tunnel.startupAction !== 'start' && device.startup?.value === 'wait') {
    differ(
      'nobody-starts',
      device.startup,
      `${device.startup.key}=${device.startup.value}`,
      'startup action: add',
      line(format, 'start'),
    );
  }
  const mtu = largestMtu(device, tunnel);
  if (device.mtuBytes !== undefined && mtu !== undefined && device.mtuBytes.value > mtu.mtuBytes) {
    differ(
      'mtu-too-large',
      device.mtuBytes,
      `${device.mtuBytes.value}`,
      `${mtu.mtuBytes} (MSS ${mtu.mssBytes.ipv4}; IPv6 ${mtu.mssBytes.ipv6})`,
      line(format, 'mtu', String(mtu.mtuBytes)),
    );
  }
  return found;
}

/** AWS builds one pair of selectors a tunnel: several on a policy-based device push each other out. */
function compareSelectors(device: DeviceConnection, vpn: VpnConnection): readonly Difference[] {
  const sides = [
    { setting: device.local.subnets, aws: vpn.localCidr, key: 'localSubnet' },
    { setting: device.remote.subnets, aws: vpn.remoteCidr, key: 'remoteSubnet' },
  ] as const;
  return sides.flatMap(({ setting, aws = '0.0.0.0/0', key }): readonly Difference[] => {
    if (setting === undefined) return [];
    const place = { file: setting.file, line: setting.line };
    const seen = setting.value.join(', ');
    const outsideOfAws = setting.value.filter((one) => !isWithin(one, aws));
    if (outsideOfAws.length > 0) {
      return [{ kind: 'traffic-selectors', place, device: seen, aws, write: line(device.format, key, aws) }];
    }
    return setting.value.length > 1
      ? [
          {
            kind: 'several-selectors',
            place,
            device: seen,
            aws,
            write: line(device.format, key, '0.0.0.0/0'),
          },
        ]
      : [];
  });
}

function compareKeys(
  { device, customerGateway, keys }: CompareInput,
  tunnels: readonly KnownTunnel[],
  format: DeviceFormat,
) {
  const differences: Difference[] = [];
  const same: string[] = [];
  const notCompared: string[] = [];
  if (device.secretFiles.length === 0 && device.secrets.length === 0)
    return { differences, same, notCompared };
  for (const { outsideAddress: address, certificateArn } of tunnels) {
    if (certificateArn !== undefined) continue;
    const own = device.secrets.filter(({ ids }) => ids.length === 0 || ids.includes(address));
    // The entry that names the peer is taken before one for everybody (ipsec.secrets(5)).
    const secret = own.find(({ ids }) => ids.includes(address)) ?? own[0];
    const key = keys.get(address);
    if (secret === undefined) {
      const [file] = device.secretFiles;
      differences.push({
        kind: 'secret-missing',
        tunnel: address,
        ...(file !== undefined && { place: { file, line: 1 } }),
        device: '-',
        aws: address,
        write: secretLine(format, address, customerGateway?.address),
      });
    } else if (key === undefined) notCompared.push(address);
    else if (secret.key.equals(key)) same.push(address);
    else {
      differences.push({
        kind: 'secret-differs',
        tunnel: address,
        place: { file: secret.file, line: secret.line },
        device: '-',
        aws: address,
        write: secretLine(format, address, customerGateway?.address),
      });
    }
  }
  return { differences, same, notCompared };
}

interface PhaseOptions {
  readonly encryption: readonly string[];
  readonly integrity: readonly string[];
  readonly dhGroups: readonly number[];
  readonly lifetimeSeconds: number;
}

function optionsOf(phase: 1 | 2, options: VpnPhaseOptions | undefined): PhaseOptions {
  return {
    encryption: options?.encryption ?? TUNNEL_DEFAULTS.encryption,
    integrity: options?.integrity ?? TUNNEL_DEFAULTS.integrity,
    dhGroups:
      options?.dhGroups ?? (phase === 1 ? TUNNEL_DEFAULTS.phase1DhGroups : TUNNEL_DEFAULTS.phase2DhGroups),
    lifetimeSeconds:
      options?.lifetimeSeconds ??
      (phase === 1 ? TUNNEL_DEFAULTS.phase1LifetimeSeconds : TUNNEL_DEFAULTS.phase2LifetimeSeconds),
  };
}

function describeOptions({ encryption, integrity, dhGroups }: PhaseOptions): string {
  return `${encryption.join(', ')} · ${integrity.join(', ')} · DH ${dhGroups.join(', ')}`;
}

/** Strong, and known to every device: AES256 before the others, the largest hash, group 14 or the next one up. */
function proposalFor(format: DeviceFormat, { encryption, integrity, dhGroups }: PhaseOptions): string {
  const pick = <T>(wanted: readonly T[], given: readonly T[]) =>
    wanted.find((one) => given.includes(one)) ?? given[0];
  return writeProposal(format === 'ipsec.conf' ? 'libreswan' : 'strongswan', {
    encryption: pick(['AES256', 'AES128', 'AES256-GCM-16', 'AES128-GCM-16'], encryption) ?? 'AES256',
    integrity: pick(['SHA2-256', 'SHA2-512', 'SHA2-384', 'SHA1'], integrity) ?? 'SHA2-256',
    dhGroup: pick([14, 19, 20, 15, 16, 17, 18, 21, 22, 23, 24, 5, 2], dhGroups) ?? 14,
  });
}

function largestMtu(device: DeviceConnection, tunnel: VpnTunnel) {
  const options = optionsOf(2, tunnel.phase2);
  const common = (device.phase2?.value ?? []).flatMap(({ encryption, integrity }) =>
    encryption
      .filter((one) => options.encryption.includes(one))
      .map((one) => tunnelMtu(one, integrity[0] ?? 'SHA2-256', device.natTraversal?.value ?? false)),
  );
  return [...common, tunnelMtu('AES128-GCM-16', undefined, false)].find((one) => one !== undefined);
}

function isAddress(text: string): boolean {
  return ipaddr.isValid(text);
}

/** Whether one block lies in another; what cannot be read is taken as given. */
function isWithin(inner: string, outer: string): boolean {
  if (!ipaddr.isValidCIDR(outer) || !(ipaddr.isValidCIDR(inner) || ipaddr.isValid(inner))) return true;
  const [base, length] = ipaddr.isValidCIDR(inner) ? ipaddr.parseCIDR(inner) : [ipaddr.parse(inner), 128];
  const [outerBase, outerLength] = ipaddr.parseCIDR(outer);
  return base.kind() === outerBase.kind() && length >= outerLength && base.match(outerBase, outerLength);
}

function formatOf(connections: readonly DeviceConnection[]): DeviceFormat {
  return connections[0]?.format ?? 'ipsec.conf';
}

const RESTART: Readonly<Record<DeviceFormat, string>> = {
  'ipsec.conf': 'sudo systemctl restart ipsec || sudo systemctl restart strongswan-starter',
  'swanctl.conf': 'sudo swanctl --load-all',
  'aws-download': '',
};

/** The settings in the words of each device. */
const LINES: Readonly<
  Record<Exclude<DeviceFormat, 'aws-download'>, Readonly<Record<string, (value: string) => string>>>
> = {
  'ipsec.conf': {
    remote: (value) => `right=${value}`,
    localId: (value) => `leftid=${value}`,
    remoteId: (value) => `rightid=${value}`,
    ikev2: () => 'ikev2=insist',
    ikev1: () => 'ikev2=no',
    ike: (value) => `ike=${value}`,
    esp: (value) => `phase2alg=${value}`,
    pfs: (value) => `pfs=${value}`,
    ikeLifetime: (value) => `ikelifetime=${value}`,
    espLifetime: (value) => `salifetime=${value}`,
    localSubnet: (value) => `leftsubnet=${value}`,
    remoteSubnet: (value) => `rightsubnet=${value}`,
    dpd: () => 'dpddelay=10\ndpdtimeout=30\ndpdaction=restart',
    start: () => 'auto=start',
    mtu: (value) => `mtu=${value}`,
  },
  'swanctl.conf': {
    remote: (value) => `remote_addrs = ${value}`,
    localId: (value) => `local { id = ${value} }`,
    remoteId: (value) => `remote { id = ${value} }`,
    ikev2: () => 'version = 2',
    ikev1: () => 'version = 1',
    ike: (value) => `proposals = ${value}`,
    esp: (value) => `esp_proposals = ${value}`,
    ikeLifetime: (value) => `rekey_time = ${value}`,
    espLifetime: (value) => `rekey_time = ${value}`,
    localSubnet: (value) => `local_ts = ${value}`,
    remoteSubnet: (value) => `remote_ts = ${value}`,
    dpd: () => 'dpd_delay = 10s\ndpd_action = restart',
    start: () => 'start_action = start',
  },
};

function line(format: DeviceFormat, key: string, value = ''): string {
  return format === 'aws-download' ? '' : (LINES[format][key]?.(value) ?? '');
}

function secretLine(format: DeviceFormat, outside: string, deviceAddress = '%any'): string {
  const key = '<the pre-shared key of this tunnel>';
  return format === 'swanctl.conf'
    ? `secrets { ike-${outside.replaceAll(/[.:]/g, '-')} { id-1 = ${outside}\n secret = "${key}" } }`
    : `${deviceAddress} ${outside} : PSK "${key}"`;
}

function newConnection(format: DeviceFormat, outside: string, deviceAddress: string | undefined): string {
  if (format !== 'ipsec.conf') return format === 'swanctl.conf' ? `remote_addrs = ${outside}` : '';
  const id = deviceAddress === undefined ? '' : `\n  leftid=${deviceAddress}`;
  return `conn aws-${outside.replaceAll(/[.:]/g, '-')}\n  authby=secret\n  auto=start\n  left=%defaultroute${id}\n  right=${outside}\n  type=tunnel\n  ikev2=insist\n  leftsubnet=0.0.0.0/0\n  rightsubnet=0.0.0.0/0`;
}

function written({ key, value }: Setting<readonly Proposal[]>): string {
  return `${key}=${value.map((one) => Object.values(one).flat().join('-')).join()}`;
}
