import type { Evidence, Finding } from '../../core/finding.ts';
import type { Fingerprint, Mark } from '../../core/last-good.ts';
import { fingerprintsBySubject } from '../kit/fingerprints.ts';

/** The addresses of each name. */
export function fingerprintDns(finding: Finding): readonly Fingerprint[] {
  return fingerprintsBySubject(finding, addressesOf);
}

function addressesOf({ addresses, expect, faults }: Evidence): readonly Mark[] {
  // Public services answer with other addresses from one minute to the next: that they are public is what is good.
  if (expect === 'public' && faults === undefined && Array.isArray(addresses)) return [{ id: 'public' }];
  if (!Array.isArray(addresses)) return [];
  return addresses.filter((one) => typeof one === 'string').map((id) => ({ id }));
}
