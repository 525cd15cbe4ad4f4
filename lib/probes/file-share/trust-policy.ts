import { asFields, parseFields } from '../../core/json.ts';
import { listOf } from '../../core/policy.ts';
import { fitsWildcards } from '../../core/wildcard.ts';

/** Who assumes the role of a file share ("Granting access to an Amazon S3 bucket", S3 File Gateway User Guide). */
const SERVICES = new Set<unknown>(['storagegateway.amazonaws.com', 'storagegateway.amazonaws.com.cn', '*']);

/** Whether a statement lets Storage Gateway assume the role. Conditions are not judged: they name account and gateway. */
export function trustsStorageGateway(policy: string): boolean {
  return listOf(parseFields(policy)?.Statement).some((statement) => {
    const { Effect, Principal, Action } = asFields(statement) ?? {};
    const who = asFields(Principal)?.Service ?? Principal;
    return (
      Effect === 'Allow' &&
      listOf(who).some((one) => SERVICES.has(one)) &&
      listOf(Action).some((one) => fitsWildcards(String(one).toLowerCase(), 'sts:assumerole'))
    );
  });
}
