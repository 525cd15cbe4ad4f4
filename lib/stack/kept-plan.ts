import { gunzipSync, gzipSync } from 'node:zlib';
import { asFields, parseFields } from '../core/json.ts';
import type { DescribedPlan } from './describe-plan.ts';

/** Where the template keeps what was deployed: `Metadata.Gatewatch.Plan`. */
const SECTION = 'Gatewatch';
const VERSION = 1;
/** A plan of thousands of checks; more is not one of ours. */
const LARGEST_BYTES = 20_000_000;

/**
 * The plan as the template's metadata: packed, so that it neither fills the template (1 MB at most; CloudFormation User
 * Guide, "Quotas") nor holds anything osls would take for a variable.
 */
export function planMetadata(plan: DescribedPlan) {
  const packed = gzipSync(JSON.stringify({ version: VERSION, ...plan })).toString('base64');
  return { [SECTION]: { Plan: packed } };
}

/** The plan in the text of a template; undefined where there is none, or where another version wrote it. */
export function planInTemplate(template: string): DescribedPlan | undefined {
  const { Plan } = asFields(asFields(parseFields(template)?.Metadata)?.[SECTION]) ?? {};
  if (typeof Plan !== 'string') return undefined;
  try {
    const json = gunzipSync(Buffer.from(Plan, 'base64'), { maxOutputLength: LARGEST_BYTES }).toString();
    const plan: Partial<DescribedPlan & { readonly version: number }> = JSON.parse(json);
    return plan.version === VERSION && Array.isArray(plan.vantages) ? (plan as DescribedPlan) : undefined;
  } catch {
    // Not packed by us.
    return undefined;
  }
}
