import stringWidth from 'fast-string-width';
import type { Locale } from '../../core/locale.ts';
import type { PathHop, TargetPath } from '../../core/path.ts';
import type { Status } from '../../core/reason.ts';
import { describeHop, HOP_MARK, type HopLook, hopWords } from '../path/path-line.ts';
import { shownLanes } from '../path/shown-lanes.ts';
import { hangingPieces, inColumn, type Paint, type TerminalForm, type Tone } from './layout.ts';

/** Its state so far; undefined while answers are missing. */
export interface ShownTarget extends Pick<TargetPath, 'target' | 'lanes'> {
  readonly status: Status | undefined;
  /** In place of a status that is not known yet. */
  readonly progress?: string;
}

export const STATUS_MARK: Readonly<Record<Status, string>> = {
  healthy: HOP_MARK.passed,
  degraded: HOP_MARK.degraded,
  failed: HOP_MARK.failed,
  unknown: HOP_MARK['not-checked'],
};

const WORST: readonly (Status | undefined)[] = ['failed', 'degraded', 'unknown', undefined, 'healthy'];
const WIDEST_TARGET = 28;

/** Rows of targets, the worst first: sign, name, path. Columns line up; a path that is too long hangs under itself. */
export function targetRows(
  targets: readonly ShownTarget[],
  vantage: string,
  locale: Locale,
  form: TerminalForm,
): readonly string[] {
  const nameWidth = Math.min(
    Math.min(WIDEST_TARGET, Math.floor(form.columns / 3)),
    Math.max(0, ...targets.map(({ target }) => stringWidth(target))),
  );
  return targets
    .toSorted((a, b) => WORST.indexOf(a.status) - WORST.indexOf(b.status))
    .flatMap(({ target, status, lanes, progress = '' }) => {
      const mark = status === undefined ? form.paint('quiet', '…') : form.paint(status, STATUS_MARK[status]);
      const label = `${mark} ${form.paint('strong', inColumn(target, nameWidth))}  `;
      if (status === undefined) return [`${label}${form.paint('quiet', progress)}`];
      const unwell = lanes.filter(({ status: its }, index) => index === 0 || its !== 'healthy');
      const drawn = shownLanes({ lanes: unwell }, 3);
      const blank = ' '.repeat(stringWidth(label));
      // Nothing is there, and nothing should be.
      if (drawn.length === 0) return [label.trimEnd()];
      return drawn.flatMap(({ hops }, index) =>
        hangingPieces(
          index === 0 ? label : blank,
          paintedHops(hops, vantage, locale, form.paint),
          form.paint('quiet', ' → '),
          form.columns,
        ),
      );
    });
}

const TONES: Readonly<Record<HopLook, Tone | undefined>> = {
  passed: undefined,
  failed: 'failed',
  degraded: 'degraded',
  'not-reached': 'quiet',
  'not-checked': 'unknown',
};

/** A path with its tones. That it begins at the vantage is said in the headline. */
function paintedHops(
  hops: readonly PathHop[],
  vantage: string,
  locale: Locale,
  paint: Paint,
): readonly string[] {
  const told = hops.filter(
    ({ name, label, state }) => name !== 'vantage' || state !== 'passed' || label !== vantage,
  );
  return told.map((hop) => {
    const words = hopWords(hop, locale);
    const tone = TONES[words.look];
    // A row is short of room: the colon says that it is a port, the ring that it was not reached.
    const text = describeHop({
      ...words,
      ...(hop.name === 'port' && hop.label?.startsWith(':') === true && { text: hop.label }),
      ...(words.look === 'not-reached' && { state: '' }),
    });
    return tone === undefined ? text : paint(tone, text);
  });
}
