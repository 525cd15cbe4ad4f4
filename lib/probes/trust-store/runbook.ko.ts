import type { KindTexts } from '../../core/runbook.ts';
import type { TrustStoreReason } from './spec.ts';

export const texts: KindTexts<TrustStoreReason> = {
  healthy: '트러스트 스토어의 CA 인증서와 폐기 목록이 정상이며 AWS 한도 안에 있습니다.',
  reasons: {
    'crl-stale': {
      title: '폐기 목록이 오래됨',
      summary:
        '트러스트 스토어의 폐기 목록이 오래되었습니다. (트러스트 스토어: {trustStore}, 발급자: {issuer}, 마지막 업데이트: {thisUpdate}, 다음 업데이트: {nextUpdate}, 경과 일수: {ageDays})',
      meaning:
        '그 이후 폐기된 인증서가 계속 통과합니다. 다음 업데이트 시각이 지나면 로드 밸런서가 해당 CA의 모든 클라이언트를 ClientCertCrlProcessingError로 거부할 수도 있습니다.',
      causes: [
        'CA의 새 목록을 업로드하지 않았습니다. 트러스트 스토어는 목록을 스스로 가져오지 않습니다.',
        '업로드 작업이 실패했습니다.',
        'CA가 더 이상 목록을 게시하지 않습니다.',
      ],
      steps: [
        '첫 번째 명령으로 저장된 목록의 발급자와 날짜를 읽고 CA가 게시한 목록과 비교하십시오.',
        'CA의 최신 목록을 S3에 올리고 두 번째 명령으로 추가하십시오.',
        '새 목록이 보이면 마지막 명령으로 이전 목록을 제거하십시오.',
        'CA가 게시할 때마다 실행되는 일정을 만드십시오.',
      ],
    },
    'trust-store-expires': {
      title: '트러스트 스토어의 CA 인증서가 곧 만료됨',
      summary:
        '트러스트 스토어의 CA 인증서가 만료됩니다. (트러스트 스토어: {trustStore}, 인증서: {certificate}, 만료: {validTo}, 남은 일수: {days})',
      meaning:
        '만료 후에는 이 CA로 이어지는 모든 클라이언트를 로드 밸런서가 ClientCertExpired 또는 ClientCertUntrusted로 거부합니다.',
      causes: ['CA의 수명이 거의 끝났습니다.', 'CA를 갱신했지만 새 인증서가 번들에 없습니다.'],
      steps: [
        '처음 두 명령으로 번들의 내용을 확인하십시오.',
        '후속 CA로 클라이언트 인증서를 발급해 만료 전에 배포하십시오.',
        '이전 CA와 새 CA를 한 번들에 넣어 S3에 올리고 마지막 명령으로 교체하십시오. 재시작은 필요 없습니다.',
        '이전 CA를 쓰는 클라이언트가 없으면 제거하십시오.',
      ],
    },
    'crl-expires': {
      title: '폐기 목록이 곧 만료됨',
      summary:
        '폐기 목록의 다음 업데이트 시각이 가깝습니다. (트러스트 스토어: {trustStore}, 발급자: {issuer}, 다음 업데이트: {nextUpdate}, 남은 일수: {days})',
      meaning:
        '트러스트 스토어는 목록을 스스로 가져오지 않습니다. 그 시각이 지나면 로드 밸런서가 해당 CA의 모든 클라이언트를 ClientCertCrlProcessingError로 거부할 수 있습니다.',
      causes: ['CA의 게시 간격이 이 경고 기간보다 깁니다.', '업로드 작업이 늦게 실행됩니다.'],
      steps: [
        'CA가 다음 목록을 게시하는 시각을 확인하십시오.',
        '새 목록을 올려 두 번째 명령으로 추가하고 마지막 명령으로 이전 목록을 제거하십시오.',
      ],
    },
    'trust-store-missing': {
      title: '리스너가 없는 트러스트 스토어를 가리킴',
      summary:
        '리스너가 가리키는 트러스트 스토어를 AWS에서 찾을 수 없습니다. (로드 밸런서: {loadBalancer}, 트러스트 스토어: {trustStore})',
      meaning: '리스너가 무엇으로 클라이언트를 검증하는지 읽을 수 없습니다.',
      causes: ['삭제했거나 공유한 계정이 공유를 끊었습니다.'],
      steps: [
        '아래 명령으로 트러스트 스토어 목록을 확인하십시오.',
        'aws elbv2 modify-listener --mutual-authentication으로 존재하는 트러스트 스토어를 연결하십시오.',
      ],
    },
    'trust-store-near-limit': {
      title: '트러스트 스토어가 AWS 한도에 가까움',
      summary:
        '트러스트 스토어가 한도에 가깝습니다. (트러스트 스토어: {trustStore}, 항목: {quota}, 사용: {used}, 한도: {limit}) {quotaMeans}',
      meaning: '한도를 넘는 업로드는 AWS가 거부하며 기존 내용은 계속 사용됩니다.',
      causes: ['오래된 CA와 목록을 제거하지 않았습니다.', '파트너마다 별도의 CA가 있습니다.'],
      steps: [
        '아래 명령으로 내용을 확인하고 필요 없는 항목을 제거하십시오.',
        '늘릴 수 있는 한도라면 Service Quotas에서 증설을 요청하십시오.',
        '{quotaMeans}',
      ],
    },
  },
  glossary: {
    certificates: '트러스트 스토어 하나의 CA 인증서 수이며 늘릴 수 있는 할당량입니다.',
    certificateBytes: 'CA 인증서 하나의 크기이며 고정되어 있습니다.',
    lists: '트러스트 스토어 하나의 폐기 목록 수이며 늘릴 수 있는 할당량입니다.',
    entries: '모든 폐기 목록의 항목 합계이며 늘릴 수 있는 할당량입니다.',
    listBytes: '폐기 목록 하나의 크기이며 고정되어 있습니다.',
  },
};
