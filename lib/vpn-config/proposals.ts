import type { Proposal } from './device-connection.ts';

/**
 * The words of Openswan, Libreswan and strongSwan for what AWS names otherwise, without `-` and `_`. Sources:
 * ipsec.conf(5) of Libreswan, `ike=`; strongSwan documentation, "IKEv2 Cipher Suites".
 */
const ENCRYPTION: ReadonlyMap<string, string> = new Map(
  Object.entries({
    aes: 'AES128',
    aes128: 'AES128',
    aescbc: 'AES128',
    aescbc128: 'AES128',
    aes128cbc: 'AES128',
    aes256: 'AES256',
    aescbc256: 'AES256',
    aes256cbc: 'AES256',
    aes128gcm: 'AES128-GCM-16',
    aes128gcm16: 'AES128-GCM-16',
    aes128gcm128: 'AES128-GCM-16',
    aesgcm128: 'AES128-GCM-16',
    aesgcm16128: 'AES128-GCM-16',
    aesgcmc128: 'AES128-GCM-16',
    aesgcm: 'AES128-GCM-16',
    aes256gcm: 'AES256-GCM-16',
    aes256gcm16: 'AES256-GCM-16',
    aes256gcm128: 'AES256-GCM-16',
    aesgcm256: 'AES256-GCM-16',
    aesgcm16256: 'AES256-GCM-16',
    aesgcmc256: 'AES256-GCM-16',
  }),
);

const INTEGRITY: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sha: 'SHA1',
    sha1: 'SHA1',
    hmacsha1: 'SHA1',
    sha2: 'SHA2-256',
    sha256: 'SHA2-256',
    sha2256: 'SHA2-256',
    hmacsha2256: 'SHA2-256',
    sha384: 'SHA2-384',
    sha2384: 'SHA2-384',
    sha512: 'SHA2-512',
    sha2512: 'SHA2-512',
  }),
);

/** Diffie-Hellman groups (RFC 3526, RFC 5114, RFC 5903; IANA, "Transform Type 4"). */
const DH_GROUPS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    modp1024: 2,
    modp1536: 5,
    modp2048: 14,
    modp3072: 15,
    modp4096: 16,
    modp6144: 17,
    modp8192: 18,
    ecp256: 19,
    ecp384: 20,
    ecp521: 21,
    modp1024s160: 22,
    modp2048s224: 23,
    modp2048s256: 24,
  }),
);

/** Words that say nothing AWS has an option for. */
const SILENT = new Set(['null', 'none', 'noesn', 'esn', 'prfsha1', 'prfsha256', 'prfsha384', 'prfsha512']);

/** The longest list that is read. */
const MOST_PROPOSALS = 64;

export interface ReadProposals {
  readonly proposals: readonly Proposal[];
  /** Words nobody knows: the proposals that hold them are left out. */
  readonly unknown: readonly string[];
}

/**
 * Reads what a device proposes: `aes256-sha2_256;dh14,aes128-sha1;modp2048` (Libreswan), `aes256-sha256-modp2048!`
 * (strongSwan). A `+` joins alternatives.
 */
export function readProposals(text: string): ReadProposals {
  const unknown: string[] = [];
  const proposals = text
    .replace(/!\s*$/, '')
    .split(',')
    .slice(0, MOST_PROPOSALS)
    .map((one) => readProposal(one.trim(), unknown))
    .filter((one) => one !== undefined);
  return { proposals, unknown };
}

function readProposal(text: string, unknown: string[]): Proposal | undefined {
  if (text === 'default') return undefined;
  const found = { encryption: [] as string[], integrity: [] as string[], dhGroups: [] as number[] };
  // `sha2_256` and `aes_gcm-256` are one word each, although they hold what parts others.
  const joined = text
    .toLowerCase()
    .replace(/\b(aes(?:_(?:gcm(?:_[abc])?(?:_\d+)?|cbc))?)-(128|192|256)\b/g, '$1$2');
  for (const word of joined.split(/[-;+]/).map((one) => one.replace(/[_\s]/g, ''))) {
    const [cipher, hash, group] = [
      ENCRYPTION.get(word),
      INTEGRITY.get(word),
      DH_GROUPS.get(word) ?? dhNumber(word),
    ];
    if (word === '' || SILENT.has(word)) continue;
    if (cipher !== undefined) found.encryption.push(cipher);
    else if (hash !== undefined) found.integrity.push(hash);
    else if (group !== undefined) found.dhGroups.push(group);
    else {
      unknown.push(word);
      return undefined;
    }
  }
  return found.encryption.length === 0 && found.integrity.length === 0 && found.dhGroups.length === 0
    ? undefined
    : found;
}

function dhNumber(word: string): number | undefined {
  const number = /^dh(\d{1,2})$/.exec(word)?.[1];
  return number === undefined ? undefined : Number(number);
}

const WORDS = {
  libreswan: {
    encryption: {
      AES128: 'aes128',
      AES256: 'aes256',
      'AES128-GCM-16': 'aes_gcm128',
      'AES256-GCM-16': 'aes_gcm256',
    },
    integrity: { SHA1: 'sha1', 'SHA2-256': 'sha2_256', 'SHA2-384': 'sha2_384', 'SHA2-512': 'sha2_512' },
    beforeGroup: ';',
    group: (number: number) => `dh${number}`,
  },
  strongswan: {
    encryption: {
      AES128: 'aes128',
      AES256: 'aes256',
      'AES128-GCM-16': 'aes128gcm16',
      'AES256-GCM-16': 'aes256gcm16',
    },
    integrity: { SHA1: 'sha1', 'SHA2-256': 'sha256', 'SHA2-384': 'sha384', 'SHA2-512': 'sha512' },
    beforeGroup: '-',
    group: (number: number) => [...DH_GROUPS].find(([, one]) => one === number)?.[0] ?? `modp${number}`,
  },
} as const;

/** One proposal in the words of a device. */
export function writeProposal(
  device: keyof typeof WORDS,
  { encryption, integrity, dhGroup }: { encryption: string; integrity: string; dhGroup: number },
): string {
  const words = WORDS[device];
  const cipher = words.encryption[encryption as keyof typeof words.encryption] ?? encryption.toLowerCase();
  const hash = words.integrity[integrity as keyof typeof words.integrity] ?? integrity.toLowerCase();
  return `${cipher}-${hash}${words.beforeGroup}${words.group(dhGroup)}`;
}

/** Whether two sides find something in common in one phase. An empty list of a proposal leaves the choice to the device. */
export function haveCommon(
  proposals: readonly Proposal[],
  options: {
    readonly encryption: readonly string[];
    readonly integrity: readonly string[];
    readonly dhGroups: readonly number[];
  },
): boolean {
  const meets = <T>(own: readonly T[], theirs: readonly T[]) =>
    own.length === 0 || own.some((one) => theirs.includes(one));
  return proposals.some(
    ({ encryption, integrity, dhGroups }) =>
      meets(encryption, options.encryption) &&
      (encryption.some((one) => one.includes('GCM') && options.encryption.includes(one)) ||
        meets(integrity, options.integrity)) &&
      meets(dhGroups, options.dhGroups),
  );
}
