import type { KindTexts } from '../../core/runbook.ts';
import type { OpenvpnReason } from './spec.ts';

export const texts: KindTexts<OpenvpnReason> = {
  healthy: 'VPN 서버가 OpenVPN 클라이언트에 응답합니다.',
  reasons: {
    'openvpn-refused': {
      title: 'VPN 서버가 클라이언트를 거부함',
      summary:
        'VPN 서버가 OpenVPN 연결을 거부합니다. 해당 포트에서 수신하는 서비스가 없습니다. (호스트: {host}, 주소: {address}, 전송 방식: {transport}, 포트: {port})',
      meaning:
        'RST 또는 ICMP 오류가 돌아왔습니다. 포트에서 대기하는 서비스가 없거나 중간의 방화벽이 거부한 것입니다. 이 주소로는 어떤 클라이언트도 접속할 수 없습니다.',
      causes: [
        'Client VPN 엔드포인트에 연결된 서브넷이 없거나, 엔드포인트가 삭제되는 중입니다.',
        '전송 방식이나 포트가 엔드포인트와 다릅니다. 전송 방식은 생성할 때 정해지며 포트는 443 또는 1194입니다.',
        'OpenVPN 서버가 멈췄습니다.',
        '이 위치와 서버 사이의 방화벽이 포트를 거부합니다.',
      ],
      steps: [
        '아래 명령으로 엔드포인트를 조회하십시오. Status는 "available"이어야 하고 TransportProtocol과 VpnPort는 여기서 점검한 값과 같아야 합니다.',
        '대상 네트워크 연결을 확인하십시오. 하나 이상이 "associated" 상태여야 합니다.',
        '직접 운영하는 서버라면 openvpn 서비스가 실행되어 대기 중인지 "ss -lunp" 또는 "ss -ltnp" 명령으로 확인하십시오.',
        '모두 올바르면 해당 포트를 거부하는 방화벽 규칙을 찾으십시오. (전송 방식: {transport}, 포트: {port})',
      ],
    },
    'openvpn-malformed': {
      title: '응답이 OpenVPN 형식이 아님',
      summary:
        '포트에서 응답은 오지만 OpenVPN 서버의 응답이 아닙니다. (주소: {address}, 전송 방식: {transport}, 포트: {port})',
      meaning:
        '돌아온 바이트가 OpenVPN 클라이언트에 대한 응답이 아닙니다. 다른 프로토콜이거나, 패킷이 중간에 잘렸거나, 길이 값이 있을 수 없는 값입니다. 어느 위치에서 무엇이 달랐는지는 증거에 나와 있습니다.',
      causes: [
        'HTTPS와 같은 다른 서비스가 이 포트를 쓰고 있습니다. 443 포트에서 흔히 일어납니다.',
        '프록시나 검사 장비가 서버를 대신하여 응답합니다.',
        '이름이 잘못된 호스트를 가리킵니다.',
      ],
      steps: [
        '무엇이 응답하는지 확인하십시오. TCP라면 "openssl s_client -connect {address}:{port}" 명령으로 TLS 인증서가 나오는지 보십시오.',
        '엔드포인트 이름 앞에 임의의 레이블을 붙여 조회한 주소와 비교하십시오. (점검한 주소: {address})',
        '다른 네트워크에서 테스트하십시오. 거기서 OpenVPN이 응답하면 이 경로의 장비가 대신 응답하는 것입니다.',
      ],
    },
    'openvpn-silent': {
      title: 'VPN 서버가 클라이언트의 첫 패킷에 응답하지 않음',
      summary:
        'VPN 서버가 OpenVPN에 응답하지 않습니다. (호스트: {host}, 전송 방식: {transport}, 포트: {port}, 관찰 결과: {outcome})',
      meaning:
        '올바른 첫 패킷에 응답이 없거나, TCP에서는 연결을 받은 뒤 응답 없이 끊었습니다. tls-auth나 tls-crypt를 쓰는 서버는 키가 없는 클라이언트에게 바로 이렇게 동작하므로 이것만으로는 장애라고 할 수 없습니다. 설정에 answersStrangers: true가 있을 때만 장애로 봅니다.',
      causes: [
        '서버가 tls-auth 또는 tls-crypt를 사용합니다. 이 경우 이 점검으로는 더 알 수 없습니다.',
        '방화벽이나 네트워크가 포트를 차단합니다. TCP 443은 통과시키면서 UDP 443은 차단하는 곳이 많습니다.',
        '서버가 꺼져 있거나, 이름이 더 이상 서버의 것이 아닌 주소를 가리킵니다.',
      ],
      steps: [
        '같은 네트워크에서 실제 클라이언트로 접속해 보십시오. 접속되면 answersStrangers를 false로 두십시오.',
        'AWS Client VPN이라면 아래 명령으로 엔드포인트의 Status와 대상 네트워크 연결을 확인하십시오.',
        '다른 네트워크에서 테스트하십시오. 거기서 응답하면 이 위치와 서버 사이의 장비가 패킷을 차단하는 것입니다. (전송 방식: {transport}, 포트: {port})',
        '이름 앞에 임의의 레이블을 붙여 조회하고 주소를 비교하십시오. Client VPN의 주소는 바뀔 수 있습니다.',
        '서버가 tls-auth도 tls-crypt도 쓰지 않는다면 answersStrangers: true를 설정하여 무응답을 장애로 보게 하십시오.',
      ],
    },
  },
};
