import type { MessagePhrases } from './message-phrases.en.ts';

export const MESSAGE_PHRASES_KO: MessagePhrases = {
  state: {
    failed: '실패',
    degradedNow: '실패(현재 저하)',
    recoveredAlready: '실패(현재 정상)',
    unknownNow: '실패(현재 확인 못함)',
    stillFailed: '실패 지속',
    stillFailedFor: '실패 지속({duration})',
    afterMaintenance: '알림 중지 또는 유지 보수 후에도 실패',
    recovered: '복구',
    recoveredAfter: '복구(장애 {duration})',
    improved: '개선',
    alarm: '경보',
    alarmOver: '경보 해제',
    alarmOverAfter: '경보 해제(지속 {duration})',
    alarmWithoutData: '경보 데이터 없음',
    test: '테스트',
    manyFailed: '동시 실패 {count}건',
    manyAlarms: '동시 경보 {count}건',
    manyRecovered: '동시 개선 {count}건',
    daily: '일일 요약',
    afterQuiet: '방해 금지 시간 요약',
    targetFound: '새 대상',
    targetsFound: '새 대상 {count}개',
    targetGone: '대상 없어짐',
    targetsGone: '없어진 대상 {count}개',
    targetsChanged: '새로 생기거나 없어진 대상 {count}개',
  },
  colon: ':',
  headline: '{state}: {what}',
  label: {
    vantage: '점검 위치',
    target: '대상',
    owner: '담당',
    check: '점검',
    severity: '심각도',
    addresses: '주소',
    since: '발생 시각',
    detectedAfter: '감지까지 걸린 시간',
    lasted: '지속 시간',
    before: '이전 사유',
    alarm: '경보',
    origin: '설치 환경',
  },
  severity: { critical: '심각', warning: '경고', info: '정보' },
  ago: '{time} ({duration} 전)',
  sinceUnknown: '알 수 없음(이를 기억하는 테이블이 응답하지 않았습니다)',
  recheck: {
    otherReason:
      '사유가 바뀌었습니다. 아래 내용은 지금 다시 확인한 결과를 기준으로 합니다. (처음 알린 사유: {before})',
    degradedNow:
      '지금 다시 확인하니 경보보다 나은 상태입니다. 실패가 아니라 저하입니다. 아래 내용은 남아 있는 문제에 관한 것입니다.',
    recoveredAlready:
      '지금 다시 확인하니 정상입니다. 경보는 실제보다 늦게 바뀝니다. 경보가 끝나면 장애가 얼마나 이어졌는지 알려 드립니다. 나타났다 사라지기를 반복한다면 경보 기록을 확인하십시오.',
    unknownNow:
      '지금 다시 확인했으나 알 수 없었습니다. 대상에 대해 경보보다 새로운 정보는 없으며, 아래 내용은 확인하지 못한 이유입니다. (사유: {reason})',
    notRechecked: {
      'no-answer': '다시 확인하지 못했습니다. watch 함수가 제시간에 응답하지 않았습니다.',
      'on-premises': '다시 확인하지 않았습니다. 이 위치는 온프레미스에 있어 여기서 호출할 수 없습니다.',
      'not-watched': '다시 확인하지 않았습니다. 이 대상은 더 이상 감시 대상이 아닙니다.',
    },
    lastLogged: '아래 내용은 마지막으로 기록된 결과입니다. (시각: {time})',
  },
  stillOpen: '더 이상 실패는 아니지만 정상도 아닙니다. 정상이 될 때까지 이 장애는 종료되지 않습니다.',
  moreBelow: '명령 {count}개는 아래에 있습니다',
  alarmTitle: {
    heartbeat: {
      starts: '점검이 실행되지 않음 (위치: {vantage})',
      startedFor: '점검이 {duration}째 실행되지 않음 (위치: {vantage})',
      ends: '점검이 다시 실행됨 (위치: {vantage})',
    },
    unknown: {
      starts: '점검이 대상을 확인하지 못함 (위치: {vantage})',
      ends: '점검이 다시 대상을 확인함 (위치: {vantage})',
    },
    undelivered: { starts: '메시지가 전달되지 않음', ends: '메시지가 다시 전달됨' },
    'evaluation-error': {
      starts: 'CloudWatch가 경보를 평가하지 못함',
      ends: 'CloudWatch가 경보를 다시 평가함',
    },
    'client-certificates': {
      starts: '로드 밸런서가 클라이언트 인증서를 거부함',
      ends: '로드 밸런서가 거부하는 클라이언트가 줄어듦',
    },
  },
  alarm: {
    heartbeat: {
      starts: '점검이 다시 실행될 때까지 이 위치의 대상은 감시되지 않습니다. (위치: {vantage})',
      ends: 'gatewatch의 점검 결과가 다시 도착합니다. (위치: {vantage})',
    },
    unknown: {
      starts: '대상의 상태와는 무관합니다. (위치: {vantage})',
      ends: '이 위치의 점검이 다시 대상을 확인합니다. (위치: {vantage})',
    },
    undelivered: {
      starts: 'gatewatch의 메시지가 전달되지 않고 있습니다. 누군가 알림을 받지 못했습니다.',
      ends: '전달되지 않은 gatewatch 메시지가 더 이상 없습니다.',
    },
    'partial-data': {
      starts:
        'CloudWatch가 다음 경보의 데이터를 일부만 평가합니다. 나머지 장애는 gatewatch가 보고서에서 읽어 몇 분 늦게 알립니다. 위치마다 대상 수를 줄이거나 `metrics: summary`로 설정하십시오.',
      ends: 'CloudWatch가 경보의 데이터를 다시 모두 평가합니다.',
    },
    'evaluation-error': {
      starts:
        'CloudWatch가 다음 경보를 평가하지 못합니다. 장애가 발생해도 이 경보는 울리지 않습니다. 경보 이름 뒤에 원인이 있습니다. gatewatch를 다시 배포하고, 그래도 해결되지 않으면 CloudWatch에서 경보를 확인하십시오.',
      ends: 'CloudWatch가 경보를 다시 평가합니다.',
    },
    'client-certificates': {
      starts: '로드 밸런서가 인증서 문제로 클라이언트를 거부하고 있습니다.',
      ends: '로드 밸런서가 거부하는 클라이언트 수가 기준 아래로 내려갔습니다.',
    },
    check: {
      starts:
        '점검이 경보 상태이지만 무엇이 발견되었는지 알 수 없습니다. 다시 확인할 수도, 로그에서 읽을 수도 없었습니다. 대상이 실패한 것으로 보십시오.',
      ends: '점검이 더 이상 경보 상태가 아닙니다.',
    },
    test: {
      starts: '테스트 메시지입니다. 이 글이 보이면 이 채널은 정상이며, 조치할 것이 없습니다.',
      ends: '테스트 메시지입니다. 이 글이 보이면 이 채널은 정상이며, 조치할 것이 없습니다.',
    },
    foreign: {
      starts: 'gatewatch가 만들지 않은 알림이 경보 주제에 도착했습니다. 받은 그대로 전달합니다.',
      ends: 'gatewatch가 만들지 않은 경보가 해제되었습니다.',
    },
  },
  heading: {
    path: '경로',
    mute: '이 대상의 알림을 잠시 끄려면',
    stateReason: 'CloudWatch가 알린 내용',
    places: '링크',
    byReason: '사유별',
    failed: '실패',
    degraded: '저하',
    muted: '알림이 꺼져 있으나 정상이 아닌 것',
    recovered: '복구',
    alarms: 'gatewatch의 경보',
    found: '새로 발견됨',
    gone: '없어짐',
  },
  place: { alarm: '경보', dashboard: '대시보드', runbook: '대응 절차', logs: '로그' },
  digest: {
    manyAtOnce:
      '거의 동시에 여러 점검이 실패하여 하나의 메시지로 묶었습니다. 공통된 원인을 먼저 찾으십시오. (실패한 점검 수: {count})',
    manyAlarms:
      '거의 동시에 gatewatch의 경보가 여러 건 발생하여 하나의 메시지로 묶었습니다. 일정, 역할, 함수, 리전처럼 공통된 원인을 먼저 찾으십시오. (경보 수: {count})',
    manyOfBoth:
      '거의 동시에 점검이 실패하고 gatewatch의 경보가 발생하여 하나의 메시지로 묶었습니다. 일정, 역할, 함수, 리전처럼 공통된 원인을 먼저 찾으십시오. (실패한 점검 수: {failed}, 경보 수: {alarms})',
    oneMore:
      '조금 전에 하나씩 알린 장애에 이어 발생했습니다. 공통된 원인을 먼저 찾으십시오. 전체는 대시보드에 있습니다.',
    alarmsOver: 'gatewatch의 경보가 해제되었습니다. (경보 수: {count})',
    manyRecovered: '복구 {recovered}, 개선되었으나 아직 저하 {degraded}',
    daily: '실패 {failed}, 저하 {degraded}, 알림 꺼짐 {muted}',
    afterQuiet:
      '방해 금지 시간에 보내지 않은 알림입니다. (실패 {failed}, 개선되었으나 아직 저하 {degraded}, 복구 {recovered})',
    nothing: '실패, 저하, 알림 꺼짐 상태인 것이 없습니다.',
    more: '… 이 밖에 {count}건이 더 있으며, 전체는 대시보드에 있습니다.',
    found: '전에 없던 객체가 AWS 목록에 있습니다. 지금부터 점검합니다.',
    gone: '점검하던 객체가 AWS 목록에 더 이상 없습니다. 점검을 마칩니다.',
    endedWithIt: '열려 있던 장애도 함께 종료합니다. 해당 점검은 괄호 안에 있습니다.',
  },
  cut: '… (생략됨. 전체 내용은 로그에 있습니다)',
  unit: { day: '일', hour: '시간', minute: '분', second: '초' },
};
