import type { WidgetPhrases } from './widget-phrases.en.ts';

export const ko: WidgetPhrases = {
  moreTargets: { one: '외 대상 {count}개', other: '외 대상 {count}개' },
  checkNow: '지금 점검',
  lastRun: '마지막 점검: {startedAt} ({age} 전).',
  justChecked:
    '방금 점검했습니다. 이 점검은 아무것도 게시하지 않으며, 경보와 메시지는 일정에 따른 점검을 따릅니다. (소요 시간: {durationMs} ms)',
  nextRun: '다음 점검까지 {wait}.',
  nextRunNow: '곧 다시 점검합니다.',
  noRun:
    '이 위치의 점검이 아직 한 번도 실행되지 않았습니다. 점검이 끝나면 보고서가 여기에 표시됩니다. 보고서가 나타나지 않으면 watch 함수의 로그를 확인하십시오. (점검 주기: {period})',
  onPremises:
    '이 위치는 온프레미스에 있습니다. 그곳에서 gatewatch run 명령이 점검하며, 테이블에 이 위치의 보고서가 없습니다. --publish cloudwatch 옵션과 테이블 쓰기 권한이 있으면 마지막 보고서가 여기에 표시됩니다.',
  stale:
    '이 보고서는 오래되었습니다. 예정된 점검이 결과를 남기지 않았으므로 아래 내용은 더 이상 사실이 아닐 수 있고, 그동안 이 위치에서는 아무것도 감시되지 않습니다. (경과 시간: {age}, 점검 주기: {period}, 빠진 점검: {missed})',
  runFailed: '점검이 실패하여 새로 알게 된 것이 없습니다. (이유: {why})',
  notReadable: '마지막 보고서를 읽을 수 없습니다. (이유: {why})',
  keptFollows: '아래는 마지막으로 보관된 보고서입니다.',
  allHealthy: '점검한 모든 항목이 정상입니다.',
  leftOut:
    '위젯에 다 표시할 수 없는 결과가 더 있습니다. 전체 결과는 watch 함수의 로그에 있습니다. (표시하지 않은 결과: {count})',
  badParameters: '이 위젯의 파라미터를 사용할 수 없습니다',
  about:
    '각 위치의 마지막 보고서입니다. 무엇이 고장 났는지, 증거, 조치 명령, 대응 절차를 보여 줍니다. *지금 점검*을 누르면 다시 점검하여 결과를 보여 주며, 아무것도 게시하지 않습니다.',
  parameters: '파라미터',
  parameter: {
    vantage: 'gatewatch.yaml에 있는 위치 하나. 생략하면 모든 위치. (사용할 수 있는 값: {known})',
    lang: 'en, ko 또는 fr. 생략하면 gatewatch.yaml의 언어. (현재: {language})',
  },
  permission:
    '대시보드를 보는 사람에게는 이 함수에 대한 `lambda:InvokeFunction` 권한이 필요하며, 처음 한 번 위젯 실행을 허용해야 합니다.',
};
