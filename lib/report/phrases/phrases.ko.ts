import type { Phrases } from './phrases.en.ts';

export const PHRASES_KO: Phrases = {
  status: { healthy: '정상', degraded: '저하', failed: '실패', unknown: '확인 못함' },
  heading: {
    target: '대상',
    check: '점검',
    status: '상태',
    finding: '결과',
    evidence: '증거',
    explanation: '원인과 조치 명령',
    fixShownAt: '명령은 위의 {place} 항목에 있습니다.',
    explanationsLeftOut: '… 이 밖에 원인 {count}개가 더 있습니다. 전체 목록은 JSON 보고서에 있습니다.',
    causes: '가능성이 높은 원인',
    steps: '조치 순서',
    commands: '명령',
    links: '참고 문서',
    doesNotProve: '이 결과가 증명하지 않는 것',
  },
  colon: ':',
  totals: '정상 {healthy}, 저하 {degraded}, 실패 {failed}, 확인 못함 {unknown}',
  askedFrom: '점검 위치: {vantage}, 시각: {startedAt}, 소요 시간: {durationMs} ms',
  nothingAsked: '점검한 것이 없습니다.',
  copy: '복사',
  copied: '복사됨',
  checkedAt: '점검한 시각',
  allSteps: '명령과 전체 조치 순서: gatewatch runbook 사유',
  progress: '점검 중: {all}개 중 {done}개 응답',
  doesNotProve: {
    'local-vantage':
      '이 결과는 한 위치에서만 확인한 것입니다. 다른 곳에 있는 게이트웨이나 클라이언트에는 다른 경로, 규칙, 프록시가 적용될 수 있습니다. (위치: {vantage})',
    'vpc-vantage':
      '이 결과는 VPC 안에서 확인한 것입니다. 온프레미스 쪽의 방화벽, 프록시, 검사 장비는 볼 수 없으며, 게이트웨이와 다른 서브넷의 위치에는 다른 규칙이 적용될 수 있습니다. (위치: {vantage})',
    'vpc-vantage-placed':
      '이 결과는 VPC 안에서 확인한 것입니다. 온프레미스 쪽의 방화벽, 프록시, 검사 장비는 볼 수 없습니다. (위치: {vantage})',
    'other-subnet':
      '게이트웨이가 확인한 위치와 다른 서브넷에 있으므로, 그곳에는 다른 네트워크 ACL, 라우팅, 보안 그룹이 적용될 수 있습니다. (대상: {target}, 주소: {address}, 대상의 서브넷: {subnet}, 위치: {vantage}, 위치의 서브넷: {subnets})',
    'other-network':
      '게이트웨이가 확인한 위치의 VPC 안에 있지 않으므로, 게이트웨이 주변의 규칙, 라우팅, 프록시, 방화벽은 확인하지 못했습니다. (대상: {target}, 주소: {address}, 위치: {vantage}, VPC: {vpc})',
    'behind-interceptor':
      'TLS가 가로채이고 있습니다. 가로채는 장비는 서버가 중단되어도 대신 응답하므로, 이 경로에서 포트가 열려 있다는 사실은 서버에 대해 아무것도 증명하지 않습니다. (대상: {target}, 경로: {subjects})',
    'vantage-clock':
      '시간 서버는 점검 위치의 시계와 비교했습니다. 게이트웨이의 시계가 정확한지는 알 수 없습니다. (위치: {vantage})',
    'ntp-over-tcp':
      'TCP 123은 점검하지 않았습니다. NTP는 UDP 123을 사용하며, 시간 서버에는 TCP 포트가 필요하지 않습니다.',
    'no-way-out':
      '점검 위치에서 네트워크 외부로 나가는 경로가 없어 확인하지 않았습니다. (대상: {target}, 위치: {vantage})',
    'endpoint-unknown': 'VPC 엔드포인트 또는 그 리전을 알 수 없어 확인하지 않았습니다. (대상: {target})',
    'on-premises':
      '온프레미스 위치는 그곳에서 `gatewatch run` 명령으로 점검하므로 이 보고서에 포함되지 않습니다. (위치: {vantage})',
    'needs-aws': 'AWS 자격 증명이 없어 AWS 객체의 규칙, 경로, 상태는 점검하지 않았습니다. (대상: {target})',
    'not-from-here':
      'AWS에만 조회했습니다. 포트와 인증서는 이 위치에서 점검하지 않았으며, --from-here 옵션으로 점검할 수 있습니다. (대상: {target})',
  },
  betweenVantages: {
    site: {
      sentence: '실패한 위치: {fails}, 정상 위치: {works}. 원인은 온프레미스 사이트 쪽에 있습니다.',
      cause:
        '사이트의 방화벽, 프록시, 라우팅, DNS 서버 중 하나가 원인이거나, 사이트를 허용하지 않는 규칙이 있습니다.',
    },
    vpc: {
      sentence: '실패한 위치: {fails}, 정상 위치: {works}. 원인은 VPC 쪽에 있습니다.',
      cause:
        'VPC의 보안 그룹, 네트워크 ACL, 라우팅, DNS 리졸버 중 하나가 원인이거나, VPC를 허용하지 않는 규칙이 있습니다.',
    },
    vantage: {
      sentence: '실패한 위치: {fails}, 정상 위치: {works}. 원인은 실패한 위치 쪽에 있습니다.',
      cause:
        '실패한 위치의 규칙, 라우팅, 프록시, DNS 서버 중 하나가 원인이거나, 그 위치를 허용하지 않는 규칙이 있습니다.',
    },
    target: {
      sentence: '실패한 위치: {fails}. 원인은 대상 자체 또는 이 위치들이 함께 사용하는 경로에 있습니다.',
      cause: '대상 자체 또는 이 위치들이 함께 사용하는 경로에 원인이 있습니다. (위치: {fails})',
    },
  },
};
