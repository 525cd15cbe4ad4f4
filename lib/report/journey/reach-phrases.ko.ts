import type { ReachPhrases } from './reach-phrases.en.ts';

export const ko: ReachPhrases = {
  way: {
    'interface-endpoint': '인터페이스 엔드포인트 사용 ({id})',
    'gateway-endpoint': '게이트웨이 엔드포인트 사용 ({id})',
    'nat-gateway': 'NAT 게이트웨이 사용 ({id})',
    'internet-gateway': '인터넷 게이트웨이 사용 ({id})',
    other: '이후 경로는 확인할 수 없음 ({id})',
    none: '경로 없음',
  },
  outcome: { open: '연결 가능', blocked: '연결 불가', unknown: '알 수 없음' },
  note: {
    'private-dns-off':
      '인터페이스 엔드포인트가 있지만 프라이빗 DNS가 꺼져 있어 서비스의 기본 이름이 엔드포인트로 연결되지 않습니다.',
    'vpc-dns-off':
      '이 VPC에서 DNS 지원 또는 DNS 호스트 이름이 꺼져 있습니다. 엔드포인트의 프라이빗 이름을 사용하려면 둘 다 필요합니다.',
    'endpoint-not-available': '엔드포인트가 사용 가능한 상태가 아닙니다.',
    'gateway-endpoint-not-in-table':
      '게이트웨이 엔드포인트가 있지만 서브넷의 라우팅 테이블이 사용하지 않습니다.',
    'policy-restricts':
      '엔드포인트 정책이 모든 작업을 허용하지 않습니다. 호출하는 작업을 허용하는지 확인하십시오.',
    'policy-denies': '엔드포인트 정책이 이 서비스의 모든 호출을 차단합니다.',
  },
  option: {
    'gateway-endpoint': '게이트웨이 엔드포인트(무료):',
    'interface-endpoint':
      '인터페이스 엔드포인트(가용 영역당 시간당 약 {hour} USD, 월 {month} USD, GB당 {gigabyte} USD):',
    'vpc-dns': 'VPC의 DNS 켜기(무료):',
    'private-dns': '프라이빗 DNS 켜기(무료):',
    'default-policy': '모든 작업을 허용하는 기본 정책으로 되돌리기(무료):',
  },
  policyAllows: '허용하는 작업: {actions} (조건, 호출자, 리소스에 따라 더 제한될 수 있습니다.)',
  natPrice:
    'NAT 게이트웨이 요금은 시간당 약 {hour} USD(월 {month} USD), GB당 {gigabyte} USD입니다. 게이트웨이 엔드포인트는 무료입니다.',
  from: '출발 서브넷: {subnet}',
  groupsNotKnown:
    '호출하는 쪽의 보안 그룹을 알 수 없어 아웃바운드 규칙을 점검하지 않았습니다. --lambda 또는 --security-group을 사용하십시오.',
};
