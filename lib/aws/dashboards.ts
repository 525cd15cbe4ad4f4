import { type CloudWatchClient, paginateListDashboards } from '@aws-sdk/client-cloudwatch';
import { readPages } from './pages.ts';

/**
 * The names of an account's dashboards, which belong to no Region (CloudWatch User Guide, "Using Amazon CloudWatch dashboards").
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export async function listDashboards(
  client: CloudWatchClient,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const pages = paginateListDashboards({ client }, {}, { abortSignal: signal });
  const entries = await readPages(
    'cloudwatch:ListDashboards',
    pages,
    ({ DashboardEntries }) => DashboardEntries,
  );
  return entries.flatMap(({ DashboardName }) => DashboardName ?? []);
}
