import { SharedKey } from '../wire/shared-key.ts';
import type { DeviceConnection, DeviceNote, DeviceSecret, Setting } from './device-connection.ts';
import { tunnelsOfXml, type XmlTunnel } from './gateway-xml.ts';
import type { ConfFile } from './ipsec-conf.ts';
import { readIpsecConf } from './ipsec-conf.ts';
import { readIpsecSecrets } from './ipsec-secrets.ts';

interface Download {
  readonly connections: readonly DeviceConnection[];
  readonly secrets: readonly DeviceSecret[];
}

/** The XML that `aws ec2 describe-vpn-connections --query …CustomerGatewayConfiguration` prints. */
export function readGatewayXml({ file, text }: ConfFile): Download {
  const tunnels = tunnelsOfXml(text);
  const placeOf = (address = '') => ({
    file,
    line: text.slice(0, Math.max(0, text.indexOf(address))).split('\n').length,
  });
  return {
    connections: tunnels.map((tunnel, index) => xmlConnection(tunnel, index, placeOf)),
    secrets: tunnels.flatMap(({ vpn_gateway: gateway, customer_gateway: device, ike }) => {
      const remote = gateway?.tunnel_outside_address?.ip_address;
      if (remote === undefined || ike?.pre_shared_key === undefined || ike.pre_shared_key === '') return [];
      const ids = [remote, device?.tunnel_outside_address?.ip_address].filter((one) => one !== undefined);
      return [{ ...placeOf(remote), ids, key: new SharedKey(ike.pre_shared_key) }];
    }),
  };
}

function xmlConnection(
  { vpn_gateway: gateway, customer_gateway: device }: XmlTunnel,
  index: number,
  placeOf: (address: string | undefined) => { readonly file: string; readonly line: number },
): DeviceConnection {
  const setting = (key: string, value: string | undefined): { readonly address?: Setting<string> } =>
    value === undefined ? {} : { address: { key, value, ...placeOf(value) } };
  const remote = gateway?.tunnel_outside_address?.ip_address;
  return {
    name: `tunnel ${index + 1}`,
    ...placeOf(remote),
    format: 'aws-download',
    local: setting('customer_gateway', device?.tunnel_outside_address?.ip_address),
    remote: setting('vpn_gateway', remote),
  };
}

/**
 * The text that the console's "Download configuration" writes: for Openswan and strongSwan it holds sections of
 * ipsec.conf and lines of ipsec.secrets among its explanations; the generic one has a list of values a tunnel.
 */
export function readDownload({ file, text }: ConfFile, notes: DeviceNote[]): Download {
  const lines = text.split(/\r?\n/);
  const embedded = embeddedConf(lines);
  const connections = readIpsecConf([{ file, text: embedded }], notes);
  const secrets = readIpsecSecrets({
    file,
    text: lines.map((line) => (/:\s*PSK\s/.test(line) ? line.trim() : '')).join('\n'),
  });
  return connections.length > 0 || secrets.length > 0
    ? { connections, secrets }
    : genericTunnels(file, lines);
}

/** Only the sections and their settings, each on its own line, so that line numbers stay true. */
function embeddedConf(lines: readonly string[]): string {
  let inside = false;
  return lines
    .map((whole) => {
      const line = whole.trim();
      if (/^conn\s+\S+$/.test(line)) {
        inside = true;
        return line;
      }
      if (inside && /^#?\s*[\w-]+\s*=/.test(line)) return `  ${line}`;
      if (line !== '') inside = false;
      return '';
    })
    .join('\n');
}

const TUNNEL_HEADING = /^IPSec Tunnel #(\d)/i;
/** Outside addresses stand before the inside ones, which carry a prefix length. */
const OUTSIDE = /^(?:-\s*)?(Customer Gateway|Virtual Private Gateway)\s*:\s*(\d+\.\d+\.\d+\.\d+)$/i;
const SECRET = /^(?:-\s*)?Pre-Shared Key\s*:\s*(\S+)$/i;

/** "Outside IP Addresses" of each tunnel, and its key. */
function genericTunnels(file: string, lines: readonly string[]): Download {
  const tunnels = new Map<
    string,
    { line: number; local?: Setting<string>; remote?: Setting<string>; key?: SharedKey }
  >();
  let current: string | undefined;
  for (const [index, line] of lines.entries()) {
    const text = line.trim();
    const place = { file, line: index + 1 };
    current = TUNNEL_HEADING.exec(text)?.[1] ?? current;
    if (current === undefined) continue;
    const tunnel = tunnels.get(current) ?? { line: place.line };
    tunnels.set(current, tunnel);
    const [, key, value] = OUTSIDE.exec(text) ?? [];
    if (key !== undefined && value !== undefined)
      tunnel[/^c/i.test(key) ? 'local' : 'remote'] ??= { key, value, ...place };
    const secret = SECRET.exec(text)?.[1];
    if (secret !== undefined) tunnel.key = new SharedKey(secret);
  }
  const all = [...tunnels].flatMap(([number, { remote, ...one }]) =>
    remote === undefined ? [] : [{ name: `tunnel ${number}`, remote, ...one }],
  );
  return {
    connections: all.map(({ name, line, local, remote }) => ({
      name,
      file,
      line,
      format: 'aws-download',
      local: local === undefined ? {} : { address: local },
      remote: { address: remote },
    })),
    secrets: all.flatMap(({ line, local, remote, key }) =>
      key === undefined
        ? []
        : [{ file, line, ids: [remote.value, ...(local === undefined ? [] : [local.value])], key }],
    ),
  };
}
