import { readDownload, readGatewayXml } from './aws-download.ts';
import type { DeviceConfig, DeviceConnection, DeviceNote, DeviceSecret } from './device-connection.ts';
import { type ConfFile, readIpsecConf } from './ipsec-conf.ts';
import { readIpsecSecrets } from './ipsec-secrets.ts';
import { readSwanctlConf } from './swanctl-conf.ts';

/** The forms a file of a device may have. */
type FileForm = 'ipsec.conf' | 'ipsec.secrets' | 'swanctl.conf' | 'gateway-xml' | 'download';

/** Told by what is in the file; the name decides only where it is empty or says nothing. */
function formOf({ file, text }: ConfFile): FileForm | undefined {
  const content = text.replace(/^\s*#.*/gm, '');
  if (/<\?xml|<vpn_connection\b/.test(content)) return 'gateway-xml';
  if (/Amazon Web Services\s+Virtual Private Cloud|IPSec Tunnel #1/i.test(text)) return 'download';
  if (/^\s*(connections|secrets|authorities|pools)\s*\{/m.test(content)) return 'swanctl.conf';
  if (/^(conn|config|ca|include|version)\s+\S/m.test(content))
    return /:\s*PSK\s/m.test(content) && !/^conn\s/m.test(content) ? 'ipsec.secrets' : 'ipsec.conf';
  if (/:\s*(PSK|RSA|ECDSA|PIN|XAUTH|EAP)\b/m.test(content) || /\.secrets$/.test(file)) return 'ipsec.secrets';
  return content.trim() === '' && /swanctl|\.conf$/.test(file) ? 'ipsec.conf' : undefined;
}

/**
 * Reads a device's files as one configuration.
 *
 * @returns `unknown`: files of no form that is known
 */
export function readDeviceFiles(
  files: readonly ConfFile[],
): DeviceConfig & { readonly unknown: readonly string[] } {
  const notes: DeviceNote[] = [];
  const connections: DeviceConnection[] = [];
  const secrets: DeviceSecret[] = [];
  const byForm = Map.groupBy(files, formOf);
  const of = (form: FileForm) => byForm.get(form) ?? [];
  connections.push(...readIpsecConf(of('ipsec.conf'), notes));
  secrets.push(...of('ipsec.secrets').flatMap(readIpsecSecrets));
  const whole = [
    ...of('swanctl.conf').map((one) => readSwanctlConf(one, notes)),
    ...of('gateway-xml').map(readGatewayXml),
    ...of('download').map((one) => readDownload(one, notes)),
  ];
  for (const one of whole) {
    connections.push(...one.connections);
    secrets.push(...one.secrets);
  }
  const names = new Set(files.map(({ file }) => file));
  return {
    connections,
    secrets,
    secretFiles: [
      ...of('ipsec.secrets'),
      ...of('swanctl.conf').filter(({ text }) => /^\s*secrets\s*\{/m.test(text)),
    ].map(({ file }) => file),
    notes: notes.filter(
      ({ what, text, file }) =>
        what !== 'include-not-read' || ![...names].some((name) => name !== file && covers(text, name)),
    ),
    unknown: (byForm.get(undefined) ?? []).map(({ file }) => file),
  };
}

/** Whether the pattern of an include names one of the files that were given. */
function covers(pattern: string, file: string): boolean {
  const last = pattern.split('/').at(-1) ?? pattern;
  const parts = last.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]*')}$`).test(file.split('/').at(-1) ?? file);
}
