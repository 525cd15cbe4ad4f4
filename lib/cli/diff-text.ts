import Table from 'cli-table3';
import { isSamePlan, type PlanDiff } from '../stack/diff-plans.ts';

/** For people: `+` is new, `-` goes, `~` asks something else. */
export function diffText(
  diff: PlanDiff,
  { stage, region }: { readonly stage: string; readonly region: string },
): string {
  const about = `stage ${stage} in ${region}`;
  if (isSamePlan(diff)) return `Nothing changes: ${about} asks what the file says.\n`;
  const { schedule, vantages, checks, discovers, permissions, receivers, usdMonth } = diff;
  const table = new Table({
    head: ['', 'vantage', 'target', 'check', 'asks'],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [null, null, null, null, 60],
  });
  for (const { vantage, target, check, asks } of checks.added)
    table.push(['+', vantage, target, check, asks.join('\n')]);
  for (const { vantage, target, check, asks } of checks.gone)
    table.push(['-', vantage, target, check, asks.join('\n')]);
  for (const { vantage, target, check, asks, asked } of checks.changed) {
    const now = asks.filter((one) => !asked.includes(one)).map((one) => `+ ${one}`);
    const before = asked.filter((one) => !asks.includes(one)).map((one) => `- ${one}`);
    table.push(['~', vantage, target, check, [...now, ...before].join('\n') || 'in another order']);
  }
  const signed = (title: string, { added, gone }: { added: readonly string[]; gone: readonly string[] }) =>
    added.length + gone.length === 0
      ? []
      : [`${title}:`, ...added.map((one) => `  + ${one}`), ...gone.map((one) => `  - ${one}`)];
  const difference = usdMonth.after - usdMonth.before;
  const sign = difference < 0 ? '-' : '+';
  return [
    `What a deployment would change (${about}):`,
    ...(schedule === undefined ? [] : [`Schedule: ${schedule.before} becomes ${schedule.after}`]),
    ...signed('Vantages', vantages),
    ...(table.length === 0 ? [] : [table.toString()]),
    ...signed('Discovered in the account', discovers),
    ...(receivers === undefined
      ? ['Who receives what: the deployed version did not write it down. Compare "notify" yourself.']
      : signed('Who receives what', receivers)),
    ...signed('Permissions to read AWS', permissions),
    `US dollars a month: ${usdMonth.before.toFixed(2)} becomes ${usdMonth.after.toFixed(2)} (${sign}${Math.abs(difference).toFixed(2)})`,
    '',
  ].join('\n');
}
