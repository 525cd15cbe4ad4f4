import type { Finding } from '../../core/finding.ts';
import type { Json } from '../../core/json.ts';
import type { Fingerprint, Mark } from '../../core/last-good.ts';

/** The same for every connection that stands in for another: an id does not outlive a rebuild. */
export const OUTSIDE_ADDRESSES = 'outside addresses';

/**
 * The outside addresses that the device evidently calls: those whose tunnel is up, and those of the present connection
 * that were remembered before. While a remembered address is gone and no tunnel at a new one has taken its place, the
 * old ones stay remembered, whatever else is up.
 */
export function fingerprintVpn({ evidence, faults }: Finding): readonly Fingerprint[] {
  const subject = OUTSIDE_ADDRESSES;
  const connection = evidence.find(({ outsideAddresses }) => outsideAddresses !== undefined);
  if (connection === undefined)
    return [{ subject, marks: [], verdict: faults.some(isWrong) ? 'bad' : 'not-seen' }];
  const present = listOf(connection.outsideAddresses);
  const up = evidence.flatMap(({ outcome, address }) => (outcome === 'up' && address ? [address] : []));
  const isChanged = faults.some(({ reason }) => reason === 'tunnel-address-changed');
  if (up.length > 0 && !isChanged) {
    const known = [...up, ...listOf(connection.lastOutsideAddresses)].map((one) => one.toLowerCase());
    const marks = marksOf(present.filter((one) => known.includes(one.toLowerCase())));
    return [{ subject, marks, verdict: 'well' }];
  }
  return [{ subject, marks: marksOf(present), verdict: faults.some(isWrong) ? 'bad' : 'not-seen' }];
}

function isWrong({ status }: Finding['faults'][number]): boolean {
  return status !== 'unknown';
}

function listOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function marksOf(addresses: readonly string[]): readonly Mark[] {
  return addresses.map((id) => ({ id }));
}
