import type { KindTexts } from '../../core/runbook.ts';
import type { GatewayLoadReason } from './spec.ts';

export const texts: KindTexts<GatewayLoadReason> = {
  healthy: '게이트웨이가 부하를 감당하고 있습니다. AWS가 권장하는 임계값을 넘은 지표가 없습니다.',
  reasons: {
    'gateway-shares-unavailable': {
      title: '게이트웨이의 파일 공유를 사용할 수 없음',
      summary: '사용할 수 없는 파일 공유가 있습니다. (게이트웨이: {gateway}, 개수: {value}, 시각: {at})',
      meaning: '해당 공유의 클라이언트 연결이 끊겼습니다. AWS는 0이 아닌 모든 값에 경보를 권장합니다.',
      causes: [
        '공유의 버킷, 역할 또는 S3 엔드포인트가 동작하지 않습니다. file-share 점검을 확인하십시오.',
        '캐시 디스크가 고장났습니다.',
      ],
      steps: [
        '끊어진 구간을 알려 주는 file-share 점검 결과를 확인하십시오.',
        '첫 데이터 포인트 시각의 게이트웨이 상태 로그를 확인하십시오.',
        '원인을 해결한 뒤 게이트웨이를 재시작하십시오.',
      ],
    },
    'gateway-uploads-fail': {
      title: '파일 업로드 실패',
      summary: '업로드에 실패하는 파일이 있습니다. (게이트웨이: {gateway}, 개수: {value}, 시각: {at})',
      meaning:
        '파일이 캐시에만 있으므로 캐시를 잃으면 파일도 사라집니다. 게이트웨이는 성공할 때까지 다시 시도합니다.',
      causes: [
        '역할에 버킷 쓰기 권한이나 키 사용 권한이 없습니다.',
        '객체가 변경할 수 없는 스토리지 클래스에 있거나 잠겨 있습니다.',
      ],
      steps: [
        '상태 로그에서 파일, 버킷, 오류를 확인하십시오.',
        '원인을 해결하십시오. 대부분 S3AccessDenied 또는 InaccessibleStorageClass입니다.',
        '값이 0이 될 때까지 공유나 캐시를 제거하지 마십시오.',
      ],
    },
    'gateway-cache-dirty': {
      title: '업로드되지 않은 데이터가 캐시에 쌓임',
      summary:
        '업로드되지 않은 캐시 비율이 높습니다. (게이트웨이: {gateway}, 비율: {value}%, 임계값: {threshold}%, 지속 시간: {minutes}분)',
      meaning: '캐시가 가득 차면 쓰기 속도가 업로드 속도로 느려집니다.',
      causes: [
        '클라이언트 쓰기가 AWS 회선보다 빠릅니다.',
        '업로드가 실패하거나 대역폭 제한 일정이 있습니다.',
        '하루 최대 부하에 비해 캐시가 작습니다.',
      ],
      steps: [
        '업로드 실패(FilesFailingUpload)와 대역폭 제한 설정을 확인하십시오.',
        'CloudBytesUploaded를 회선 대역폭과 비교하십시오.',
        '캐시 디스크를 추가하거나 쓰기 시간을 옮기십시오.',
      ],
    },
    'gateway-io-wait': {
      title: '게이트웨이가 디스크를 기다림',
      summary:
        '디스크 대기 비율이 높습니다. (게이트웨이: {gateway}, 비율: {value}%, 임계값: {threshold}%, 지속 시간: {minutes}분)',
      meaning: '느린 캐시 디스크는 다른 한도에 도달하기 전에 모든 클라이언트를 느리게 합니다.',
      causes: [
        '캐시 디스크가 느리거나 버스트 크레딧을 소진했습니다.',
        '하이퍼바이저 스토리지를 다른 시스템과 공유합니다.',
      ],
      steps: [
        '캐시 디스크의 유형과 처리량을 확인하십시오.',
        'SSD나 NVMe 또는 여러 캐시 디스크를 사용하십시오.',
        'EC2에서는 처리량이 충분한 gp3 또는 io2를 선택하십시오.',
      ],
    },
    'gateway-root-disk-low': {
      title: '게이트웨이의 루트 디스크 공간 부족',
      summary:
        '루트 디스크의 여유 공간이 부족합니다. (게이트웨이: {gateway}, 여유: {value}바이트, 임계값: {threshold}바이트)',
      meaning: '20 GB 미만이면 업데이트가 실패할 수 있고 1 GB에서는 알림이 누락됩니다.',
      causes: ['작은 루트 디스크로 배포했습니다.'],
      steps: ['가상 머신의 루트 디스크를 늘린 뒤 재부팅하십시오. 게이트웨이가 새 크기를 사용합니다.'],
    },
    'gateway-restarted': {
      title: '게이트웨이가 재시작되었거나 사용 불가 상태였음',
      summary: '가용성 알림이 있습니다. (게이트웨이: {gateway}, 개수: {value}, 시각: {at})',
      meaning:
        '유지 관리 기간 10분 이내의 재부팅은 정상입니다. 그 외에는 누군가 또는 무언가가 재시작했으며 상태 로그에서 Reboot, HardReboot, HealthCheckFailure로 구분됩니다.',
      causes: ['유지 관리 기간의 업데이트입니다.', '수동 재시작, 비정상 종료 또는 VMware HA입니다.'],
      steps: [
        '해당 시각의 상태 로그에서 AvailabilityMonitor 스트림을 확인하십시오.',
        '재시작한 사람이 없으면 호스트, 전원, 메모리를 확인하십시오.',
      ],
    },
  },
};
