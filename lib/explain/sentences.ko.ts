import type { BlockSentences } from './sentences.en.ts';

const GROUP_OUT =
  '이 트래픽을 허용하는 아웃바운드 규칙이 보안 그룹에 없습니다. (보안 그룹: {ids}, 프로토콜: {protocol}, 포트: {ports}, 목적지: {peers})';
const GROUP_IN =
  '이 트래픽을 허용하는 인바운드 규칙이 보안 그룹에 없습니다. (보안 그룹: {ids}, 프로토콜: {protocol}, 포트: {ports}, 소스: {peers})';

/** Added where a network ACL comes to hold more rules than its quota allows. */
export const aclQuota =
  '명령을 실행하면 이 방향의 네트워크 ACL 규칙 수가 할당량을 초과합니다. 할당량은 기본 20개, 최대 40개이므로 먼저 할당량 증가를 요청하십시오. (규칙 수: {aclRules})';

export const sentences: BlockSentences = {
  'group-out-no-rule': { asked: GROUP_OUT, answer: GROUP_OUT },
  'group-in-no-rule': { asked: GROUP_IN, answer: GROUP_IN },
  'acl-out-denies': {
    asked:
      '네트워크 ACL의 아웃바운드 규칙이 이 트래픽을 거부합니다. (네트워크 ACL: {id}, 규칙 번호: {rule}, 서브넷: {subnet}, 프로토콜: {protocol}, 포트: {ports}, 목적지: {peers})',
    answer:
      '네트워크 ACL의 아웃바운드 규칙이 응답을 거부합니다. 네트워크 ACL은 연결 상태를 기억하지 않습니다. (네트워크 ACL: {id}, 규칙 번호: {rule}, 서브넷: {subnet}, 프로토콜: {protocol}, 포트: {ports}, 목적지: {peers})',
  },
  'acl-in-denies': {
    asked:
      '네트워크 ACL의 인바운드 규칙이 이 트래픽을 거부합니다. (네트워크 ACL: {id}, 규칙 번호: {rule}, 서브넷: {subnet}, 프로토콜: {protocol}, 포트: {ports}, 소스: {peers})',
    answer:
      '네트워크 ACL의 인바운드 규칙이 응답을 거부합니다. 네트워크 ACL은 연결 상태를 기억하지 않습니다. (네트워크 ACL: {id}, 규칙 번호: {rule}, 서브넷: {subnet}, 프로토콜: {protocol}, 포트: {ports}, 소스: {peers})',
  },
  'acl-out-no-rule': {
    asked:
      '이 트래픽을 허용하는 아웃바운드 규칙이 네트워크 ACL에 없습니다. (네트워크 ACL: {id}, 서브넷: {subnet}, 프로토콜: {protocol}, 포트: {ports}, 목적지: {peers})',
    answer:
      '응답을 허용하는 아웃바운드 규칙이 네트워크 ACL에 없습니다. 네트워크 ACL은 연결 상태를 기억하지 않습니다. (네트워크 ACL: {id}, 서브넷: {subnet}, 프로토콜: {protocol}, 포트: {ports}, 목적지: {peers})',
  },
  'acl-in-no-rule': {
    asked:
      '이 트래픽을 허용하는 인바운드 규칙이 네트워크 ACL에 없습니다. (네트워크 ACL: {id}, 서브넷: {subnet}, 프로토콜: {protocol}, 포트: {ports}, 소스: {peers})',
    answer:
      '응답을 허용하는 인바운드 규칙이 네트워크 ACL에 없습니다. 네트워크 ACL은 연결 상태를 기억하지 않습니다. (네트워크 ACL: {id}, 서브넷: {subnet}, 프로토콜: {protocol}, 포트: {ports}, 소스: {peers})',
  },
  'route-missing': {
    asked:
      '라우팅 테이블에 목적지로 가는 경로가 없습니다. (라우팅 테이블: {id}, 서브넷: {subnet}, 목적지: {peers})',
    answer:
      '라우팅 테이블에 응답이 돌아갈 경로가 없습니다. (라우팅 테이블: {id}, 서브넷: {subnet}, 목적지: {peers})',
  },
  'route-blackhole': {
    asked:
      '경로가 가리키는 대상이 삭제되었거나 분리되어 패킷이 버려집니다. (라우팅 테이블: {id}, 경로: {rule}, 경로 대상: {target}, 서브넷: {subnet}, 목적지: {peers})',
    answer:
      '경로가 가리키는 대상이 삭제되었거나 분리되어 응답이 버려집니다. (라우팅 테이블: {id}, 경로: {rule}, 경로 대상: {target}, 서브넷: {subnet}, 목적지: {peers})',
  },
  'route-to-internet': {
    asked:
      '가장 구체적인 경로가 인터넷 게이트웨이로 향하는데, 인터넷 게이트웨이는 사설 주소를 전달하지 않습니다. (라우팅 테이블: {id}, 경로: {rule}, 인터넷 게이트웨이: {target}, 서브넷: {subnet}, 목적지: {peers})',
    answer:
      '응답이 돌아갈 가장 구체적인 경로가 인터넷 게이트웨이로 향하는데, 인터넷 게이트웨이는 사설 주소를 전달하지 않습니다. (라우팅 테이블: {id}, 경로: {rule}, 인터넷 게이트웨이: {target}, 서브넷: {subnet}, 목적지: {peers})',
  },
  'route-needs-public-address': {
    asked:
      '경로가 인터넷 게이트웨이로 향하지만 요청하는 쪽에 퍼블릭 주소가 없어 인터넷 게이트웨이가 패킷을 버립니다. (라우팅 테이블: {id}, 경로: {rule}, 인터넷 게이트웨이: {target}, 서브넷: {subnet})',
    answer:
      '경로가 인터넷 게이트웨이로 향하지만 응답하는 쪽에 퍼블릭 주소가 없어 인터넷 게이트웨이가 패킷을 버립니다. (라우팅 테이블: {id}, 경로: {rule}, 인터넷 게이트웨이: {target}, 서브넷: {subnet})',
  },
  'route-back-through-nat': {
    asked:
      '경로의 대상은 VPC 내부에서 시작한 연결만 전달하므로 패킷이 버려집니다. (라우팅 테이블: {id}, 경로: {rule}, 경로 대상: {target}, 서브넷: {subnet}, 목적지: {peers})',
    answer:
      '응답이 돌아갈 경로의 대상은 VPC 내부에서 시작한 연결만 전달하므로 응답이 버려집니다. 요청한 쪽으로 가는 경로를 추가하십시오. (라우팅 테이블: {id}, 경로: {rule}, 경로 대상: {target}, 서브넷: {subnet}, 목적지: {peers})',
  },
  'route-through-nat': {
    asked:
      '가장 구체적인 경로가 NAT 게이트웨이로 향하는데, NAT 게이트웨이의 서브넷에는 목적지로 가는 경로가 없습니다. (라우팅 테이블: {id}, 경로: {rule}, NAT 게이트웨이: {target}, 서브넷: {subnet}, 목적지: {peers})',
    answer:
      '응답이 돌아갈 가장 구체적인 경로가 NAT 게이트웨이로 향하는데, NAT 게이트웨이의 서브넷에는 목적지로 가는 경로가 없습니다. (라우팅 테이블: {id}, 경로: {rule}, NAT 게이트웨이: {target}, 서브넷: {subnet}, 목적지: {peers})',
  },
  'route-stays-local': {
    asked:
      '두 VPC가 같은 주소 블록을 사용하므로 로컬 경로가 패킷을 자기 VPC 안에 머물게 합니다. (라우팅 테이블: {id}, 목적지: {peers})',
    answer:
      '두 VPC가 같은 주소 블록을 사용하므로 로컬 경로가 응답을 자기 VPC 안에 머물게 합니다. (라우팅 테이블: {id}, 목적지: {peers})',
  },
  'flow-rejected': {
    asked:
      '흐름 로그에 REJECT가 기록되었습니다. 이 인터페이스의 보안 그룹 또는 네트워크 ACL이 패킷을 거부합니다. (흐름 로그: {id}, 인터페이스: {interface}, 패킷: {packet}, 시각: {time})',
    answer:
      '흐름 로그에 응답의 REJECT가 기록되었습니다. 서브넷의 네트워크 ACL이 응답을 거부합니다. (흐름 로그: {id}, 인터페이스: {interface}, 패킷: {packet}, 시각: {time})',
  },
  'flow-accepted': {
    asked:
      '흐름 로그에 ACCEPT가 기록되었습니다. 이 인터페이스의 규칙은 패킷을 허용하므로 그 뒤의 호스트와 돌아오는 경로를 확인하십시오. (흐름 로그: {id}, 인터페이스: {interface}, 패킷: {packet}, 시각: {time})',
    answer:
      '흐름 로그에 응답의 ACCEPT가 기록되었습니다. 이 인터페이스의 규칙은 응답을 허용하므로 돌아오는 경로를 확인하십시오. (흐름 로그: {id}, 인터페이스: {interface}, 패킷: {packet}, 시각: {time})',
  },
};
