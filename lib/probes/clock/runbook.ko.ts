import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
import type { KindTexts } from '../../core/runbook.ts';
import type { ClockReason } from './spec.ts';

/** The service’s clock is the reference: what is wrong is here. */
const OWN_CLOCK_WRONG = {
  causes: [
    '이 장비의 시간 서비스가 중지되었거나 시간 서버에 도달하지 못합니다.',
    '가상 머신을 일시 중지하거나 복원한 뒤 시계를 다시 맞추지 않았습니다.',
    '프록시가 서비스 대신 응답하며 그 시계가 틀렸습니다.',
  ],
  steps: [
    '아래 명령으로 시간 서비스의 상태를 확인하십시오. 선택된 소스가 있는지, 마지막 갱신이 언제인지 보십시오.',
    '"chronyc makestep"(Windows는 "w32tm /resync")으로 시계를 바로 맞추십시오.',
    '도달할 수 있는 시간 서버를 설정하십시오. EC2에서는 경로가 필요 없는 Amazon Time Sync Service(169.254.169.123)를 사용할 수 있습니다.',
    '프록시가 대신 응답한다면 다른 서비스와도 비교하십시오. Date 헤더가 프록시의 시각일 수 있습니다. (호스트: {host})',
  ],
};

export const texts: KindTexts<ClockReason> = {
  healthy: '대상의 시계가 점검하는 장비의 시계와 일치합니다.',
  reasons: {
    'clock-skewed': {
      title: '대상의 시계가 틀림',
      summary:
        '대상의 시계가 점검하는 장비의 시계와 다릅니다. (호스트: {host}, 차이: {offsetSeconds}초, 양수이면 대상이 빠름, 근거: {source}, 오차 한계: {errorMs}ms)',
      meaning: `활성화에는 ${CLOCK_LIMITS.skewedS}초까지 허용됩니다. 차이가 ${CLOCK_LIMITS.criticalMin}분을 넘으면 AWS가 모든 요청의 서명을 거부하여 게이트웨이가 오프라인이 되고 상태 로그에 GatewayClockOutOfSync가 기록됩니다. 비교 기준은 점검하는 장비의 시계이며, 그 시계가 맞는지는 같은 위치의 "ntp" 점검이 알려 줍니다.`,
      causes: [
        '게이트웨이가 시간 서버에 도달하지 못합니다. UDP 123이 막혀 있습니다.',
        '하이퍼바이저의 시계가 틀렸습니다. 가상 머신은 시작할 때 또는 항상 그 시각을 따릅니다.',
        '가상 머신이 일시 중지되었거나 스냅샷에서 복원되었거나 이동되었습니다.',
      ],
      steps: [
        '이 위치의 "ntp" 결과를 먼저 보십시오. 점검하는 장비의 시계가 틀렸다면 그것부터 고치십시오.',
        '게이트웨이 로컬 콘솔에서 System Time Management를 열어 시간 서버와 비교하고 동기화하십시오.',
        '하이퍼바이저(VMware ESXi, Hyper-V, KVM)의 시각과 NTP 설정을 바로잡은 뒤 게이트웨이를 다시 시작하십시오.',
        '게이트웨이에서 시간 서버(time.aws.com, 0-3.amazon.pool.ntp.org) 또는 자체 서버로 가는 UDP 123을 허용하십시오.',
        'EC2에서는 시계를 직접 맞출 수 없습니다. 인스턴스를 다시 시작하고, 차이가 남으면 게이트웨이 ID와 여기에서 측정한 차이를 첨부하여 AWS Support에 문의하십시오.',
      ],
      variants: {
        reference: {
          title: '점검하는 장비의 시계가 틀림',
          summary:
            '점검하는 장비의 시계가 AWS 서비스의 시계와 다릅니다. (비교 대상: {host}, 차이: {offsetSeconds}초, 양수이면 이 장비가 늦음, 근거: {source}, 오차 한계: {errorMs}ms)',
          meaning: `차이가 ${CLOCK_LIMITS.criticalMin}분을 넘으면 AWS가 요청의 서명을 거부합니다(RequestTimeTooSkewed, InvalidSignatureException). 인증서가 만료되었거나 아직 유효하지 않은 것처럼 보일 수 있고, 여기에서 측정한 모든 시각이 같은 만큼 틀립니다.`,
          ...OWN_CLOCK_WRONG,
        },
      },
    },
    'clock-drifting': {
      title: '대상의 시계가 어긋나는 중',
      summary:
        '대상의 시계가 점검하는 장비의 시계와 다릅니다. (호스트: {host}, 차이: {offsetSeconds}초, 양수이면 대상이 빠름, 근거: {source}, 오차 한계: {errorMs}ms)',
      meaning: `아직 허용 범위 안입니다(활성화 ${CLOCK_LIMITS.skewedS}초, 요청 ${CLOCK_LIMITS.criticalMin}분). 그러나 동기화된 시계는 ${CLOCK_LIMITS.driftingS}초씩 어긋나지 않습니다. 시계를 맞춰 주는 것이 없으므로 차이는 계속 커집니다.`,
      causes: [
        '게이트웨이가 며칠 동안 시간 서버의 응답을 받지 못했습니다.',
        '하이퍼바이저의 시계가 어긋나고 게스트가 이를 따릅니다.',
      ],
      steps: [
        '최근 며칠의 차이와 비교하십시오. 꾸준히 커진다면 전혀 동기화되지 않는 것입니다.',
        '게이트웨이가 있는 네트워크에서 시간 서버의 UDP 123이 응답하는지 확인하십시오.',
        '게이트웨이 로컬 콘솔에서 System Time Management를 열어 시각을 동기화하십시오.',
        '하이퍼바이저의 시각을 확인하십시오.',
      ],
      variants: {
        reference: {
          title: '점검하는 장비의 시계가 어긋나는 중',
          summary:
            '점검하는 장비의 시계가 AWS 서비스의 시계와 다릅니다. (비교 대상: {host}, 차이: {offsetSeconds}초, 양수이면 이 장비가 늦음, 근거: {source}, 오차 한계: {errorMs}ms)',
          meaning: `아직 AWS가 요청을 받아들입니다(${CLOCK_LIMITS.criticalMin}분까지 허용). 그러나 동기화된 시계는 ${CLOCK_LIMITS.driftingS}초씩 어긋나지 않습니다. 시계를 맞춰 주는 것이 없으므로 차이는 계속 커집니다.`,
          ...OWN_CLOCK_WRONG,
        },
      },
    },
    'clock-unreadable': {
      title: '대상의 시계를 읽을 수 없음',
      summary: '시각을 알려 주는 서비스가 없습니다. (호스트: {host}, 시도한 방법: {tried})',
      meaning:
        '시계가 맞을 수도 틀릴 수도 있지만 여기에서는 볼 수 없습니다. 게이트웨이의 시각은 SMB(파일 공유), 포트 80의 HTTP(활성화 전에만), NTP 가운데 하나에 도달할 수 있을 때 보입니다. 장애가 아니므로 알림을 보내지 않습니다.',
      causes: [
        '게이트웨이가 SMB도 HTTP도 제공하지 않습니다. 활성화된 볼륨 또는 테이프 게이트웨이에는 그런 서비스가 없습니다.',
        '이 위치에서 해당 포트가 열려 있지 않습니다.',
        '서버가 시각을 숨기거나(SystemTime 0) 캐시가 대신 응답합니다.',
      ],
      steps: [
        '증거를 보십시오. 각 방법이 시각을 알려 주지 않은 이유가 있습니다.',
        'SMB 공유가 있는 파일 게이트웨이라면 이 위치에서 오는 TCP 445를 허용하십시오.',
        '다른 게이트웨이는 로컬 콘솔의 System Time Management에서 확인하고, 상태 로그의 GatewayClockOutOfSync를 읽는 "gateway" 점검을 활용하십시오.',
      ],
      variants: {
        reference: {
          title: '점검하는 장비의 시계를 비교하지 못함',
          summary: '이 서비스가 시각을 알려 주지 않습니다. (호스트: {host}, 시도한 방법: {tried})',
          meaning:
            '점검하는 장비의 시계가 맞을 수도 틀릴 수도 있습니다. 이 서비스가 쓸 수 있는 Date 헤더를 보내지 않았습니다. 장애가 아니므로 알림을 보내지 않습니다.',
          causes: [
            '서비스나 그 앞의 장비가 Date 헤더를 보내지 않거나 캐시된 응답을 보냅니다.',
            '응답이 오기 전에 연결이 끊겼습니다.',
          ],
          steps: [
            '증거를 보십시오. 시각을 알려 주지 않은 이유가 있습니다.',
            '다른 서비스와 비교하십시오: check --service sts',
          ],
        },
      },
    },
  },
};
