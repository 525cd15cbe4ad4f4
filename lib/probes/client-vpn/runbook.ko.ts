import type { KindTexts } from '../../core/runbook.ts';
import type { ClientVpnReason } from './spec.ts';

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
        '첫 번째 명령으로 엔드포인트 목록을 확인하고 ID를 비교하십시오.',
        '다시 만들어진 것이라면 gatewatch.yaml에 새 ID를 적고 새 클라이언트 구성을 배포하십시오.',
        '삭제할 의도가 없었다면 두 번째 명령으로 누가 삭제했는지 확인하십시오.',
      ],
    },
    'client-vpn-not-available': {
      title: 'Client VPN 엔드포인트를 사용할 수 없는 상태',
      summary:
        'Client VPN 엔드포인트가 available 상태가 아닙니다. (엔드포인트: {endpoint}, 상태: {state}, AWS 메시지: {stateMessage})',
      meaning: 'available 상태의 엔드포인트만 연결을 받습니다.',
      causes: ['삭제되는 중입니다.', 'Transit Gateway 연결이 아직 수락되지 않았거나 만들어지지 않았습니다.'],
      steps: [
        '첫 번째 명령으로 상태와 메시지를 확인하십시오.',
        'pending이면 두 번째 명령으로 서브넷 또는 Transit Gateway 연결을 확인하고 10분을 기다리십시오.',
        '삭제되는 중이면 대신할 엔드포인트를 찾아 그 구성을 배포하십시오.',
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
        '아래 명령으로 연결과 메시지를 확인하십시오.',
        'aws ec2 associate-client-vpn-target-network로 가용 영역마다 서브넷을 연결하십시오.',
        'associated 상태가 될 때까지 몇 분을 기다리십시오. 경로와 권한 부여 규칙도 필요합니다.',
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
        '아래 명령으로 규칙을 확인하십시오.',
        'aws ec2 authorize-client-vpn-ingress로 목적지에 대한 규칙을 추가하십시오. 모두가 아니라 필요한 그룹에만 부여하십시오.',
        '엔드포인트에 목적지로 가는 경로도 있는지 aws ec2 describe-client-vpn-routes로 확인하십시오.',
      ],
    },
    'client-vpn-certificate-expires': {
      title: 'Client VPN 엔드포인트의 서버 인증서 만료',
      summary:
        'Client VPN 엔드포인트의 서버 인증서가 곧 만료되거나 이미 사용할 수 없는 상태입니다. (엔드포인트: {endpoint}, 만료 시각: {validTo}, 남은 일수: {daysLeft}, 상태: {certificateStatus}, 유형: {certificateType}, ACM 갱신: {renewal})',
      meaning:
        '클라이언트는 접속할 때마다 인증서를 확인합니다. 만료되면 엔드포인트가 available 상태여도 아무도 접속하지 못합니다. ACM은 직접 발급한 인증서를 사용 중인 동안 갱신하지만, 가져온 인증서는 사람이 교체할 때까지 그대로이며 폐기된 인증서도 교체해야 합니다.',
      causes: [
        '가져온 인증서(유형 IMPORTED)인데 갱신 담당자가 없습니다.',
        'ACM이 발급했지만 갱신하지 못합니다. DNS의 검증 레코드가 없어졌거나, 검증 메일에 응답하지 않았거나, 프라이빗 CA가 거부합니다.',
        '프라이빗 키 유출 등의 이유로 폐기되었습니다.',
      ],
      steps: [
        '첫 번째 명령으로 인증서의 유형, 상태, 만료 시각, 갱신 여부를 확인하십시오. (인증서: {certificate})',
        '유형이 IMPORTED이면 같은 CA에서 같은 이름과 같은 키 유형 및 크기로 새 인증서를 발급받아 가져오기 명령으로 기존 인증서에 덮어쓰십시오. ARN은 바뀌지 않습니다.',
        'ACM이 발급했고 갱신이 PENDING_VALIDATION 또는 FAILED이면 ResourceRecord가 있는 명령이 보여 주는 레코드를 다시 등록하거나 검증 메일에 응답하십시오. 그러면 ACM이 스스로 갱신합니다. 이미 만료된 인증서는 갱신하지 않습니다.',
        'ACM이 발급했는데 EXPIRED이거나, REVOKED이거나, 키의 종류가 다르면 새 인증서를 요청하거나 가져온 뒤 엔드포인트에 지정하십시오: aws ec2 modify-client-vpn-endpoint --client-vpn-endpoint-id {endpoint} --server-certificate-arn ARN',
        '엔드포인트는 갱신하거나 덮어쓴 인증서를 24시간 안에 적용합니다. 그 뒤 클라이언트로 접속해 확인하고, 다른 CA가 서명했다면 클라이언트 구성을 다시 배포하십시오.',
      ],
    },
  },
};
