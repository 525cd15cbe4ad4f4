import type { VpnConfigTexts } from './texts.en.ts';

export const texts: VpnConfigTexts = {
  headline: {
    none: '차이가 없습니다. 파일이 터널 옵션과 일치합니다. (VPN: {vpn})',
    one: '파일과 VPN 연결 사이에 차이가 1개 있습니다. (VPN: {vpn})',
    many: '파일과 VPN 연결 사이에 차이가 있습니다. (개수: {count}, VPN: {vpn})',
  },
  weight: { stops: '터널 연결 불가', unstable: '불안정', slow: '성능 저하' },
  difference: {
    'outside-address-old':
      '장비가 더 이상 이 VPN의 터널이 아닌 주소로 연결합니다. (장비의 주소: {device}, 현재 터널 주소: {aws})',
    'tunnel-not-configured':
      '장비에 이 터널의 연결이 없습니다. AWS가 다른 터널을 교체하면 트래픽이 중단됩니다. (터널: {tunnel})',
    'local-id': '장비의 식별자가 고객 게이트웨이의 주소와 다릅니다. (장비: {device}, 고객 게이트웨이: {aws})',
    'remote-id': '장비가 예상하는 상대 식별자가 AWS의 식별자와 다릅니다. (장비: {device}, AWS: {aws})',
    'ike-version': '장비의 IKE 버전을 이 터널이 허용하지 않습니다. (장비: {device}, 허용 버전: {aws})',
    'phase-1-proposals': '장비의 1단계 제안 중 허용되는 것이 없습니다. (장비: {device}, AWS 허용 값: {aws})',
    'phase-2-proposals': '장비의 2단계 제안 중 허용되는 것이 없습니다. (장비: {device}, AWS 허용 값: {aws})',
    'forward-secrecy-off':
      '장비에서 PFS(Perfect Forward Secrecy)가 꺼져 있습니다. AWS는 2단계에서 PFS를 요구합니다.',
    'traffic-selectors': '트래픽 선택기가 다릅니다. (장비: {device}, AWS: {aws})',
    'several-selectors':
      '터널 하나에 네트워크가 여러 개 있습니다. AWS는 보안 연결(SA) 한 쌍만 유지하므로 새 연결이 기존 연결을 끊습니다. (장비: {device})',
    'secret-missing':
      '장비의 secrets 파일에 이 터널의 사전 공유 키가 없습니다. 인증이 실패합니다. (터널: {tunnel})',
    'secret-differs': '사전 공유 키가 터널의 키와 다릅니다. 인증이 실패합니다. (터널: {tunnel})',
    'nobody-starts': '어느 쪽도 터널을 시작하지 않습니다. (장비: {device}, AWS: {aws})',
    'service-not-restarted':
      '서비스가 시작된 뒤에 파일이 변경되었습니다. 서비스는 이전 파일을 사용합니다. (파일: {device})',
    'phase-1-lifetime':
      '장비의 1단계 수명이 AWS보다 깁니다. AWS가 먼저 SA를 종료하면 장비가 감지할 때까지 트래픽이 중단됩니다. (장비: {device}, AWS: {aws})',
    'phase-2-lifetime':
      '장비의 2단계 수명이 AWS보다 깁니다. AWS가 먼저 SA를 종료하면 장비가 감지할 때까지 트래픽이 중단됩니다. (장비: {device}, AWS: {aws})',
    'dpd-off':
      '장비에서 DPD(Dead Peer Detection)가 꺼져 있습니다. AWS가 엔드포인트를 교체하면 터널이 다시 연결되지 않습니다. (AWS 제한 시간: {aws})',
    'mtu-too-large':
      '터널의 MTU가 너무 큽니다. 더 큰 패킷은 조각화되거나 손실됩니다. (장비: {device}, 적합한 값: {aws})',
  },
  write: '작성 위치: {place}',
  run: '실행',
  afterwards: '변경한 뒤 파일을 다시 읽어 들이십시오: {command}',
  sameKeys: '사전 공유 키가 일치합니다. (터널: {tunnels})',
  keysNotCompared:
    'AWS가 키를 보여 주지 않아 사전 공유 키를 비교하지 못했습니다. 키가 Secrets Manager에 있을 수 있습니다. (터널: {tunnels})',
  nothingCompared: '파일에서 이 VPN으로 가는 연결을 찾지 못했습니다.',
  note: {
    'include-not-read': '읽지 않은 파일이 있습니다. 이 파일도 지정하십시오. (include: {text})',
    'value-not-known': '비교하지 못한 값: {text}',
    'line-not-known': '해석하지 못한 줄: {text}',
  },
};
