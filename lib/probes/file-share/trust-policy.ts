import { asFields, parseFields } from '../../core/json.ts';
import { listOf } from '../../core/policy.ts';

/** Who assumes the role of a file share ("Granting access to an Amazon S3 bucket", S3 File Gateway User Guide). */
const SERVICE = /^storagegateway\.amazonaws\.com(\.cn)?$/;

/** Whether a statement lets Storage Gateway assume the role. Conditions are not judged: they name account and gateway. */
export function trustsStorageGateway(policy: string): boolean {
  return listOf(parseFields(policy)?.Statement).some((statement) => {
    const { Effect, Principal, Action } = asFields(statement) ?? {};
    const services = Principal === '*' ? ['*'] : listOf(asFields(Principal)?.Service);
    return (
      Effect === 'Allow' &&
      services.some((one) => one === '*' || (typeof one === 'string' && SERVICE.test(one))) &&
      listOf(Action).some((one) => typeof one === 'string' && /^(\*|sts:\*|sts:AssumeRole)$/i.test(one))
    );
  });
}
