import type { KindTexts } from '../../core/runbook.ts';
import type { DomainControllersReason } from './spec.ts';

export const texts: KindTexts<DomainControllersReason> = {
  healthy: 'DNS가 도메인 컨트롤러를 알려 주며 각 컨트롤러가 필요한 서비스를 제공합니다.',
  reasons: {
    'domain-records-missing': {
      title: 'DNS가 도메인 컨트롤러를 알려 주지 않음',
      summary:
        'SRV 레코드에서 도메인 컨트롤러를 찾을 수 없습니다. (레코드: {record}, 도메인: {domain}, 응답: {answer}, 서버: {servers})',
      meaning:
        '도메인 구성원은 이 레코드로 컨트롤러를 찾습니다. 레코드가 없으면 어떤 주소를 구성해도 도메인 조인과 로그인을 할 수 없습니다.',
      causes: [
        'DNS 서버가 도메인의 서버가 아니며 도메인을 전달하지도 않습니다.',
        '도메인 이름의 철자가 틀렸습니다.',
        '컨트롤러가 레코드를 등록하지 않았거나(Netlogon) _msdcs 영역이 없습니다.',
      ],
      steps: [
        '첫 번째 명령으로 레코드를 조회하고, 컨트롤러에도 한 번 조회하십시오.',
        '컨트롤러가 알고 있으면 여기에서 도메인의 DNS 서버를 사용하거나 도메인을 그 서버로 전달하십시오.',
        '컨트롤러도 모르면 컨트롤러에서 `nltest /dsregdns`를 실행하십시오.',
      ],
    },
    'controller-not-found': {
      title: '컨트롤러 이름에 주소가 없음',
      summary:
        'DNS가 알려 준 컨트롤러에 주소가 없습니다. (컨트롤러: {controller}, 도메인: {domain}, 응답: {answer})',
      meaning: '이 컨트롤러를 선택한 구성원은 다른 컨트롤러를 시도할 때까지 실패합니다.',
      causes: ['컨트롤러를 제거했지만 레코드가 남아 있습니다.', '주소 레코드가 없습니다.'],
      steps: [
        '첫 번째 명령으로 이름을 조회하십시오.',
        '컨트롤러가 없으면 레코드를 제거하고(메타데이터 정리), 있으면 주소를 다시 등록하십시오.',
      ],
    },
    'controller-port-closed': {
      title: '도메인 컨트롤러가 포트에서 응답하지 않음',
      summary:
        '도메인 컨트롤러가 응답하지 않는 포트가 있습니다. (컨트롤러: {controller}, 도메인: {domain}, 포트: {closed})',
      meaning:
        '각 포트는 조인과 로그인의 한 단계를 담당합니다. DNS 53, Kerberos 88과 464, LDAP 389, SMB 445 중 하나라도 없으면 둘 다 실패합니다. 나머지 포트는 일부 기능에서만 사용합니다.',
      causes: ['경로의 방화벽 또는 보안 그룹이 일부 포트만 엽니다.', '컨트롤러의 서비스가 중지되었습니다.'],
      steps: [
        '첫 번째 명령을 여기와 게이트웨이의 네트워크에서 실행하십시오.',
        '두 번째 명령에 나오는 모든 컨트롤러에 대해 표시된 포트를 모두 여십시오.',
      ],
    },
    'controller-clock-skewed': {
      title: '도메인 컨트롤러의 시계가 Kerberos 허용 범위를 벗어남',
      summary:
        '도메인 컨트롤러의 시계가 맞지 않습니다. (컨트롤러: {controller}, 차이: {offsetSeconds}초, 도메인: {domain})',
      meaning: 'Kerberos는 시간이 5분 이상 차이 나는 티켓을 거부합니다. 구성원이 로그인할 수 없습니다.',
      causes: [
        '컨트롤러 또는 호스트에 시간 원본이 없습니다.',
        '이곳의 시계가 틀렸습니다. 그러면 모든 컨트롤러의 차이가 같습니다.',
      ],
      steps: [
        '아래 명령으로 두 시계를 비교하십시오.',
        'PDC 역할을 가진 컨트롤러에 시간 원본을 설정하십시오. 다른 컨트롤러는 그 시간을 따릅니다.',
      ],
    },
  },
};
