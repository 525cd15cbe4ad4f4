import type { KindTexts } from '../../core/runbook.ts';
import type { MtuReason } from './spec.ts';

export const texts: KindTexts<MtuReason> = {
  healthy: '1,500바이트 패킷이 양방향으로 모두 전달됩니다.',
  glossary: {
    'to-target': '대상으로 보내는 큰 패킷이 손실됩니다.',
    'from-target': '대상이 보내는 큰 패킷이 손실됩니다.',
  },
  reasons: {
    'mtu-blackhole': {
      title: '경로에서 큰 패킷이 손실됨',
      summary:
        '{directionMeans} 작은 패킷은 전달됩니다. (호스트: {host}, 포트: {port}, 전달된 최대 크기: {size}바이트, 손실된 최소 크기: {lost}바이트)',
      meaning:
        '경로의 한 홉이 큰 패킷을 전달하지 못하고 ICMP 메시지 없이 버립니다. 연결은 열리지만 데이터를 많이 보내는 순간 멈춥니다. ping과 포트 테스트는 성공하지만 TLS 핸드셰이크, 파일 복사, 다운로드는 중단됩니다.',
      causes: [
        'VPN 터널이나 PPPoE 회선의 MTU가 더 작은데 장비가 TCP의 MSS를 낮추지 않습니다.',
        '방화벽, 보안 그룹 또는 네트워크 ACL이 ICMP "fragmentation needed"(유형 3, 코드 4) 또는 "packet too big"을 차단합니다.',
        '터널 양 끝의 MTU가 서로 다릅니다.',
      ],
      steps: [
        'VPN 장비나 라우터에서 양방향의 MSS를 다음 값으로 낮추십시오. (MSS: {mss})',
        '경로의 보안 그룹, 네트워크 ACL, 방화벽에서 ICMP 유형 3 코드 4와 ICMPv6 유형 2를 허용하십시오.',
        '장비의 터널 인터페이스 MTU를 AWS 문서의 표에서 사용 중인 암호화 알고리즘에 해당하는 값으로 낮추십시오.',
        '이 점검을 다시 실행하십시오.',
      ],
    },
    'mtu-reduced': {
      title: '경로 MTU가 인터페이스 MTU보다 작음',
      summary:
        '라우터가 더 작은 MTU를 알려 주고 TCP가 이를 따릅니다. (호스트: {host}, 포트: {port}, 경로 MTU: {size}바이트, 인터페이스 MTU: {interface}바이트)',
      meaning:
        '경로 MTU 검색이 작동합니다. 송신 측이 ICMP로 더 작은 MTU를 전달받았습니다. 새 연결마다 패킷 하나가 먼저 손실됩니다. ICMP가 차단되면 연결이 멈춥니다.',
      causes: ['경로에 VPN 터널, GRE 터널 또는 PPPoE 회선이 있습니다.'],
      steps: ['패킷 손실을 피하려면 터널 장비에서 MSS를 다음 값으로 설정하십시오. (MSS: {mss})'],
    },
    'mtu-not-measured': {
      title: '경로 MTU를 측정하지 못함',
      summary: '작은 요청에도 응답이 없어 경로 MTU를 알 수 없습니다. (호스트: {host}, 포트: {port})',
      meaning: '측정하려면 응답하는 서비스가 필요합니다. 이 결과만으로는 경로의 상태를 알 수 없습니다.',
      causes: ['포트가 닫혀 있거나 필터링되었습니다. 또는 서비스가 클라이언트의 인증을 먼저 기다립니다.'],
      steps: ['먼저 포트 장애를 해결하거나, 같은 호스트에서 TLS를 제공하는 다른 포트로 측정하십시오.'],
    },
  },
};
