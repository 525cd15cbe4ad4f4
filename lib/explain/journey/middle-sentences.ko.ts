import type { MiddleSentences } from './middle-sentences.en.ts';

export const ko: MiddleSentences = {
  'nat-not-available':
    'NAT 게이트웨이가 사용 가능한 상태가 아니어서 패킷을 전달하지 않습니다. (NAT 게이트웨이: {id}, 상태: {state})',
  'nat-in-circle':
    'NAT 게이트웨이의 서브넷에서 나가는 경로가 같은 NAT 게이트웨이로 되돌아가 패킷이 순환합니다. 이 서브넷에는 인터넷 게이트웨이처럼 밖으로 나가는 경로가 필요합니다. (NAT 게이트웨이: {id}, 서브넷: {subnet})',
  'peering-not-active': '피어링 연결이 활성 상태가 아닙니다. (피어링 연결: {id}, 상태: {state})',
  'peering-not-transitive':
    '피어링 연결은 상대 VPC로만 이어지며 다른 네트워크로 전이되지 않습니다. 목적지가 상대 VPC에 없습니다. (피어링 연결: {id}, 상대 VPC: {vpc}, 목적지: {peer})',
  'transit-not-attached':
    'VPC가 Transit Gateway에 연결되어 있지 않습니다. (VPC: {vpc}, Transit Gateway: {id})',
  'transit-not-available':
    'Transit Gateway 연결이 사용 가능한 상태가 아닙니다. (연결: {attachment}, VPC: {vpc}, 상태: {state})',
  'transit-no-zone':
    'Transit Gateway 연결에 이 가용 영역의 서브넷이 없어 패킷이 Transit Gateway에 도달하지 못합니다. (연결: {attachment}, 가용 영역: {zone})',
  'transit-no-table': 'Transit Gateway 연결이 라우팅 테이블과 연결되어 있지 않습니다. (연결: {attachment})',
  'transit-route-missing':
    'Transit Gateway 라우팅 테이블에 목적지로 가는 경로가 없습니다. (라우팅 테이블: {table}, 연결: {attachment}, 목적지: {peer})',
  'transit-route-blackhole':
    'Transit Gateway 라우팅 테이블의 경로가 blackhole이어서 패킷이 버려집니다. (라우팅 테이블: {table}, 경로: {route}, 목적지: {peer})',
};
