import type { KindTexts } from '../../core/runbook.ts';
import type { DirectConnectReason } from './spec.ts';

export const texts: KindTexts<DirectConnectReason> = {
  healthy: '가상 인터페이스를 사용할 수 있고 BGP 세션이 연결되어 있습니다.',
  reasons: {
    'direct-connect-missing': {
      title: '가상 인터페이스가 없음',
      summary:
        '이 계정과 리전에 가상 인터페이스가 없습니다. (찾는 인터페이스: {virtualInterface}, 있는 인터페이스: {others})',
      meaning: '이 회선으로 전달되는 트래픽이 없습니다. VLAN이 AWS 네트워크에 연결되어 있지 않습니다.',
      causes: [
        '인터페이스가 삭제되었거나 다른 ID로 다시 생성되었습니다.',
        'ID가 다른 계정 또는 리전의 것입니다.',
      ],
      steps: [
        '첫 번째 명령으로 인터페이스 목록을 확인하고 대신 만들어진 인터페이스를 찾으십시오.',
        '그 ID를 gatewatch.yaml에 입력하십시오.',
        '삭제할 의도가 없었다면 두 번째 명령으로 누가 삭제했는지 확인하십시오.',
      ],
    },
    'direct-connect-not-available': {
      title: '가상 인터페이스를 사용할 수 없는 상태',
      summary:
        '가상 인터페이스를 사용할 수 없는 상태입니다. (인터페이스: {virtualInterface}, 이름: {name}, 상태: {state})',
      meaning:
        'available 상태의 인터페이스만 트래픽을 전달합니다. testing 상태는 장애 조치 테스트 중이며 AWS가 BGP 세션을 의도적으로 중단한 것입니다.',
      causes: [
        'confirming: 인터페이스 소유자가 아직 수락하지 않았습니다.',
        'verifying: AWS가 퍼블릭 인터페이스의 접두사를 확인하고 있습니다.',
        'pending: 몇 분 전에 생성되었거나 BGP 세션이 연결된 적이 없습니다.',
        'deleting, rejected: 복구되지 않습니다.',
      ],
      steps: [
        '첫 번째 명령으로 상태를 확인하십시오.',
        'confirming이면 소유 계정에서 수락하십시오. (aws directconnect confirm-private-virtual-interface 또는 public, transit 형식)',
        '10분 넘게 pending이면 라우터에 VLAN과 BGP를 구성하십시오. (VLAN: {vlan})',
        'testing이면 테스트가 끝날 때까지 기다리십시오.',
      ],
    },
    'direct-connect-link-down': {
      title: 'Direct Connect 회선이 다운됨',
      summary:
        'Direct Connect 회선이 다운되었습니다. (회선: {connection}, 상태: {connectionState}, 가상 인터페이스: {virtualInterface})',
      meaning:
        '라우터와 AWS 사이에 광신호 또는 이더넷 연결이 없습니다. 이 회선의 모든 가상 인터페이스가 중단됩니다.',
      causes: [
        '크로스 커넥트 또는 트랜시버에 장애가 있거나 분리되었습니다.',
        '라우터 포트가 꺼져 있거나 속도 또는 자동 협상 설정이 다릅니다.',
        'AWS, 통신 사업자 또는 시설의 유지 관리가 진행 중입니다.',
      ],
      steps: [
        '첫 번째 명령으로 회선 상태를 확인하고 AWS Health Dashboard의 이벤트를 찾으십시오.',
        '라우터 포트의 광 레벨, 오류, 속도를 확인하십시오.',
        '통신 사업자 또는 시설에 크로스 커넥트 테스트를 요청한 뒤 AWS Support에 문의하십시오.',
      ],
    },
    'direct-connect-bgp-down': {
      title: '가상 인터페이스의 BGP 세션이 중단됨',
      summary:
        '가상 인터페이스의 BGP 세션이 중단되었습니다. (인터페이스: {virtualInterface}, 이름: {name}, VLAN: {vlan}, 세션: {peers})',
      meaning:
        'BGP 세션이 없으면 경로가 교환되지 않아 트래픽이 전달되지 않습니다. 다른 세션은 자신의 주소 체계만 전달합니다.',
      causes: [
        '라우터의 VLAN, 피어 주소 또는 AS 번호가 인터페이스의 값과 다릅니다.',
        '양쪽의 MD5 키가 다릅니다.',
        '라우터에서 TCP 179가 차단되었습니다.',
        '라우터가 AWS의 제한보다 많은 접두사를 광고합니다.',
      ],
      steps: [
        '첫 번째 명령의 VLAN, 주소, AS 번호를 라우터와 비교하십시오.',
        '두 번째 명령으로 회선을 확인하십시오. 광신호가 없으면 BGP도 없습니다.',
        '마지막 명령(FRR)으로 라우터의 세션을 확인하십시오. Idle (PfxCt)는 접두사가 너무 많다는 뜻입니다.',
        '양쪽의 MD5 키를 확인하십시오.',
      ],
    },
  },
};
