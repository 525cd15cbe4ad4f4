import type { CommonTexts } from './common-texts.en.ts';

export const ko: CommonTexts = {
  'vantage-broken': {
    title: '점검 위치 자체의 네트워크 장애',
    summary:
      '이 위치에서는 아무것도 확인할 수 없습니다. DNS 서버를 포함하여 서로 무관한 모든 대상이 응답하지 않습니다. (위치: {vantage})',
    meaning: '서로 관계없는 점검이 한꺼번에 실패했습니다. 장애는 대상이 아니라 점검 위치에 있습니다.',
    causes: [
      '이 위치의 보안 그룹이나 네트워크 ACL이 밖으로 나가는 트래픽을 모두 막습니다.',
      '서브넷의 라우팅 테이블이나 DHCP 옵션(DNS 서버)이 변경되었습니다.',
      'probe 함수가 실행되지 않거나 네트워크 인터페이스가 사라졌습니다.',
    ],
    steps: [
      '이 위치의 서브넷에서 경로, 네트워크 ACL, DHCP 옵션이 변경되었는지 확인하십시오.',
      'Lambda 콘솔에서 이 위치의 probe 함수를 샘플 이벤트로 테스트하십시오.',
      '다시 응답할 때까지 이 위치의 다른 결과는 확인되지 않은 것으로 간주하십시오.',
    ],
    variants: {
      'not-entered': {
        title: '점검 위치의 계정에 들어갈 수 없음',
        summary:
          '이 위치에서는 아무것도 확인할 수 없습니다. 해당 계정의 역할을 맡을 수 없습니다. (위치: {vantage})',
        meaning:
          'gatewatch는 역할을 맡아 다른 계정에 들어갑니다. AWS가 이 역할을 거부하여 그곳에서는 점검하지 못했습니다.',
        causes: [
          '이 계정과 리전에 스포크 스택이 없습니다.',
          '역할이 다른 설치 환경을 신뢰하거나 다른 외부 ID를 요구합니다.',
          '서비스 제어 정책이 sts:AssumeRole을 거부합니다.',
        ],
        steps: [
          'gatewatch deploy를 실행하십시오. 모든 계정의 스택 세트를 갱신합니다.',
          '그래도 해결되지 않으면 CloudFormation 콘솔에서 스택 세트를 열어 이 계정과 리전의 상태를 확인하십시오.',
          '역할의 외부 ID와 gatewatch.yaml에 있는 계정의 externalId를 비교하십시오.',
        ],
      },
      'not-called': {
        title: '점검 위치의 probe 함수를 호출할 수 없음',
        summary:
          '이 위치에서는 아무것도 확인할 수 없습니다. probe 함수를 호출할 수 없습니다. (위치: {vantage})',
        meaning:
          'gatewatch가 계정에 들어갔지만 AWS가 probe 함수 호출을 거부했습니다. 그곳에서는 점검하지 못했습니다.',
        causes: [
          '스포크의 역할에 lambda:InvokeFunction 권한이 없거나 정책이 이를 거부합니다.',
          '이 계정의 함수들이 동시성을 모두 사용하고 있습니다.',
        ],
        steps: [
          '호출 권한이 거부되었는지, 호출이 제한되었는지 근거에서 확인하십시오.',
          '권한이 거부되었다면 gatewatch deploy를 실행하십시오. 모든 계정의 역할을 갱신합니다.',
          '호출이 제한되었다면 aws lambda get-account-settings의 값과 이 계정의 함수에 필요한 동시성을 비교하십시오.',
        ],
      },
      'other-version': {
        title: '점검 위치의 probe 함수 버전이 다름',
        summary: 'probe 함수가 이 설치 환경의 질문을 이해하지 못합니다. (위치: {vantage})',
        meaning: '설치 환경과 probe 함수는 한 버전 차이까지 서로 이해합니다. 지금은 차이가 그보다 큽니다.',
        causes: [
          '이 계정과 리전의 스택 세트가 갱신되지 않았습니다.',
          '설치 환경만 이전 버전으로 되돌리고 스포크는 되돌리지 않았습니다.',
        ],
        steps: [
          '스포크를 업데이트하십시오. 설치 환경과 같은 버전으로 gatewatch deploy를 실행하십시오.',
          '그래도 해결되지 않으면 CloudFormation 콘솔에서 스택 세트를 열어 이 계정이 갱신되지 않은 이유를 확인하십시오.',
        ],
      },
      'other-clock': {
        title: '점검 위치의 시계가 다름',
        summary: '이 위치의 시계가 설치 환경의 시계와 달라 결론을 내릴 수 없습니다. (위치: {vantage})',
        meaning:
          '인증서 날짜와 서버 시각은 이 시계를 기준으로 비교합니다. 두 시계가 다르면 판정을 신뢰할 수 없습니다.',
        causes: ['probe 함수의 시계가 잘못되었습니다.', 'watch 함수의 시계가 잘못되었습니다.'],
        steps: [
          '두 함수의 로그에 있는 시각을 정확한 시계와 비교하십시오.',
          'gatewatch deploy를 다시 실행하십시오. 새 함수는 AWS의 시계로 시작합니다.',
        ],
      },
    },
  },
  'probe-crashed': {
    title: '점검 프로그램 자체의 오류',
    summary: '점검이 비정상 종료되어 대상의 상태를 알 수 없습니다. (대상: {subject})',
    meaning:
      '네트워크가 아니라 gatewatch의 결함입니다. 스택 추적은 함수 로그에 있거나 --debug 옵션으로 출력됩니다.',
    causes: ['gatewatch의 결함입니다.', '함수들이 서로 다른 버전으로 배포되어 요청 형식이 맞지 않습니다.'],
    steps: [
      '같은 점검을 --debug 옵션으로 실행하거나 함수 로그를 읽으십시오.',
      '모든 함수를 같은 버전으로 배포하십시오.',
      '스택 추적을 gatewatch 프로젝트에 신고하십시오.',
    ],
  },
  'access-denied': {
    title: 'AWS가 조회를 거부함',
    summary: 'AWS가 조회를 거부했습니다. 권한이 없습니다. (대상: {subject}, 필요한 작업: {action})',
    meaning: '이 점검은 AWS를 조회해야 하는데 허용되지 않았습니다. 대상의 상태는 알 수 없습니다.',
    causes: ['역할에 해당 작업이 없습니다.', '서비스 제어 정책이나 권한 경계가 거부합니다.'],
    steps: [
      '점검을 실행하는 역할에 작업을 추가하십시오. (작업: {action})',
      '이미 있다면 거부하는 서비스 제어 정책이나 권한 경계를 찾으십시오.',
      '점검을 다시 실행하십시오.',
    ],
  },
  throttled: {
    title: 'AWS가 요청을 제한함',
    summary:
      '요청이 너무 많아 AWS가 요청을 제한했습니다. 대상의 상태는 알 수 없습니다. (대상: {subject}, 작업: {action})',
    meaning: '이 점검 또는 계정의 다른 도구가 API 한도를 모두 사용했습니다.',
    causes: ['여러 도구가 같은 API를 동시에 읽습니다.', '대상 수에 비해 점검 주기가 너무 짧습니다.'],
    steps: [
      '다음 실행을 기다리십시오. 한 번 제한된 것은 문제가 아닙니다.',
      '계속되면 주기를 늘리거나 AWS에 한도 상향을 요청하십시오.',
      'CloudTrail에서 같은 작업을 호출하는 주체를 찾으십시오. (작업: {action})',
    ],
  },
  'aws-unavailable': {
    title: 'AWS가 응답하지 않음',
    summary:
      'AWS가 응답하지 않아 대상의 상태를 알 수 없습니다. (대상: {subject}, 작업: {action}, 결과: {code})',
    meaning: 'AWS가 서버 오류(HTTP 5xx)를 반환했거나 응답하지 않았습니다. 여러 번 시도한 결과입니다.',
    causes: [
      '이 리전의 AWS 서비스에 장애가 있습니다.',
      '이 네트워크에서 AWS API로 가는 경로가 없습니다. NAT 게이트웨이나 VPC 엔드포인트가 없거나 프록시가 설정되지 않았습니다.',
    ],
    steps: [
      '점검을 다시 실행하십시오. 한 번의 실패는 일시적일 수 있습니다.',
      '결과가 HTTP 5로 시작하면 AWS Health Dashboard에서 이 리전의 상태를 확인하십시오. (결과: {code})',
      '그 밖의 결과이면 이 위치에서 API에 연결되는지 테스트하십시오: curl -sv https://SERVICE.REGION.amazonaws.com',
    ],
  },
  'out-of-time': {
    title: '확인할 시간이 부족함',
    summary: '점검이 제한 시간 안에 끝나지 않아 대상의 상태를 알 수 없습니다. (대상: {subject})',
    meaning: '다른 점검이 오래 걸렸거나 점검이 너무 많아서 이 점검의 응답을 받기 전에 실행이 끝났습니다.',
    causes: [
      '한 위치의 대상 수가 제한 시간에 비해 너무 많습니다.',
      '응답하지 않는 대상이 많아 각각 제한 시간을 모두 사용했습니다.',
      '점검하는 장비의 CPU 시간이 부족합니다. 소켓을 늦게 읽었으므로 응답이 없었다고 단정할 수 없습니다.',
    ],
    steps: [
      '다른 결과를 먼저 확인하십시오. 응답 없는 대상이 시간을 소모합니다.',
      '제한 시간을 늘리거나 대상을 여러 위치로 나누십시오.',
      '장비의 부하가 높으면 점검에 CPU를 더 할당하십시오. 함수는 메모리를 늘리면 CPU도 늘어납니다.',
    ],
  },
  'not-reachable-from-here': {
    title: '이 위치에서는 확인할 수 없음',
    summary: '이 위치에서는 대상을 확인할 수 없습니다. (대상: {subject}, 위치: {vantage})',
    meaning:
      '네트워크 구성상 이 위치에서 대상으로 가는 경로가 없습니다. 예를 들어 외부로 나가는 경로가 없는 VPC입니다. 대상의 상태와는 무관합니다.',
    causes: [
      '서브넷에 NAT 게이트웨이도 인터넷 게이트웨이도 없습니다.',
      '대상이 이 위치에 없는 주소 체계(IPv4 또는 IPv6)를 사용합니다.',
    ],
    steps: [
      '대상으로 가는 경로가 있는 위치에서 `gatewatch check`를 실행하십시오.',
      'gatewatch.yaml에서 대상을 다른 위치로 옮기십시오.',
    ],
  },
  'blocked-by': {
    title: '다른 장애 때문에 확인하지 못함',
    summary:
      '다른 장애 때문에 확인하지 못했습니다. 그 장애를 먼저 해결하십시오. (대상: {subject}, 원인: {lowerCheck} {lowerReason})',
    meaning:
      '이 점검의 전제가 되는 항목에 장애가 있어 이 대상의 상태를 판단할 수 없습니다. 그 장애를 해결하면 다시 확인할 수 있습니다.',
    // One for each rule, by its name (`BLOCKED_BY_RULES`): a finding shows those that matched.
    causes: [
      'due-to: 이 점검에 필요한 다른 점검이 같은 위치에서 실패했습니다.',
      'whole-target: 같은 대상의 장애 때문에 나머지 항목도 모두 영향을 받습니다.',
      'device-of-connection: 별도 대상으로 등록된 고객 게이트웨이 장비가 IKE에 응답하지 않습니다.',
      'attachment-of-connection: 이 연결(attachment)의 VPN 연결이 없거나 사용 가능한 상태가 아닙니다.',
      'connection-on-attachment: 이 VPN 연결의 Transit Gateway 연결(attachment)이 없거나 사용 가능한 상태가 아닙니다.',
      'connection-on-attachment-tables: 이 VPN 연결의 Transit Gateway 연결(attachment)이 라우팅 테이블에 연결되지 않았거나 전파되지 않습니다.',
      'route-into-connection: 블랙홀 경로가 중단된 VPN 연결로 이어집니다.',
      'route-announced-by-connection: 중단된 VPN 연결이 누락된 경로를 알리던 연결입니다.',
      'route-into-attachment: 블랙홀 경로가 없거나 사용할 수 없는 Transit Gateway 연결(attachment)로 이어집니다.',
      'route-propagated-by-attachment: 장애가 있는 Transit Gateway 연결(attachment)이 누락된 경로를 전파하던 연결입니다.',
      'attachment-on-path: 장애가 있는 Transit Gateway 연결(attachment)이 이 대상으로 가는 경로에 있습니다.',
      'route-on-path: 누락된 경로나 블랙홀 경로가 이 대상으로 가는 경로에 있습니다.',
      'return-route-on-path: 다른 점검이 같은 반환 경로 누락을 이미 찾았습니다.',
      'beyond-connection: 이 대상은 중단된 VPN 연결 너머에 있습니다.',
    ],
    steps: ['위에 표시된 장애의 조치 순서를 따르십시오.'],
  },
};
