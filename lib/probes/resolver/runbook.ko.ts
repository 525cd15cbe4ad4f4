import type { KindTexts } from '../../core/runbook.ts';
import type { ResolverReason } from './spec.ts';

export const texts: KindTexts<ResolverReason> = {
  healthy: '사이트와 VPC 사이의 이름 확인이 정상입니다. 엔드포인트, 보안 그룹, 규칙에 문제가 없습니다.',
  reasons: {
    'resolver-dns-off': {
      title: 'VPC의 DNS 속성이 꺼져 있음',
      summary: 'VPC의 DNS 속성이 꺼져 있습니다. (VPC: {vpc}, 속성: {attributes})',
      meaning:
        'enableDnsSupport가 꺼져 있으면 VPC에 리졸버가 없습니다. enableDnsHostnames가 꺼져 있으면 VPC 엔드포인트의 프라이빗 이름이 동작하지 않습니다.',
      causes: ['VPC를 만들 때 켜지 않았습니다. 새 VPC에서 enableDnsHostnames는 기본적으로 꺼져 있습니다.'],
      steps: ['아래 명령으로 둘 다 켜십시오. 실행 중인 리소스에는 다른 변화가 없습니다.'],
    },
    'resolver-name-public': {
      title: 'VPC 안에서도 이름이 퍼블릭 주소로 확인됨',
      summary:
        '프라이빗 DNS로 이 이름에 응답하는 엔드포인트가 없습니다. (이름: {name}, VPC: {vpc}, 엔드포인트: {endpoint})',
      meaning:
        'VPC의 리졸버가 서비스의 퍼블릭 주소로 응답합니다. 이름을 VPC로 전달해도 결과가 달라지지 않습니다.',
      causes: ['엔드포인트의 프라이빗 DNS가 꺼져 있습니다.', '다른 VPC의 이름이 필요합니다.'],
      steps: [
        '첫 번째 명령으로 프라이빗 DNS를 켜십시오. 그러면 VPC 전체에서 서비스의 모든 이름이 엔드포인트로 연결됩니다.',
        '이 VPC의 게이트웨이를 퍼블릭 엔드포인트로 활성화해야 하면 엔드포인트의 vpce- 이름을 사용하십시오. 이 이름은 전달이 필요하지 않습니다.',
      ],
      variants: {
        'no-endpoint': {
          causes: [
            'VPC에 이 서비스의 인터페이스 엔드포인트가 없습니다.',
            '엔드포인트를 모아 둔 공유 VPC처럼 다른 VPC의 이름이 필요합니다.',
          ],
          steps: [
            '아래 명령으로 인터페이스 엔드포인트를 확인하십시오.',
            '프라이빗 DNS를 켠 엔드포인트를 만들거나, 엔드포인트가 있는 VPC를 구성에 입력하십시오.',
          ],
        },
      },
    },
    'resolver-inbound-missing': {
      title: 'VPC에 인바운드 엔드포인트가 없음',
      summary:
        'VPC에 Route 53 Resolver 인바운드 엔드포인트가 없습니다. (VPC: {vpc}, 사이트에서 확인할 이름: {names})',
      meaning:
        'AWS 밖의 DNS 서버는 VPC의 리졸버에 질의할 수 없습니다. 리졸버 주소는 VPC 안에서만 응답합니다. 사이트는 퍼블릭 응답을 받습니다.',
      causes: ['삭제되었거나 만든 적이 없습니다.', '공유 VPC처럼 다른 VPC에 있습니다.'],
      steps: [
        '아래 명령으로 다른 VPC에 있는지 확인하십시오. 있으면 그 VPC를 구성에 입력하십시오.',
        '없으면 두 가용 영역에 주소가 있고 사이트에서 오는 TCP와 UDP 53을 허용하는 인바운드 엔드포인트를 만드십시오.',
        '사이트의 DNS 서버에서 이름을 엔드포인트의 주소로 전달하십시오.',
      ],
    },
    'resolver-endpoint-down': {
      title: 'Resolver 엔드포인트가 동작하지 않음',
      summary:
        'Resolver 엔드포인트가 정상 상태가 아닙니다. (방향: {direction}, 엔드포인트: {endpoint}, 상태: {state}, 주소: {addresses})',
      meaning:
        'ACTION_NEEDED는 AWS가 복구할 수 없는 상태입니다. 연결되지 않은 주소로 보낸 질의는 응답이 없습니다. 다른 상태에서는 AWS가 작업 중이며 응답 용량이 줄어들 수 있습니다.',
      causes: [
        '엔드포인트의 네트워크 인터페이스가 삭제되었습니다.',
        '서브넷에 남은 주소가 없었거나 엔드포인트를 변경하는 중입니다.',
      ],
      steps: [
        '첫 번째 명령으로 각 주소의 상태를 확인하십시오. (AWS 메시지: {stateMessage})',
        'ATTACHED가 아닌 주소마다 새 주소를 추가한 뒤 잘못된 주소를 제거하십시오.',
        '사이트의 전달자에 새 주소를 입력하십시오.',
      ],
    },
    'resolver-port-closed': {
      title: '보안 그룹이 엔드포인트의 DNS를 차단함',
      summary:
        'Resolver 엔드포인트의 보안 그룹이 DNS를 허용하지 않습니다. (방향: {direction}, 엔드포인트: {endpoint}, 프로토콜: {protocol}, 포트: {port}, 상대: {peers})',
      meaning: '질의가 응답 없이 삭제됩니다. TCP만 차단되면 짧은 응답은 도착하고 긴 응답은 실패합니다.',
      causes: ['보안 그룹이 UDP만 허용합니다.', '보안 그룹에 사이트의 DNS 서버가 아닌 다른 주소가 있습니다.'],
      steps: [
        '첫 번째 명령으로 DNS 서버마다 UDP와 TCP를 모두 허용하십시오.',
        '그런 다음 DNS 서버에서 직접 질의하십시오. dig @ADDRESS NAME을 실행하고 +tcp로 한 번 더 실행하십시오.',
      ],
    },
    'resolver-forwarder-wrong': {
      title: '사이트가 인바운드 엔드포인트가 아닌 주소로 전달함',
      summary:
        '사이트가 인바운드 엔드포인트에 없는 주소로 전달합니다. (전달 주소: {wrong}, 엔드포인트 주소: {addresses}, VPC: {vpc})',
      meaning: '그 주소로 보낸 질의는 응답이 없거나 다른 서버가 응답합니다.',
      causes: ['엔드포인트를 다시 만들어 주소가 달라졌습니다.', '엔드포인트의 주소 하나가 교체되었습니다.'],
      steps: [
        '아래 명령으로 주소를 확인하고 사이트의 조건부 전달자와 비교하십시오.',
        '전달자와 gatewatch.yaml의 `inbound`를 수정하십시오.',
      ],
    },
    'resolver-rule-missing': {
      title: '사이트의 도메인을 전달하는 규칙이 없음',
      summary: 'VPC에 이 도메인을 전달하는 규칙이 없습니다. (도메인: {domain}, VPC: {vpc})',
      meaning: 'VPC가 사이트의 이름을 퍼블릭 DNS에 질의합니다. 이름을 찾지 못하거나 다른 결과를 받습니다.',
      causes: [
        '이 도메인의 규칙이 없거나 삭제되었습니다.',
        '더 구체적인 SYSTEM 유형의 규칙이 이 도메인을 제외합니다.',
      ],
      steps: [
        '첫 번째 명령으로 규칙을 확인하십시오.',
        '아웃바운드 엔드포인트를 사용하고 사이트의 DNS 서버를 대상으로 하는 FORWARD 규칙을 만드십시오. (도메인: {domain})',
        '규칙을 VPC에 연결하십시오. (VPC: {vpc})',
      ],
    },
    'resolver-rule-not-associated': {
      title: '전달 규칙이 VPC에 적용되지 않음',
      summary:
        '도메인의 전달 규칙이 VPC에 적용되지 않습니다. (규칙: {rule}, 도메인: {domain}, VPC: {vpc}, 연결 상태: {state})',
      meaning: '규칙은 연결된 VPC에만 적용됩니다. 이 VPC에서는 사이트의 이름이 전달되지 않습니다.',
      causes: [
        '새 VPC이거나 연결이 해제되었습니다.',
        'FAILED 또는 OVERRIDDEN: 같은 도메인의 다른 규칙이 적용되고 있습니다.',
      ],
      steps: [
        '첫 번째 명령으로 규칙을 연결하십시오.',
        'AWS가 거부하면 두 번째 명령으로 같은 도메인의 다른 규칙을 찾아 연결을 해제하십시오.',
      ],
    },
    'resolver-rule-captures': {
      title: '전달 규칙이 엔드포인트의 이름을 VPC 밖으로 보냄',
      summary:
        'VPC의 규칙이 이 이름을 밖으로 전달합니다. (이름: {name}, 규칙: {rule}, 도메인: {domain}, 대상: {targets}, VPC: {vpc})',
      meaning:
        '엔드포인트의 영역만큼 구체적인 규칙이 먼저 적용됩니다. 사이트의 DNS 서버가 응답하며, 이 서버는 퍼블릭 주소만 알고 있습니다.',
      causes: ['AWS 이름을 사이트로 전달하도록 설정했습니다. 필터링이 목적인 경우가 많습니다.'],
      steps: [
        '첫 번째 명령으로 이 VPC에서 규칙을 해제하십시오.',
        '나머지 도메인을 계속 전달해야 하면 SYSTEM 유형의 규칙을 추가하십시오. (이름: {name})',
      ],
    },
    'resolver-loop': {
      title: 'DNS 질의가 순환함',
      summary:
        'VPC의 규칙이 자신의 인바운드 엔드포인트로 전달합니다. (규칙: {rule}, 도메인: {domain}, 대상: {targets}, VPC: {vpc})',
      meaning:
        '인바운드 엔드포인트가 질의를 같은 VPC의 리졸버에 넘기고, 그 규칙이 다시 전달합니다. 응답하는 서버가 없습니다.',
      causes: ['규칙을 인바운드 엔드포인트가 있는 VPC에 연결했습니다.'],
      steps: ['첫 번째 명령으로 연결을 해제하십시오.', '또는 규칙의 대상을 사이트의 DNS 서버로 바꾸십시오.'],
    },
  },
};
