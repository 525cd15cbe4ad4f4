import type { KindTexts } from '../../core/runbook.ts';
import type { DirectoryReason } from './spec.ts';

export const texts: KindTexts<DirectoryReason> = {
  healthy: '게이트웨이가 도메인에 가입되어 있거나 상태를 알려 주지 않습니다.',
  reasons: {
    'directory-join-failed': {
      title: '게이트웨이가 도메인에 가입하지 못함',
      summary:
        '게이트웨이가 도메인에 가입되어 있지 않습니다. (게이트웨이: {gateway}, 도메인: {domain}, AWS 상태: {directoryStatus})',
      meaning: 'Active Directory를 사용하는 SMB 공유에 로그인할 수 없습니다. 게스트 공유는 계속 동작합니다.',
      causes: [
        '게이트웨이가 도메인 컨트롤러에 연결되지 않거나 다른 DNS 서버를 사용합니다.',
        '사용자 이름이나 암호가 틀렸거나 컴퓨터를 추가할 권한이 없습니다.',
        '시계 차이가 Kerberos 허용 범위인 5분을 넘습니다.',
      ],
      steps: [
        '{directoryStatus}: {joinStatusMeans}',
        '게이트웨이가 사용하는 DNS 서버로 아래 명령을 실행해 컨트롤러를 조회하십시오.',
        'active-directory 대상의 결과에서 컨트롤러별 포트, DNS, 시계를 확인하십시오.',
        'Storage Gateway 콘솔의 "SMB share settings", "Active Directory settings"에서 다시 가입하십시오.',
      ],
    },
    'directory-detached': {
      title: '게이트웨이가 도메인에 가입되어 있지 않음',
      summary: '도메인에 가입되어 있지 않습니다. (게이트웨이: {gateway}, 상태: {directoryStatus})',
      meaning: 'Active Directory를 사용하는 SMB 공유에 로그인할 수 없습니다.',
      causes: ['가입한 적이 없거나 교체 후 다시 가입하지 않았습니다.', '컴퓨터 계정이 삭제되었습니다.'],
      steps: [
        '두 번째 명령으로 컨트롤러를 조회하십시오.',
        'Storage Gateway 콘솔의 "SMB share settings", "Active Directory settings"에서 가입하십시오.',
      ],
    },
    'directory-other-domain': {
      title: '게이트웨이가 다른 도메인에 가입됨',
      summary:
        '다른 도메인에 가입되어 있습니다. (게이트웨이: {gateway}, 현재: {domain}, 설정: {domainWanted})',
      meaning: '도메인 간 신뢰가 있을 때만 원하는 도메인의 사용자가 로그인할 수 있습니다.',
      causes: ['구성에 다른 도메인이 적혀 있습니다.', '게이트웨이를 테스트 도메인에 가입시켰습니다.'],
      steps: [
        '첫 번째 명령으로 도메인을 비교하십시오.',
        '구성을 고치거나 원하는 도메인에 다시 가입하십시오.',
      ],
    },
    'directory-joining': {
      title: '게이트웨이가 도메인에 가입하는 중',
      summary: '도메인에 가입하는 중입니다. (게이트웨이: {gateway}, 도메인: {domain})',
      meaning: '완료될 때까지 도메인으로 로그인할 수 없습니다.',
      causes: ['조금 전에 JoinDomain을 호출했습니다.'],
      steps: ['가입 제한 시간이 지난 뒤 상태를 다시 확인하십시오.'],
    },
  },
  glossary: {
    ACCESS_DENIED:
      '사용자 이름이나 암호가 거부되었습니다. 도메인 접두사 없이 이 도메인의 계정을 사용하십시오.',
    INSUFFICIENT_PERMISSIONS:
      '계정에 조직 단위에 컴퓨터를 추가할 권한이 없습니다. 권한을 위임하거나 다른 계정 또는 조직 단위를 사용하십시오.',
    NETWORK_ERROR:
      '도메인 컨트롤러에 연결되지 않았습니다. 게이트웨이에서 DNS를 확인한 뒤 53, 88, 389, 445, 464 포트를 확인하십시오.',
    TIMEOUT:
      '제한 시간 안에 가입이 끝나지 않았습니다. 컨트롤러를 지정하고 제한 시간을 늘린 뒤 회선을 확인하십시오.',
    UNKNOWN_ERROR: 'AWS가 원인을 알려 주지 않습니다. DNS, 포트, 시계를 확인한 뒤 지원 사례를 여십시오.',
    other: '이 프로그램보다 새로운 상태입니다. API 참조에서 의미를 확인하십시오.',
  },
};
