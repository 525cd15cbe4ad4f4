import type { Locale } from '../../core/locale.ts';
import type { Status } from '../../core/reason.ts';
import type { CountedPhrase } from './plural.ts';

interface TerminalPhrases {
  /** Of the headline: how many checks ended so. */
  readonly count: Readonly<Record<Status, CountedPhrase>>;
  readonly targets: CountedPhrase;
  /** `{targets} {vantage}` */
  readonly from: string;
  readonly thisMachine: string;
  readonly label: {
    readonly cause: string;
    readonly likely: string;
    readonly fix: string;
    readonly next: string;
    readonly command: string;
    readonly references: string;
  };
  /** A finding that another one explains: `{check} {lower}`. */
  readonly blocked: string;
  readonly morePlaces: CountedPhrase;
  readonly limits: CountedPhrase;
  /** What `--explain` would add. */
  readonly explainMore: string;
  readonly nothingChecked: string;
}

/** The words of a report on a terminal. */
export const TERMINAL_PHRASES: Readonly<Record<Locale, TerminalPhrases>> = {
  en: {
    count: {
      failed: { one: '{count} failed', other: '{count} failed' },
      degraded: { one: '{count} degraded', other: '{count} degraded' },
      unknown: { one: '{count} not checked', other: '{count} not checked' },
      healthy: { one: '{count} healthy', other: '{count} healthy' },
    },
    targets: { one: '{count} target', other: '{count} targets' },
    from: '{targets} from {vantage}',
    thisMachine: 'this machine',
    label: {
      cause: 'Cause',
      likely: 'Likely',
      fix: 'Fix',
      next: 'Next',
      command: 'Run',
      references: 'See',
    },
    blocked: '{check} not checked. Fix first: {lower}',
    morePlaces: { one: '+{count} more place', other: '+{count} more places' },
    limits: {
      one: '{count} thing this does not prove',
      other: '{count} things this does not prove',
    },
    explainMore: 'Evidence, likely causes and steps: --explain',
    nothingChecked: 'Nothing was checked.',
  },
  ko: {
    count: {
      failed: { one: '실패 {count}', other: '실패 {count}' },
      degraded: { one: '저하 {count}', other: '저하 {count}' },
      unknown: { one: '확인 못함 {count}', other: '확인 못함 {count}' },
      healthy: { one: '정상 {count}', other: '정상 {count}' },
    },
    targets: { one: '대상 {count}개', other: '대상 {count}개' },
    from: '{targets} · 점검 위치: {vantage}',
    thisMachine: '이 장비',
    label: {
      cause: '원인',
      likely: '추정',
      fix: '조치',
      next: '다음',
      command: '명령',
      references: '참고',
    },
    blocked: '{check} 확인하지 못함. 먼저 조치: {lower}',
    morePlaces: { one: '외 {count}곳', other: '외 {count}곳' },
    limits: {
      one: '이 결과가 증명하지 않는 것 {count}가지',
      other: '이 결과가 증명하지 않는 것 {count}가지',
    },
    explainMore: '증거, 추정 원인, 조치 순서: --explain',
    nothingChecked: '점검한 것이 없습니다.',
  },
  fr: {
    count: {
      failed: { one: '{count} en panne', other: '{count} en panne' },
      degraded: { one: '{count} dégradé', other: '{count} dégradés' },
      unknown: { one: '{count} non vérifié', other: '{count} non vérifiés' },
      healthy: { one: '{count} sain', other: '{count} sains' },
    },
    targets: { one: '{count} cible', other: '{count} cibles' },
    from: '{targets} depuis {vantage}',
    thisMachine: 'cette machine',
    label: {
      cause: 'Cause',
      likely: 'Probable',
      fix: 'Correction',
      next: 'À faire',
      command: 'Lancer',
      references: 'Voir',
    },
    blocked: '{check} non vérifié. À corriger avant : {lower}',
    morePlaces: { one: '+{count} autre endroit', other: '+{count} autres endroits' },
    limits: {
      one: '{count} point que ceci ne prouve pas',
      other: '{count} points que ceci ne prouve pas',
    },
    explainMore: 'Preuves, causes probables et étapes : --explain',
    nothingChecked: "Rien n'a été vérifié.",
  },
};
