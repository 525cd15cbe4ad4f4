import { SharedKey } from '../wire/shared-key.ts';
import type { DeviceSecret } from './device-connection.ts';
import type { ConfFile } from './ipsec-conf.ts';
import { secretBytes } from './swanctl-conf.ts';

/**
 * The pre-shared keys of an ipsec.secrets file: `198.51.100.10 203.0.113.1 : PSK "…"`. A line that is indented goes on
 * with the one before. Other kinds of secrets are passed over. Source: ipsec.secrets(5).
 */
export function readIpsecSecrets({ file, text }: ConfFile): readonly DeviceSecret[] {
  const entries: { readonly line: number; text: string }[] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(raw)) continue;
    const last = entries.at(-1);
    if (/^\s/.test(raw) && last !== undefined) last.text += raw;
    else entries.push({ line: index + 1, text: raw });
  }
  return entries.flatMap(({ line, text: entry }) => {
    const [, ids = '', quoted, single, plain] =
      /^(.*?)\s*:\s*PSK\s+(?:"([^"]*)"|'([^']*)'|(\S+))/i.exec(entry) ?? [];
    const secret = quoted ?? single ?? plain;
    if (secret === undefined || secret === '') return [];
    const names = ids.split(/\s/).filter((one) => one !== '' && !one.startsWith('%'));
    return [
      { file, line, ids: names.map((one) => one.replace(/^@/, '')), key: new SharedKey(secretBytes(secret)) },
    ];
  });
}
