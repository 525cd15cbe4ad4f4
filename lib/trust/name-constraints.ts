import type { Certificate } from './certificate.ts';
import { COMMON_NAME, EMAIL_ADDRESS, isWithin } from './distinguished-name.ts';
import type { GeneralName } from './general-names.ts';

/** What a CA's limits on names say of the names of a certificate below it. */
export type NameVerdict =
  | { readonly verdict: 'allowed' }
  /** `name` is as it stands in the certificate. */
  | { readonly verdict: 'not-permitted' | 'excluded'; readonly name: string }
  /** A limit on names of a kind that is not looked into, and there is such a name; or more than are compared. */
  | { readonly verdict: 'not-understood' };

type WithFields = Pick<Certificate, 'fields'>;

/** OpenSSL's own bound on names times limits (`NAME_CHECK_MAX`): what is above it, it refuses. */
const MOST_COMPARISONS = 1 << 20;

/**
 * RFC 5280 §4.2.1.10 and §6.1.3 (b), (c): every name of the certificate must lie in one of the permitted subtrees of
 * its kind, if there are any, and in none of the excluded ones.
 */
export function checkNames(ca: WithFields, below: WithFields, isLeaf: boolean): NameVerdict {
  const limits = ca.fields.extensions.nameConstraints;
  if (limits === undefined) return { verdict: 'allowed' };
  const names = namesOf(below, isLeaf);
  if (names.length * (limits.permitted.length + limits.excluded.length) > MOST_COMPARISONS) {
    return { verdict: 'not-understood' };
  }
  for (const name of names) {
    const permitted = limits.permitted.filter(({ kind }) => kind === name.kind);
    if (name.kind === 'other') {
      const isLimited = [...permitted, ...limits.excluded].some(
        (limit) => limit.kind === 'other' && limit.choice === name.choice,
      );
      if (isLimited) return { verdict: 'not-understood' };
      continue;
    }
    if (permitted.length > 0 && !permitted.some((limit) => lies(name, limit))) {
      return { verdict: 'not-permitted', name: shown(name) };
    }
    if (limits.excluded.some((limit) => lies(name, limit))) return { verdict: 'excluded', name: shown(name) };
  }
  return { verdict: 'allowed' };
}

/**
 * The names that limits hold for: the alternative names, the subject, its e-mail addresses, and the common name of a
 * leaf without DNS names, which old clients take for one (OpenSSL, `NAME_CONSTRAINTS_check_CN`).
 */
function namesOf({ fields: { subject, extensions } }: WithFields, isLeaf: boolean): readonly GeneralName[] {
  const altNames = extensions.altNames ?? [];
  const text = (kind: 'email' | 'dns') => (one: string) => ({ kind, text: one });
  const directory = subject.name.length === 0 ? [] : [{ kind: 'directory' as const, name: subject.name }];
  const valuesOf = (type: string) =>
    subject.attributes.filter((one) => one.type === type).map(({ value }) => value);
  const emails = valuesOf(EMAIL_ADDRESS).map(text('email'));
  const isNamed = !isLeaf || altNames.some(({ kind }) => kind === 'dns');
  const commonNames = isNamed ? [] : valuesOf(COMMON_NAME).filter(looksLikeHost).map(text('dns'));
  return [...altNames, ...directory, ...emails, ...commonNames];
}

/** "Example Corp" in a common name is no host's name, and no limit on hosts is meant for it. */
function looksLikeHost(text: string): boolean {
  return /^[A-Za-z0-9_*-]{1,63}(\.[A-Za-z0-9_-]{1,63})+$/.test(text);
}

function lies(name: GeneralName, limit: GeneralName): boolean {
  if (name.kind === 'dns' && limit.kind === 'dns') return liesInDomain(name.text, limit.text);
  if (name.kind === 'email' && limit.kind === 'email') return liesInMailbox(name.text, limit.text);
  if (name.kind === 'uri' && limit.kind === 'uri') return liesAtHost(name.text, limit.text);
  if (name.kind === 'ip' && limit.kind === 'ip') return liesInNetwork(name.bytes, limit.bytes);
  if (name.kind === 'directory' && limit.kind === 'directory') return isWithin(name.name, limit.name);
  return false;
}

/** "host.example.com" lies in "example.com" and in ".example.com"; everything lies in the empty name. */
function liesInDomain(name: string, domain: string): boolean {
  const [one, whole] = [name.toLowerCase(), domain.toLowerCase()];
  if (whole === '' || one === whole) return true;
  return one.endsWith(whole.startsWith('.') ? whole : `.${whole}`);
}

/** A mailbox, all mailboxes of a host, or with a leading dot of every host of a domain. */
function liesInMailbox(address: string, limit: string): boolean {
  const at = address.lastIndexOf('@');
  const host = address.slice(at + 1).toLowerCase();
  const limitAt = limit.lastIndexOf('@');
  if (limitAt >= 0) {
    const sameHost = host === limit.slice(limitAt + 1).toLowerCase();
    // The local part of an address keeps its case (RFC 5321 §2.4).
    return sameHost && address.slice(0, Math.max(0, at)) === limit.slice(0, limitAt);
  }
  const wanted = limit.toLowerCase();
  if (wanted === '') return true;
  return wanted.startsWith('.') ? host.endsWith(wanted) : host === wanted;
}

/** The host of a URI: itself, or with a leading dot every host below it. */
function liesAtHost(uri: string, limit: string): boolean {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(uri)?.[1]?.toLowerCase();
  if (host === undefined) return false;
  const wanted = limit.toLowerCase();
  return wanted === '' || (wanted.startsWith('.') ? host.endsWith(wanted) : host === wanted);
}

/** Address and mask, one after the other (RFC 4632). */
function liesInNetwork(address: Buffer, limit: Buffer): boolean {
  const { length } = address;
  if (limit.length !== length * 2) return false;
  return address.every((byte, place) => {
    const mask = limit[length + place] ?? 0;
    return (byte & mask) === ((limit[place] ?? 0) & mask);
  });
}

function shown(name: GeneralName): string {
  switch (name.kind) {
    case 'ip':
      return addressText(name.bytes);
    case 'directory':
      return name.name.map((one) => one.replace(/^[\d.]+=/, '')).join(', ');
    case 'other':
      return `[${name.choice}]`;
    case 'dns':
    case 'email':
    case 'uri':
      return name.text;
  }
}

function addressText(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = bytes.toString('hex').match(/.{1,4}/g) ?? [];
  return groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}
