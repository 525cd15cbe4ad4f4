import type { InitTexts } from './texts.en.ts';

export const ko: InitTexts = {
  head: [
    '`gatewatch init` 명령이 계정의 리소스를 조회하여 작성했습니다. (계정: {account}, 리전: {region})',
    '내용을 검토하고 필요 없는 항목을 지운 뒤 실행하십시오: gatewatch plan --config {file}',
  ],
  nobodyNotified:
    '아직 알림을 받을 사람이 없습니다. 주소를 적고 주석 기호를 지우십시오.\nnotify:\n  email: [{ to: you@example.com, severity: [critical, warning] }]',
  discover:
    '검토하고 고칠 수 있도록 아래에 대상을 하나씩 적었습니다. 나중에 만드는 리소스도 찾으려면:\ndiscover: [{words}]',
  vpc: 'VPC: {name} ({cidrs})',
  privateSubnet: '{zone}, 프라이빗',
  publicSubnet:
    '{zone}, 퍼블릭: 여기서는 함수가 퍼블릭 IP 주소를 받지 못하므로 VPC 외부의 이름은 점검하지 않습니다',
  oneZone: '가용 영역이 하나뿐입니다. 그 영역에 장애가 나면 이 위치에서는 점검할 수 없습니다.',
  target: {
    'storage-gateway-endpoint': 'Storage Gateway의 VPC 엔드포인트: 이름, 포트, 인증서의 소유자, 상태.',
    'storage-gateway': '게이트웨이: 클라이언트용 포트, 시계, AWS에 표시된 상태.',
    'site-to-site-vpn':
      'Site-to-Site VPN: 두 터널과 경로. 반대편 네트워크의 주소를 beyond: ["10.60.1.10:22"] 형식으로 추가하십시오.',
    'transit-gateway-attachment': 'Transit Gateway 연결: 라우팅 테이블 연결과 전파, 양방향 경로.',
    'direct-connect':
      'Direct Connect 가상 인터페이스: 회선과 BGP 세션. 반대편 네트워크의 주소를 beyond: ["10.60.1.10:22"] 형식으로 추가하십시오.',
    'client-vpn': 'Client VPN 엔드포인트: 대상 네트워크 연결, 권한 부여 규칙, 응답 여부.',
    'instance-connect-endpoint':
      'EC2 Instance Connect 엔드포인트. 인스턴스까지의 규칙을 점검하려면 instances: [i-…] 항목을 추가하십시오.',
  },
  elsewhere: '이 VPC 전용인지 AWS 정보로는 알 수 없습니다. 이 위치에서만 점검합니다.',
  noAddress: '게이트웨이가 오프라인이라 주소를 알 수 없습니다. 직접 점검하려면 address: 항목을 추가하십시오.',
  refused:
    '조회하지 못했습니다. 이 작업을 허용한 뒤 gatewatch init을 다시 실행하십시오. (작업: {action}, 사유: {code})',
  unanswered:
    'AWS가 응답하지 않아 조회하지 못했습니다. gatewatch init을 다시 실행하십시오. (작업: {action}, 사유: {code})',
  noSubnet: '감시할 대상이 있지만 조회할 수 있는 서브넷이 없어 이 VPC를 제외했습니다. (VPC: {vpc})',
  written: '작성했습니다. (파일: {file}, 위치: {vantages}, 대상: {targets})',
  vantages: { one: '{count}', other: '{count}' },
  targets: { one: '{count}', other: '{count}' },
  next: '다음 명령: gatewatch plan --config {file}',
  nothing:
    '작성할 대상이 없습니다. 이 계정에는 Storage Gateway, VPN, Transit Gateway 연결, Client VPN, Direct Connect, Instance Connect 엔드포인트가 없습니다. 리전이 맞는지 확인하십시오. 계정 없이 확인하려면 `gatewatch check` 명령을 사용하십시오. (리전: {region})',
  nothingWritten: '파일을 작성하지 않았습니다. (파일: {file})',
  nothingPrinted: '출력할 내용이 없습니다.',
};
