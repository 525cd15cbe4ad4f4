import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
import type { PreflightPhrases } from './preflight-phrases.en.ts';

export const ko: PreflightPhrases = {
  title: '활성화 사전 점검',
  subject: '게이트웨이 {gateway}, 리전 {region}, 엔드포인트 {endpoint}, {startedAt}',
  firstPath: '경로 1: 이곳에서 게이트웨이까지',
  secondPath: '경로 2: 게이트웨이에서 AWS까지 (같은 목적지를 이곳에서 확인)',
  fromAws: 'AWS에서 확인한 항목: 이미지, VPC 엔드포인트, 게이트웨이에서 그곳까지의 규칙',
  onConsole: '게이트웨이 자체 콘솔이나 사람만 확인할 수 있는 항목',
  result: '결과',
  signedOff: '확인한 사람(이름, 날짜):',
  networkTest:
    '로컬 콘솔(사용자 admin)에서 이 엔드포인트 유형과 리전으로 "Test Network Connectivity"를 실행하면 모든 줄이 [PASSED]입니다.',
  onlyThere:
    '게이트웨이 자체에서 확인: {place} ({role}). 이곳에서의 결과: {here}. "Gateway Console"에서 실행하며 발급자는 Amazon이어야 합니다: {commands}',
  shownByKey: '{place} ({role}): 키를 받았으므로 게이트웨이 자체에서 연결됩니다.',
  here: { reached: '연결됨', failed: '연결되지 않음', 'not-checked': '확인하지 않음' },
  clock: `"System Time Management"에서 시계 오차가 ${CLOCK_LIMITS.skewedS}초 이내입니다. EC2에는 이 메뉴가 없으므로 인스턴스가 123 포트로 {0..3}.amazon.pool.ntp.org에 연결되는지 확인하십시오.`,
  image: '올바른 게이트웨이 유형의 최신 이미지입니다. 유형이 다른 이미지는 서로 바꿔 쓸 수 없습니다.',
  password: '로컬 콘솔의 기본 암호(admin / password)를 변경했습니다.',
  publicEndpoint: '같은 VPC의 Storage Gateway VPC 엔드포인트에서 "Enable Private DNS Name"이 꺼져 있습니다.',
  vpcEndpoint:
    'VPC 엔드포인트의 보안 그룹이 게이트웨이(또는 프록시)의 주소를 TCP 443, 1026-1028, 1031, 2222에 허용합니다.',
  noKeyAsked:
    '키를 요청하지 않았으므로 게이트웨이 자체에서 AWS까지의 경로는 증명되지 않았습니다. 같은 목적지를 이곳에서 확인했을 뿐이며, 게이트웨이 콘솔이나 --mint-key로 증명할 수 있습니다. (게이트웨이: {gateway})',
  keyCame: '게이트웨이가 AWS에서 키를 받았습니다. 활성화의 두 경로가 모두 동작합니다. 키는 폐기했습니다.',
  clockUnread:
    '게이트웨이의 시계를 이곳에서 읽을 수 없습니다. 게이트웨이 콘솔에서 비교하십시오. (게이트웨이: {gateway})',
};
