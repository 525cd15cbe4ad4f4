import type { KindTexts } from '../../core/runbook.ts';
import type { WebsocketReason } from './spec.ts';

export const texts: KindTexts<WebsocketReason> = {
  healthy: 'WebSocket 업그레이드 요청이 서버에 도달합니다.',
  reasons: {
    'websocket-upgrade-removed': {
      title: 'WebSocket 업그레이드 요청이 제거됨',
      summary:
        '서버가 업그레이드 요청을 받지 못했습니다. (서버: {host}:{port}, 응답: {answer}, 경유: {path})',
      meaning:
        '연결과 TLS는 정상이지만 경로의 장비가 일반 요청으로 바꾸어 전달합니다. EC2 Instance Connect 터널이 열리지 않습니다.',
      causes: [
        '프록시 또는 검사 장비가 트래픽을 복호화하고 Upgrade, Connection 헤더를 제거합니다.',
        '장비의 정책이 WebSocket을 허용하지 않습니다.',
      ],
      steps: [
        '첫 번째 명령으로 요청을 다시 보내십시오. 101 또는 서버의 거부 응답이 정상이며 426은 정상이 아닙니다.',
        '두 번째 명령으로 인증서 발급자를 확인하십시오. 발급자가 장비를 알려 줍니다.',
        '장비에서 이 호스트를 복호화 대상에서 제외하거나 WebSocket을 허용하십시오. (호스트: {host})',
      ],
    },
    'websocket-cut': {
      title: 'WebSocket 업그레이드 시점에 연결이 끊어짐',
      summary: '업그레이드 요청 뒤에 연결이 끊어집니다. (서버: {host}:{port}, 결과: {answer}, 경유: {path})',
      meaning:
        'TLS는 정상이지만 요청에 HTTP 응답이 없습니다. WebSocket을 모르는 장비가 이런 연결을 끊습니다.',
      causes: [
        '검사 장비가 읽을 수 없는 연결을 끊습니다.',
        '프록시가 요청은 허용하지만 오래 유지되는 연결은 허용하지 않습니다.',
        '서버가 다시 시작하는 중입니다.',
      ],
      steps: [
        '첫 번째 명령으로 요청을 다시 보내고, 장비가 없는 네트워크에서도 한 번 보내십시오.',
        '두 번째 명령으로 인증서 발급자를 확인하십시오.',
        '이 호스트를 검사 대상에서 제외하십시오. (호스트: {host})',
      ],
    },
    'websocket-silent': {
      title: 'WebSocket 업그레이드 요청에 응답이 없음',
      summary: '업그레이드 요청에 응답이 없습니다. (서버: {host}:{port}, 경유: {path})',
      meaning: 'TLS는 정상이지만 그 뒤에 응답이 없습니다. 클라이언트는 자체 제한 시간까지 기다립니다.',
      causes: ['검사 장비가 요청을 보류합니다.', '장비가 본문 또는 연결 종료를 기다립니다.'],
      steps: [
        '첫 번째 명령으로 요청을 다시 보내십시오.',
        '두 번째 명령으로 인증서 발급자를 확인하십시오.',
        '이 호스트를 검사 대상에서 제외하십시오. (호스트: {host})',
      ],
    },
    'websocket-proxy-answers': {
      title: '프록시가 서버 대신 업그레이드 요청에 응답함',
      summary:
        '프록시가 서버 대신 응답합니다. (서버: {host}:{port}, 응답: {answer}, 응답한 장비: {answeredBy}, 경유: {path})',
      meaning:
        'TLS 안에서는 서버만 응답해야 합니다. 여기서는 프록시가 복호화하고 직접 응답하며 WebSocket을 열지 않습니다.',
      causes: [
        '복호화하는 프록시가 WebSocket을 지원하지 않거나 로그인을 요구합니다.',
        '프록시의 범주 또는 정책이 호스트를 차단합니다.',
      ],
      steps: [
        '첫 번째 명령으로 전체 응답을 확인하십시오. 응답 페이지가 정책을 알려 줍니다.',
        '이 호스트를 복호화 대상에서 제외하거나 WebSocket을 허용하십시오. (호스트: {host})',
      ],
    },
  },
};
