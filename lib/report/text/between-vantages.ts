import type { Locale } from '../../core/locale.ts';
import type { BetweenVantages, RenderedFinding } from '../../core/report.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { TERMINAL_PHRASES } from '../phrases/terminal-phrases.ts';
import { fillText } from './fill.ts';

/** What one vantage found of a target, and where that vantage is. */
export interface SeenFrom {
  readonly vantage: string;
  /** `elsewhere`: it is not known where. */
  readonly place: 'vpc' | 'on-premises' | 'elsewhere';
  readonly status: RenderedFinding['status'];
}

/**
 * Adds what other vantages find of the same target and check: one sentence, and the cause that it makes the first one.
 * A finding that is degraded or unknown says neither that it fails nor that it works. Pure.
 *
 * @param own - where the finding's own vantage stands
 */
export function withOtherVantages(
  finding: RenderedFinding,
  own: SeenFrom['place'],
  others: readonly SeenFrom[],
  locale: Locale,
): RenderedFinding {
  const bare = withoutOthers(finding);
  const { vantage, status } = finding;
  if (status !== 'failed' && status !== 'healthy') return bare;
  const all: readonly SeenFrom[] = [{ vantage, place: own, status }, ...others];
  const failing = all.filter((one) => one.status === 'failed');
  const working = all.filter((one) => one.status === 'healthy');
  if (failing.length === 0 || failing.length + working.length < 2) return bare;
  const [failsFrom, worksFrom] = [failing, working].map((some) => some.map((one) => one.vantage));
  const side = sideOf(failing, working);
  const { thisMachine } = TERMINAL_PHRASES[locale];
  const named = (names: readonly string[] = []) =>
    names.map((name) => (name === 'local' ? thisMachine : name)).join(', ');
  const values = { fails: named(failsFrom), works: named(worksFrom) };
  const { sentence, cause } = PHRASES[locale].betweenVantages[side];
  const { runbook } = bare;
  return {
    ...bare,
    betweenVantages: {
      failsFrom: failsFrom ?? [],
      worksFrom: worksFrom ?? [],
      side,
      sentence: fillText(sentence, values),
      cause: fillText(cause, values),
    },
    runbook: runbook === null ? null : { ...runbook, causes: [fillText(cause, values), ...runbook.causes] },
  };
}

/** A comparison that was made before is made anew: what it put first is taken out again. */
function withoutOthers(finding: RenderedFinding): RenderedFinding {
  const { betweenVantages: before, ...bare } = finding;
  const { runbook } = bare;
  if (before === undefined || runbook === null || runbook.causes[0] !== before.cause) return bare;
  return { ...bare, runbook: { ...runbook, causes: runbook.causes.slice(1) } };
}

function sideOf(failing: readonly SeenFrom[], working: readonly SeenFrom[]): BetweenVantages['side'] {
  if (working.length === 0) return 'target';
  const all = (place: SeenFrom['place'], some: readonly SeenFrom[]) =>
    some.every((one) => one.place === place);
  if (all('on-premises', failing) && all('vpc', working)) return 'site';
  if (all('vpc', failing) && all('on-premises', working)) return 'vpc';
  return 'vantage';
}
