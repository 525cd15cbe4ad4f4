import type { TerminalPhrases } from './terminal-phrases.en.ts';

export const ko: TerminalPhrases = {
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
  moreCommands: { one: '명령 {count}개 더 보기: --explain', other: '명령 {count}개 더 보기: --explain' },
  moreCauses: { one: '원인 {count}개 더 보기: --explain', other: '원인 {count}개 더 보기: --explain' },
  limits: {
    one: '이 결과가 증명하지 않는 것 {count}가지',
    other: '이 결과가 증명하지 않는 것 {count}가지',
  },
  explainMore: '증거, 추정 원인, 조치 순서: --explain',
  nothingChecked: '점검한 것이 없습니다.',
};
