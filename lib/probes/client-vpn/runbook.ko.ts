import type { KindTexts } from '../../core/runbook.ts';
import type { ClientVpnReason } from './reasons.ts';

export const texts: KindTexts<ClientVpnReason> = {
  healthy: 'Client VPN 엔드포인트를 사용할 수 있고, 서브넷에 연결되어 있으며 사용자를 통과시킵니다.',
  reasons: {
    'client-vpn-missing': {
      title: 'Client VPN 엔드포인트가 없음',
      summary: '이 계정과 리전에 해당 Client VPN 엔드포인트가 없습니다. (엔드포인트: {endpoint})',
      meaning:
        '이 ID의 엔드포인트를 AWS가 알지 못합니다. 엔드포인트를 삭제하면 DNS 이름도 사라지므로 모든 클라이언트에 새 구성 파일을 배포해야 합니다.',
      causes: [
        '스택이 다시 만들어졌습니다. 새 엔드포인트는 ID와 DNS 이름이 다릅니다.',
        '엔드포인트가 삭제되었거나 다른 계정 또는 리전에 있습니다.',
        '설정의 ID가 잘못 적혀 있습니다.',
      ],
      steps: [
        '첫 번째 명령으로 엔드포인트 목록을 확인하고 ID를 비교합니다.',
        '다시 만들어진 것이라면 gatewatch.yaml에 새 ID를 적고 새 클라이언트 구성을 배포합니다.',
        '삭제할 의도가 없었다면 두 번째 명령으로 누가 삭제했는지 확인합니다.',
      ],
    },
    'client-vpn-not-available': {
      title: 'Client VPN 엔드포인트를 사용할 수 없는 상태',
      summary:
        'Client VPN 엔드포인트가 available 상태가 아닙니다. (엔드포인트: {endpoint}, 상태: {state}, AWS 메시지: {stateMessage})',
      meaning: 'available 상태의 엔드포인트만 연결을 받습니다.',
      causes: [
        '삭제되는 중입니다.',
        '트랜짓 게이트웨이 연결이 아직 수락되지 않았거나 만들어지지 않았습니다.',
      ],
      steps: [
        '첫 번째 명령으로 상태와 메시지를 확인합니다.',
        'pending이면 두 번째 명령으로 서브넷 또는 트랜짓 게이트웨이 연결을 확인하고 10분을 기다립니다.',
        '삭제되는 중이면 대신할 엔드포인트를 찾아 그 구성을 배포합니다.',
      ],
    },
    'client-vpn-not-associated': {
      title: 'Client VPN 엔드포인트가 서브넷에 연결되지 않음',
      summary:
        'Client VPN 엔드포인트에 유효한 서브넷 연결이 없습니다. (엔드포인트: {endpoint}, 연결: {associations})',
      meaning:
        '사용자는 엔드포인트가 연결된 서브넷을 통해 VPC로 들어옵니다. 연결이 없으면 접속을 받지 않고, 일부가 실패하면 그 가용 영역을 잃습니다.',
      causes: [
        '시간당 요금을 아끼려고 밤에 연결을 제거하는 등 연결이 제거되었습니다.',
        '연결에 실패했습니다. 서브넷에 여유 주소가 없거나 클라이언트 주소 대역과 겹칩니다.',
        '몇 분 전에 만들었습니다.',
      ],
      steps: [
        '아래 명령으로 연결과 메시지를 확인합니다.',
        'aws ec2 associate-client-vpn-target-network로 가용 영역마다 서브넷을 연결합니다.',
        'associated 상태가 될 때까지 몇 분을 기다립니다. 경로와 권한 부여 규칙도 필요합니다.',
      ],
    },
    'client-vpn-not-authorised': {
      title: '사용자를 통과시키는 권한 부여 규칙이 없음',
      summary:
        'Client VPN 엔드포인트에 활성 상태의 권한 부여 규칙이 없습니다. (엔드포인트: {endpoint}, 목적지: {destinations}, 규칙: {rules})',
      meaning:
        '사용자가 접속해도 아무 곳에도 도달하지 못합니다. 목적지를 포함하는 규칙이 없으면 모든 패킷이 버려집니다.',
      causes: [
        '규칙을 만들지 않았거나 회수했습니다.',
        '규칙이 다른 대역을 대상으로 합니다.',
        '규칙이 아직 승인되는 중이거나 실패했습니다.',
      ],
      steps: [
        '아래 명령으로 규칙을 확인합니다.',
        'aws ec2 authorize-client-vpn-ingress로 목적지에 대한 규칙을 추가합니다. 모두가 아니라 필요한 그룹에만 부여합니다.',
        '엔드포인트에 목적지로 가는 경로도 있는지 aws ec2 describe-client-vpn-routes로 확인합니다.',
      ],
    },
  },
};
