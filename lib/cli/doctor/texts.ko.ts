import type { DoctorTexts } from './texts.en.ts';

export const ko: DoctorTexts = {
  heading: { status: '상태', check: '점검', found: '확인된 내용' },
  status: { ok: '정상', failed: '실패', unknown: '확인 불가' },
  check: {
    function: '함수',
    worker: '대기열과 함수의 연결',
    schedule: '일정',
    alarm: '경보',
    subscription: '구독',
    'dead-letters': '배달 못한 메시지',
    table: '테이블',
    secret: '보안 암호',
    heartbeat: '하트비트',
    report: '마지막 보고서',
    route: '라우팅 규칙',
    'test-alarm': '테스트: CloudWatch에서 주제까지',
    'test-message': '테스트: notify에서 메시지까지',
    'test-channel': '테스트: 채널',
  },
  finding: {
    'in-order': '정상입니다',
    refused:
      '확인하지 못했습니다. 이 자격 증명에 권한이 없거나 AWS가 응답하지 않았습니다. (작업: {action}, 사유: {code})',
    missing: '없습니다. 이 스테이지와 리전에 배포된 적이 없거나 누군가 삭제했습니다.',
    'function-not-active': '실행할 수 없습니다. (상태: {state}, 사유: {why})',
    'worker-off':
      '대기열이 함수로 이어지지 않습니다. 도착한 메시지가 쌓이기만 하고 아무도 알림을 받지 못합니다. (상태: {state})',
    'schedule-off': '꺼져 있습니다. 아무것도 점검되지 않습니다.',
    'alarm-silenced': '경보 작업이 꺼져 있습니다. 상태가 바뀌어도 아무에게도 알리지 않습니다.',
    'alarm-elsewhere': '정해진 주제로 알리지 않습니다. 배포 후에 누군가 변경했습니다. (주제: {topic})',
    unconfirmed:
      '구독이 확인되지 않아 아무것도 받지 못합니다. "AWS Notification - Subscription Confirmation" 메일의 링크를 누르십시오. 아래 명령을 실행하면 메일이 다시 발송됩니다. (받는 곳: {endpoint}, 주제: {topic})',
    unsubscribed: '구독되어 있지 않아 아무것도 받지 못합니다. (받는 곳: {endpoint}, 주제: {topic})',
    'nobody-told':
      '구독자가 없어 이곳으로 가는 알림은 아무에게도 닿지 않습니다. gatewatch.yaml에 notify.email을 추가하고 배포하거나, 직접 구독하십시오.',
    'letters-lost':
      '전달을 포기한 메시지가 있어 누군가 알림을 받지 못했습니다. 대기열을 처리하는 함수의 로그를 읽은 뒤 다시 보내십시오. (메시지 수: {count})',
    'table-not-active': '사용할 수 없습니다. 장애 이력과 알림 중지가 기억되지 않습니다. (상태: {state})',
    'secret-missing':
      '이 보안 암호가 없습니다. Channels 문서에 적힌 값을 secret.txt에 적고 아래 명령을 실행한 뒤 파일을 지우십시오.',
    'secret-deleted': '곧 삭제됩니다. 삭제되면 이 채널로 아무것도 가지 않습니다.',
    'seen-at': '마지막 확인: {at}',
    'route-fits-nothing': '마지막 보고서의 어느 대상과도 일치하지 않아 적용되지 않습니다. ({what})',
    'never-seen': '한 번도 없었습니다. 전체 점검이 도착하지 않아 이 위치의 대상이 감시되지 않고 있습니다.',
    'seen-late': '세 주기가 넘도록 없습니다. (마지막 확인: {at})',
    'loop-never-seen':
      '한 번도 없었습니다. 이 온프레미스 위치의 `gatewatch run`이 실행되고 있지 않거나 권한이 없습니다. (하트비트: cloudwatch:PutMetricData, 보고서: dynamodb:PutItem)',
    'loop-seen-late':
      '이 온프레미스 위치의 `gatewatch run`이 멈추었거나 CloudWatch에 연결하지 못합니다. (마지막 확인: {at})',
    'handed-over': 'CloudWatch가 테스트 경보를 주제에 전달했습니다.',
    'not-handed-over':
      'CloudWatch가 경보를 주제에 전달하지 못했습니다. 다른 경보도 마찬가지입니다. 암호화나 KMS가 언급되면 키 정책이 원인입니다. (키: alias/{stack}, CloudWatch의 설명: {why})',
    'not-handed-over-yet': '경보 기록에 작업이 아직 없습니다. (기다린 시간: {seconds}초)',
    told: 'notify가 테스트 메시지를 게시했습니다.',
    'not-told':
      'notify가 아무것도 게시하지 않았습니다. 대기열, 함수 또는 로그에 원인이 있습니다. (기다린 시간: {seconds}초)',
    'channel-took-it': '메시지가 전달되었습니다. (채널: {title})',
    'channel-refused': '메시지가 거부되었습니다. (채널: {title}, 응답: {why})',
    'channel-silent': '함수가 아무것도 전달하지 않았습니다. (채널: {title}, 기다린 시간: {seconds}초)',
  },
  reason: 'gatewatch doctor: 메시지가 도착하는지 테스트하고 있습니다.',
  fix: '조치 명령',
  waiting: '테스트 경보를 발생시켰습니다. 알림이 전송되기를 기다립니다. (경보: {alarm}, 최대 {seconds}초)',
  notTried: '테스트 경보를 발생시키지 않았습니다(--no-test). 메시지가 도착하는지는 테스트하지 않았습니다.',
  runNow: '이제 테스트 메시지가 도착했는지 직접 확인하십시오',
  recheck: {
    email: '메일함: {endpoint}',
    channel: '{title} (보안 암호: {secret})',
    bus: '{title} (이벤트 버스: {bus})',
    chat: 'Amazon Q Developer에 연결된 채널 (주제: {topic})',
    other: '구독자: {endpoint} ({protocol})',
  },
  totals: '정상 {ok}, 실패 {failed}, 확인 불가 {unknown}',
};
