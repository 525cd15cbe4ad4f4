import type { KindTexts } from '../../core/runbook.ts';
import type { InstanceConnectReason } from './spec.ts';

export const texts: KindTexts<InstanceConnectReason> = {
  healthy:
    'EC2 Instance Connect 엔드포인트가 준비되어 있고 그 뒤의 인스턴스가 모두 실행 중입니다. 사전 점검인 경우에는 엔드포인트를 만드는 데 걸림돌이 없습니다.',
  reasons: {
    'instance-connect-missing': {
      title: 'Instance Connect 엔드포인트가 없음',
      summary:
        '이 계정과 리전에 해당 EC2 Instance Connect 엔드포인트가 없습니다. (대상: {wanted}, VPC: {vpc}, 이 VPC의 다른 엔드포인트: {others})',
      meaning:
        '엔드포인트가 없으면 퍼블릭 주소가 없는 인스턴스에 아무도 접속할 수 없습니다. 콘솔도 "aws ec2-instance-connect ssh"도 경로를 찾지 못합니다. VPC에는 엔드포인트를 하나만, 가용 영역 하나의 서브넷 하나에만 둘 수 있어 대신할 두 번째 엔드포인트가 없습니다.',
      causes: [
        '삭제되었거나 스택이 다시 만들어졌습니다. 새 엔드포인트는 ID가 다릅니다.',
        '이 VPC에 만든 적이 없거나 다른 계정 또는 다른 리전에 있습니다.',
        '설정의 ID가 잘못 적혀 있습니다.',
      ],
      steps: [
        '첫 번째 명령으로 엔드포인트 목록을 확인하고 ID, VPC, 상태를 비교하십시오.',
        '다시 만들어진 것이라면 gatewatch.yaml에 새 ID를 적거나 ID를 빼 두십시오. ID가 없으면 인스턴스가 있는 VPC의 엔드포인트를 사용합니다.',
        '실수로 삭제했다면 두 번째 명령으로 누가 삭제했는지 확인하십시오.',
        '마지막 명령으로 엔드포인트를 만드십시오. 명령의 서브넷은 여유 주소가 있고 되도록 인스턴스가 가장 많은 가용 영역에 있는 서브넷입니다. 인스턴스의 TCP 22, 3389로 나갈 수 있는 보안 그룹을 --security-group-ids로 지정하십시오. 지정하지 않으면 VPC의 기본 그룹이 연결됩니다. 생성에는 최대 10분이 걸립니다.',
        '리전당 5개 할당량을 다 썼다면 필요 없는 엔드포인트를 먼저 삭제하십시오. 이 할당량은 늘릴 수 없습니다.',
      ],
    },
    'instance-connect-not-ready': {
      title: 'Instance Connect 엔드포인트가 준비되지 않음',
      summary:
        'EC2 Instance Connect 엔드포인트가 접속을 처리할 수 없는 상태입니다. (엔드포인트: {endpoint}, 서브넷: {subnet}, 가용 영역: {zone}, 상태: {state}, 생성 후 경과: {minutes}분, AWS 메시지: {stateMessage})',
      meaning:
        'create-complete와 update-complete 상태에서만 접속할 수 있습니다. 생성에는 최대 10분, 변경에는 몇 분이 걸립니다. 실패 상태는 저절로 복구되지 않으며 엔드포인트는 옮길 수 없습니다. VPC에 하나만 둘 수 있으므로 삭제한 뒤 다른 서브넷에 다시 만들어야 합니다.',
      causes: [
        '몇 분 전에 만들었거나 변경했습니다.',
        '서브넷에 여유 주소가 없거나, 권한이 부족해 서비스 연결 역할 AWSServiceRoleForEC2InstanceConnect를 만들지 못했습니다.',
        '가용 영역에 장애가 있습니다. 엔드포인트는 한 가용 영역에만 있습니다.',
        '누군가 삭제하는 중입니다.',
      ],
      steps: [
        '첫 번째 명령으로 상태와 AWS 메시지를 확인하십시오.',
        '생성 중이거나 변경 중이면 10분이 지난 뒤 다시 확인하십시오. 그전에는 할 일이 없습니다.',
        'update-failed라면 변경(aws ec2 modify-instance-connect-endpoint)을 다시 하거나 되돌리십시오. 그래도 실패하면 교체하십시오.',
        '생성에 실패했거나 가용 영역에 장애가 있으면 교체하십시오. 아래 삭제 명령으로 삭제하고, 첫 번째 명령에서 더 이상 보이지 않으면 마지막 명령으로 다른 서브넷에 만드십시오. 보안 그룹과 클라이언트 주소 설정은 그대로 유지됩니다. (가용 영역: {zone}, 보안 그룹: {groups})',
        'gatewatch.yaml에 새 ID를 적거나 ID를 빼 두십시오. 이전 엔드포인트를 지정한 IAM 정책에는 새 엔드포인트도 추가하십시오.',
        '준비될 때까지는 Session Manager나 같은 VPC의 다른 호스트로 접속하십시오.',
      ],
    },
    'instance-not-running': {
      title: '엔드포인트 뒤의 인스턴스가 실행 중이 아님',
      summary:
        '인스턴스가 실행 중이 아니어서 접속할 수 없습니다. (인스턴스: {instance}, 상태: {state}, AWS 메시지: {stateReason})',
      meaning:
        '엔드포인트는 실행 중인 인스턴스에만 연결합니다. 상태가 "missing"이면 이 계정과 리전에 그 인스턴스가 없거나 해당 태그를 가진 인스턴스가 없는 것입니다.',
      causes: [
        '사람, 예약 작업 또는 비용 규칙이 중지했거나 인스턴스가 스스로 종료했습니다.',
        'Auto Scaling 그룹 등이 종료하고 교체했습니다. 새 인스턴스는 ID가 다릅니다.',
        '시작에 실패했습니다. 가용 영역에 용량이 없거나, 볼륨이 손상되었거나, 암호화된 볼륨의 키에 접근할 수 없습니다.',
      ],
      steps: [
        '첫 번째 명령으로 상태와 AWS가 밝힌 이유를 확인하고, 실행되어야 하는 인스턴스라면 시작하십시오.',
        '교체되었다면 gatewatch.yaml에 새 ID를 적거나 태그로 인스턴스를 지정하십시오.',
        '실행되면 아래 명령으로 접속하십시오. 키 페어는 필요 없지만 인스턴스에 ec2-instance-connect 패키지가 있어야 합니다. Amazon Linux 2023, Amazon Linux 2(2.0.20190618 이상), Ubuntu(20.04 이상)에는 들어 있습니다. 최소 이미지나 다른 운영 체제에는 없을 수 있으며, 그때는 "aws ec2-instance-connect open-tunnel"로 터널을 열고 키 페어로 "ssh -i KEY"를 사용하십시오. (인스턴스의 키 페어: {keyPair})',
        '"Permission denied (publickey)"로 거부되면 인스턴스에서 패키지를 확인하십시오. Amazon Linux는 "rpm -q ec2-instance-connect", Ubuntu는 "dpkg -s ec2-instance-connect"입니다. 아래 sshd 명령의 결과에 eic_run_authorized_keys가 나와야 합니다. AuthorizedKeysCommand를 직접 설정해 두었다면 패키지가 바꾸지 않으므로 Instance Connect가 동작하지 않습니다.',
        '없으면 설치하십시오. Amazon Linux 2023은 "sudo dnf install ec2-instance-connect", Amazon Linux 2는 "sudo yum install ec2-instance-connect", Ubuntu는 "sudo apt-get install ec2-instance-connect"이며, 설치한 뒤 sshd를 다시 시작하십시오.',
        'Windows라면 3389로 이어지는 터널로 접속하십시오. 패키지는 필요 없으며, 키 페어는 처음 발급된 Administrator 암호를 복호화할 때만 씁니다.',
      ],
    },
    'instance-connect-quota-full': {
      title: '할당량 때문에 Instance Connect 엔드포인트를 더 만들 수 없음',
      summary:
        '이 VPC에 EC2 Instance Connect 엔드포인트를 만들 수 없습니다. (VPC: {vpc}, 현재: {used}개, 한도: {limit}개, 엔드포인트: {endpoints})',
      meaning:
        'AWS는 VPC당 1개, 계정과 리전당 5개까지 허용하며 어느 쪽도 늘려 주지 않습니다. 실패했거나 삭제 중인 엔드포인트도 사라질 때까지 포함될 수 있습니다.',
      causes: [
        'VPC에 이미 엔드포인트가 있습니다. 다른 팀이 만들었을 수 있습니다.',
        '더 이상 쓰지 않는 VPC의 엔드포인트가 남아 있습니다.',
        '그사이 엔드포인트를 만들었는데 gatewatch.yaml에 preflight가 아직 남아 있습니다.',
      ],
      steps: [
        '{scopeMeans}',
        '첫 번째 명령으로 엔드포인트의 ID, VPC, 상태를 확인하십시오.',
        '필요 없는 엔드포인트를 삭제 명령(aws ec2 delete-instance-connect-endpoint)으로 삭제하고 사라질 때까지 기다리십시오.',
        '엔드포인트를 만든 뒤에는 gatewatch.yaml의 preflight를 instances 또는 tags로 바꾸십시오.',
      ],
    },
    'instance-connect-subnet-full': {
      title: '서브넷에 엔드포인트가 쓸 여유 주소가 없음',
      summary:
        '서브넷에 Instance Connect 엔드포인트가 쓸 주소가 남아 있지 않습니다. (서브넷: {subnet}, 가용 영역: {zone}, VPC: {vpc}, 여유 주소: {free})',
      meaning:
        '엔드포인트는 서브넷의 주소를 하나 사용합니다. 이미 있는 엔드포인트는 계속 동작하지만 장애나 삭제 후 그 서브넷에 다시 만들 수 없고, 새 엔드포인트는 아예 만들 수 없습니다. 여유 주소가 "-"이면 VPC에 그런 서브넷이 없는 것입니다.',
      causes: [
        '서브넷이 작아 인스턴스, 함수, 로드 밸런서가 주소를 모두 사용했습니다.',
        '아무도 쓰지 않는 네트워크 인터페이스가 남아 있습니다.',
        '사전 점검의 경우 서브넷이 없거나 다른 VPC에 있습니다.',
      ],
      steps: [
        '첫 번째 명령으로 모든 서브넷의 여유 주소를 비교하십시오.',
        '두 번째 명령으로 쓰지 않는 인터페이스(상태 available)를 찾아 삭제하십시오.',
        '사전 점검이라면 마지막 명령의 서브넷에 엔드포인트를 만드십시오.',
        '이미 이 서브넷에 엔드포인트가 있다면 한가한 시간에 옮기십시오. 아래 명령으로 삭제하고 사라질 때까지 기다린 뒤 다른 서브넷에 만드십시오. 약 10분 동안은 이 엔드포인트로 접속할 수 없습니다.',
      ],
    },
    'instance-connect-address-type': {
      title: '엔드포인트의 주소 유형이 맞지 않음',
      summary:
        '엔드포인트의 주소 유형이 맞지 않습니다. (엔드포인트: {endpoint}, 유형: {addressType}, 인스턴스: {instance}) {mismatchMeans}',
      meaning:
        'Instance Connect 엔드포인트는 자신과 같은 유형의 주소로만 연결합니다. 클라이언트 주소 보존은 ipv4 유형이고 같은 VPC 안일 때만 동작합니다.',
      causes: [
        '서브넷에 IPv4와 IPv6 블록이 모두 있어 유형 없이 만든 엔드포인트가 듀얼 스택이 되었습니다.',
        'ipv4 유형이 아닌 엔드포인트에서 클라이언트 주소 보존을 켰습니다.',
        '인스턴스에 IPv6 주소만 있습니다.',
      ],
      steps: [
        '첫 번째 명령으로 유형과 설정을 확인하십시오.',
        '클라이언트 주소를 보존할 필요가 없으면 두 번째 명령으로 끄십시오. 인스턴스의 규칙에는 엔드포인트의 보안 그룹이 보입니다.',
        '보존이 필요하면 aws ec2 modify-instance-connect-endpoint의 --ip-address-type으로 유형을 바꾸십시오.',
        '인스턴스에 주소가 없으면 인터페이스에 주소를 추가하거나 다른 유형의 엔드포인트를 사용하십시오.',
      ],
    },
    'instance-key-pair-missing': {
      title: '인스턴스에 키 페어가 없음',
      summary: '키 페어 없이 시작한 인스턴스입니다. (인스턴스: {instance}, 시스템: {system})',
      meaning:
        'Linux에서는 ec2-instance-connect 패키지가 있어야 로그인할 수 있지만 이 이미지에는 들어 있지 않습니다. Windows에서는 키 페어 없이 관리자 암호를 해독할 수 없습니다.',
      causes: [
        '시작 템플릿에 키 페어가 지정되어 있지 않습니다.',
        'Session Manager나 도메인 계정으로 로그인하도록 설계했습니다.',
      ],
      steps: [
        '패키지 설치 여부를 확인하십시오. 대상에 ssm: true를 설정하거나, 두 번째 명령으로 로그인해 rpm -q 또는 dpkg -s ec2-instance-connect를 실행하십시오.',
        'Linux에서는 패키지를 설치하거나 authorized_keys에 공개 키를 추가하십시오.',
        'Windows에서는 도메인 계정을 사용하거나 AWSSupport-ResetAccess 런북으로 암호를 재설정하십시오.',
        '다음 인스턴스를 위해 시작 템플릿에 키 페어를 지정하십시오.',
      ],
    },
  },
  glossary: {
    preserve: '클라이언트 주소를 보존하지만 AWS는 ipv4 유형의 엔드포인트에서만 이를 지원합니다.',
    family: '인스턴스에 이 유형의 주소가 없습니다.',
    otherVpc: '클라이언트 주소를 보존하는데 인스턴스가 다른 VPC에 있습니다.',
    VPC: 'VPC당 1개 한도에 도달했습니다. 이미 있는 엔드포인트를 사용하거나, 다른 서브넷으로 옮기려면 먼저 삭제하십시오. 여러 가용 영역에 접속하는 데 두 번째 엔드포인트는 필요 없으며 트래픽 요금만 더 듭니다.',
    Region:
      '계정과 리전당 5개 한도에 도달했습니다. 클라이언트 주소 유지 설정이 꺼져 있으면 엔드포인트 하나로 피어링이나 Transit Gateway로 연결된 다른 VPC의 인스턴스에도 접속할 수 있습니다.',
  },
};
