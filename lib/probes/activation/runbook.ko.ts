import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
import type { KindTexts } from '../../core/runbook.ts';
import type { ActivationReason } from './spec.ts';

export const texts: KindTexts<ActivationReason> = {
  healthy: '게이트웨이가 활성화 포트에서 응답합니다. 키를 요청하고 받았는지는 증거에 표시됩니다.',
  reasons: {
    'activation-port-closed': {
      title: '활성화 포트가 닫혀 있음',
      summary:
        '게이트웨이의 활성화 포트에 연결할 수 없어 활성화에 필요한 두 경로 중 첫 번째가 닫혀 있습니다. (호스트: {host}, 주소: {address}, 포트: {port}, 증상: {how})',
      meaning:
        '게이트웨이를 활성화하는 쪽은 80 포트의 HTTP로 키를 요청합니다. 이 포트는 활성화 전까지만 열려 있으며, 활성화 후에 닫혀 있는 것은 정상입니다.',
      causes: [
        '게이트웨이가 이미 활성화되었습니다. 이때 80 포트는 닫힙니다.',
        '이곳과 게이트웨이 사이의 보안 그룹, 네트워크 ACL 또는 방화벽이 80 포트를 차단합니다.',
        '가상 머신이 꺼져 있거나 부팅 중이거나 주소가 다릅니다.',
      ],
      steps: [
        '이미 활성화된 게이트웨이라면 이 점검은 필요하지 않습니다. 대신 gatewatch check --gateway를 사용하십시오.',
        '이곳에서 게이트웨이로 가는 TCP 80을 허용하십시오. EC2에서는 보안 그룹의 인바운드 규칙, 온프레미스에서는 로컬 방화벽입니다. 활성화 후에는 제거할 수 있습니다.',
        '게이트웨이 로컬 콘솔에 로그인하여(사용자 admin, 기본 암호 "password"는 변경해야 함) "Network Configuration"의 주소와 비교하십시오.',
        '실제로 활성화를 수행할 장비에서 다시 실행하십시오. 중요한 것은 그 경로입니다.',
      ],
    },
    'activation-not-a-gateway': {
      title: '게이트웨이의 응답이 아님',
      summary:
        '포트는 열려 있지만 게이트웨이의 응답이 아닙니다. (호스트: {host}, 주소: {address}, 포트: {port}, 받은 내용: {said})',
      meaning: '활성화를 기다리는 게이트웨이는 이 포트에서 HTTP를 사용합니다. 이 상대는 그렇지 않습니다.',
      causes: [
        '다른 장비의 주소이거나 포트가 다른 서비스로 전달됩니다.',
        '방화벽이 연결을 받은 뒤 응답하지 않거나 끊습니다.',
        '게이트웨이가 아직 부팅 중입니다.',
      ],
      steps: [
        '관찰된 내용의 의미: {howMeans}',
        '게이트웨이 로컬 콘솔의 "Network Configuration"에 표시된 주소와 비교하십시오. (응답한 주소: {address})',
        '게이트웨이를 처음 부팅했다면 5분을 기다린 뒤 다시 실행하십시오.',
      ],
    },
    'activation-wrong-address': {
      title: '다른 웹 서버가 응답함',
      summary:
        '활성화를 기다리는 게이트웨이가 아닌 웹 서버가 응답합니다. (호스트: {host}, 주소: {address}, 받은 내용: {said})',
      meaning:
        '키 요청에 대해 페이지나 다른 곳으로의 리디렉션이 왔습니다. 주소가 틀렸거나, 프록시나 포털이 게이트웨이 대신 응답합니다.',
      causes: [
        '다른 장비의 이름이나 주소입니다.',
        '캡티브 포털이나 투명 프록시가 80 포트에 대신 응답합니다.',
        '게이트웨이가 이미 활성화되었고 그 주소를 다른 서비스가 사용합니다.',
      ],
      steps: [
        '관찰된 내용의 의미: {howMeans}',
        '게이트웨이 로컬 콘솔의 "Network Configuration"에 표시된 주소와 비교하십시오. (응답한 주소: {address})',
        '게이트웨이와 같은 서브넷에서 다시 요청하십시오. 거기서 결과가 다르면 중간 장비가 원인입니다.',
      ],
    },
    'activation-gateway-cannot-reach-aws': {
      title: '게이트웨이가 AWS에 도달하지 못함',
      summary:
        '게이트웨이는 응답하지만 AWS에서 활성화 키를 받지 못했습니다. (호스트: {host}, 리전: {region}, 받은 내용: {said})',
      meaning:
        '게이트웨이까지의 경로는 정상이고, 게이트웨이에서 AWS 엔드포인트까지의 두 번째 경로가 막혀 있습니다. 게이트웨이는 원인과 관계없이 "internal error"라고 답합니다. (엔드포인트: {endpoint})',
      causes: [
        'AWS로 가는 포트가 닫혀 있습니다. 퍼블릭 엔드포인트는 443, VPC 엔드포인트는 443, 1026, 1027, 1028, 1031, 2222입니다.',
        'TLS 검사가 활성화 엔드포인트의 인증서를 바꿉니다.',
        `게이트웨이의 시계가 ${CLOCK_LIMITS.skewedS}초 넘게 어긋나 있습니다.`,
        '이미지가 오래되었거나, 프라이빗 DNS가 퍼블릭 이름을 VPC 엔드포인트로 보냅니다.',
        '게이트웨이가 포트를 거부하는 프록시를 사용하도록 설정되었거나, DNS 서버가 엔드포인트를 모릅니다.',
      ],
      steps: [
        '이 보고서의 다른 결과를 읽으십시오. 이곳에서 실패하는 것은 게이트웨이에서도 실패할 가능성이 큽니다. (엔드포인트: {endpoint})',
        '게이트웨이 로컬 콘솔(사용자 admin, 기본 암호 "password"는 변경해야 함)에서 같은 엔드포인트 유형과 리전으로 "Test Network Connectivity"를 실행하십시오. 모든 줄이 [PASSED]여야 합니다.',
        '같은 메뉴의 "Gateway Console"에서 포트는 ncport, 인증서는 sslcheck로 확인하십시오. 발급자가 Amazon이어야 합니다.',
        `"System Time Management"에서 시계를 비교하십시오. ${CLOCK_LIMITS.skewedS}초 차이는 너무 큽니다. EC2에서는 인스턴스가 UDP 123으로 NTP 서버에 도달할 수 있어야 합니다.`,
        '같은 VPC에 VPC 엔드포인트가 있고 퍼블릭 엔드포인트를 쓰려면 Amazon VPC 콘솔의 Endpoints, Actions, "Manage Private DNS Names"에서 "Enable for this Endpoint"를 해제하십시오.',
        '올바른 게이트웨이 유형의 최신 이미지를 배포하십시오. 유형이 다른 이미지는 서로 바꿔 쓸 수 없습니다.',
      ],
    },
  },
  glossary: {
    'speaks-otherwise': '첫마디가 HTTP가 아닌 다른 프로토콜입니다. "SSH-"는 SSH 서버입니다.',
    'hangs-up': '연결을 받은 뒤 응답 없이 끊었습니다.',
    'says-nothing': '연결을 받은 뒤 응답하지 않았습니다.',
    'leads-away': '다른 사이트로의 리디렉션입니다. 캡티브 포털, 로그인 페이지 또는 다른 애플리케이션입니다.',
    'web-page': '일반 웹 서버의 페이지나 상태 코드입니다.',
  },
};
