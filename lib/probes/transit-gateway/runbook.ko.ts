import type { KindTexts } from '../../core/runbook.ts';
import type { TransitGatewayReason } from './spec.ts';

export const texts: KindTexts<TransitGatewayReason> = {
  healthy:
    '연결이 available 상태이고, 라우팅 테이블에 연결되어 있으며 Transit Gateway 라우팅 테이블이 이 연결을 알고 있습니다.',
  reasons: {
    'attachment-missing': {
      title: 'Transit Gateway 연결이 없음',
      summary:
        '이 계정과 리전에서 해당하는 Transit Gateway 연결을 하나로 특정할 수 없습니다. (찾는 연결: {wanted}, 있는 연결: {others})',
      meaning:
        '이 ID나 태그를 가진 연결을 AWS가 알지 못하거나, 같은 태그를 가진 연결이 여러 개입니다. 연결되어 있던 대상은 Transit Gateway에서 끊기고, 그쪽으로 가는 정적 경로는 blackhole 상태가 됩니다.',
      causes: [
        '스택이 다시 만들어졌습니다. 새 연결은 ID가 다릅니다.',
        '연결 또는 연결된 대상이 삭제되었습니다.',
        '설정의 ID나 태그가 잘못 적혀 있거나 다른 계정 또는 리전의 것입니다.',
      ],
      steps: [
        '첫 번째 명령으로 연결 목록을 확인하고 대신 만들어진 연결을 찾으십시오.',
        'gatewatch.yaml에 새 ID를 적거나, 다시 만들어도 유지되는 태그로 지정하십시오. (tags: Name)',
        '삭제할 의도가 없었다면 두 번째 명령으로 누가 삭제했는지 확인하고, 다시 연결한 뒤 라우팅 테이블 연결과 전파를 새로 설정하십시오.',
      ],
    },
    'attachment-not-available': {
      title: 'Transit Gateway 연결을 사용할 수 없는 상태',
      summary:
        '연결이 사용할 수 없는 상태입니다. (연결: {attachment}, 게이트웨이: {transitGateway}, 대상: {resource}, 상태: {state})',
      meaning:
        'available이거나 변경 중인 연결만 트래픽을 전달합니다. pendingAcceptance는 게이트웨이 소유자의 수락을 기다리는 상태이고, failed와 rejected는 저절로 복구되지 않습니다.',
      causes: [
        '몇 분 전에 만들었습니다.',
        '다른 계정의 연결이며 게이트웨이 소유자가 수락하지 않았거나 거부했습니다.',
        '필요한 서브넷에 여유 주소가 없거나 서브넷이 삭제되었습니다.',
        '삭제되는 중입니다.',
      ],
      steps: [
        '첫 번째 명령으로 상태를 확인하십시오.',
        '수락을 기다리는 상태라면 게이트웨이를 소유한 계정에서 두 번째 명령으로 수락하십시오.',
        'failed이면 서브넷의 여유 주소를 확인하고 삭제한 뒤 다시 연결하십시오.',
        'pending이면 10분 뒤에 다시 확인하십시오.',
      ],
    },
    'attachment-not-associated': {
      title: '연결이 Transit Gateway 라우팅 테이블에 속하지 않음',
      summary:
        '연결이 어느 라우팅 테이블에도 연결되어 있지 않습니다. (연결: {attachment}, 게이트웨이: {transitGateway}, 대상: {resource}, 상태: {state})',
      meaning:
        '연결에서 나온 패킷은 그 연결이 속한 테이블에 따라 라우팅됩니다. 테이블이 없으면 모든 패킷이 버려집니다.',
      causes: [
        '게이트웨이에 기본 연결 테이블이 없고 아무도 연결을 테이블에 넣지 않았습니다.',
        '다른 테이블로 옮기려고 해제한 뒤 다시 넣지 않았습니다.',
      ],
      steps: [
        '첫 번째 명령으로 게이트웨이의 테이블 목록을 확인하십시오.',
        'aws ec2 associate-transit-gateway-route-table로 알맞은 테이블에 연결을 넣으십시오.',
        '그 테이블에 이 연결이 도달해야 할 곳의 경로가 있는지 확인하십시오.',
      ],
    },
    'attachment-not-propagated': {
      variants: {
        peering: {
          title: '피어링으로 가는 정적 경로가 없음',
          summary:
            '피어링 연결로 가는 정적 경로가 있는 Transit Gateway 라우팅 테이블이 없습니다. (연결: {attachment}, Transit Gateway: {transitGateway}, 테이블: {tables})',
          meaning:
            '피어링 연결은 경로를 전파하지 않으므로 양쪽 게이트웨이에 상대편으로 가는 정적 경로가 필요합니다. 정적 경로가 없으면 피어링으로 트래픽이 전달되지 않습니다.',
          causes: [
            '정적 경로를 생성하지 않았거나 삭제했습니다.',
            '피어링을 다시 만들면서 이전 피어링으로 가는 경로를 삭제했습니다.',
          ],
          steps: [
            '첫 번째 명령으로 게이트웨이의 테이블을 확인하십시오.',
            '상대편 대역마다 정적 경로를 생성하십시오. (aws ec2 create-transit-gateway-route)',
            '상대편 게이트웨이의 리전과 계정에서도 같은 작업을 하십시오.',
          ],
        },
      },
      title: '연결로 가는 Transit Gateway 경로가 없음',
      summary:
        '연결이 어느 테이블에도 전파되지 않고 정적 경로도 없습니다. (연결: {attachment}, 게이트웨이: {transitGateway}, 대상: {resource}, 테이블: {tables})',
      meaning:
        '게이트웨이의 어떤 테이블도 이 연결의 대역을 알지 못하므로 다른 쪽에서 도달할 수도, 응답할 수도 없습니다.',
      causes: [
        '게이트웨이에 기본 전파 테이블이 없고 아무도 전파를 켜지 않았습니다.',
        '정적 경로를 쓰려고 전파를 껐지만 정적 경로를 만들지 않았거나 삭제했습니다.',
      ],
      steps: [
        '첫 번째 명령으로 게이트웨이의 테이블 목록을 확인하십시오. 상대편이 속한 테이블이 이 연결을 알아야 합니다.',
        'aws ec2 enable-transit-gateway-route-table-propagation으로 각 테이블에 전파를 켜십시오.',
        '피어링 연결은 전파할 수 없으므로 정적 경로를 만드십시오.',
      ],
    },
    'transit-route-blackhole': {
      title: 'Transit Gateway 경로가 트래픽을 버림',
      summary:
        'Transit Gateway 라우팅 테이블의 blackhole 경로가 트래픽을 버립니다. (테이블: {routeTable}, 연결: {attachment}, 목적지: {destination}, 경로: {route}, 버려진 패킷: {dropped})',
      meaning:
        '경로는 있지만 어디로도 이어지지 않습니다. 연결이 삭제되었거나 의도적으로 blackhole 경로를 만든 것입니다. 덜 구체적인 모든 경로보다 우선합니다.',
      causes: [
        '정적 경로가 가리키던 연결이 삭제되었거나 교체되었습니다.',
        '네트워크를 분리하려고 만든 blackhole 경로의 범위가 의도보다 넓습니다.',
      ],
      steps: [
        '첫 번째 명령으로 경로를 확인하십시오.',
        '연결이 교체되었다면 두 번째 명령으로 경로를 삭제하고 현재 연결로 다시 만들거나 전파를 켜십시오.',
        '의도한 blackhole이라면 gatewatch.yaml에서 목적지를 빼거나 blackhole 경로의 범위를 좁히십시오.',
      ],
    },
    'transit-route-missing': {
      title: 'Transit Gateway 라우팅 테이블에 경로가 없음',
      summary:
        '연결에서 나온 패킷을 라우팅하는 테이블에 목적지로 가는 경로가 없습니다. (테이블: {routeTable}, 연결: {attachment}, 목적지: {destination}, 버려진 패킷: {dropped})',
      meaning:
        '이 연결에서 그 목적지로 가는 패킷은 게이트웨이에서 버려집니다. 목적지가 BGP VPN 뒤에 있다면 터널이 다운될 때 경로도 사라집니다.',
      causes: [
        '상대편 연결이 이 테이블에 전파되지 않습니다.',
        'VPN 또는 Connect 연결의 BGP 세션이 끊겨 경로가 사라졌습니다.',
        '정적 경로를 만들지 않았습니다.',
      ],
      steps: [
        '첫 번째 명령으로 테이블이 선택하는 경로를, 두 번째 명령으로 테이블의 모든 경로를 확인하십시오.',
        '상대편이 VPN이면 터널부터 확인하십시오.',
        '그 외에는 상대편 연결의 전파를 이 테이블에 켜거나 정적 경로를 만드십시오. (테이블: {routeTable})',
      ],
    },
    'return-route-missing': {
      title: 'VPC에 Transit Gateway로 가는 경로가 없음',
      summary:
        'VPC 라우팅 테이블에 Transit Gateway로 가는 유효한 경로가 없습니다. (라우팅 테이블: {vpcRouteTable}, 서브넷: {subnets}, 게이트웨이: {transitGateway}, 목적지: {destinations})',
      meaning:
        '게이트웨이를 통해 패킷이 들어올 수는 있지만 서브넷의 패킷은 그쪽으로 나가지 않아 양방향 연결이 시간 초과됩니다. Transit Gateway는 VPC 테이블에 경로를 전파하지 않으므로 경로를 직접 만들어야 합니다.',
      causes: [
        'VPC를 연결할 때 경로를 빠뜨렸습니다.',
        '경로가 사라진 게이트웨이나 연결을 가리킵니다. (blackhole 상태)',
        '서브넷이 다른 테이블에 연결되었습니다.',
      ],
      steps: [
        '첫 번째 명령으로 테이블을 확인하십시오.',
        '두 번째 명령으로 상대편 대역마다 경로를 만드십시오.',
        'blackhole 경로가 그 자리에 있다면 aws ec2 replace-route로 바꾸십시오.',
      ],
    },
  },
};
