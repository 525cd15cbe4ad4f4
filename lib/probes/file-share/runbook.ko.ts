import type { KindTexts } from '../../core/runbook.ts';
import type { FileShareReason } from './spec.ts';

export const texts: KindTexts<FileShareReason> = {
  healthy: '모든 파일 공유를 사용할 수 있고 버킷이 있으며 역할에 권한이 있습니다.',
  reasons: {
    'file-share-unavailable': {
      title: '파일 공유를 사용할 수 없음',
      summary: '파일 공유를 사용할 수 없는 상태입니다. (공유: {share}, 위치: {location}, 상태: {state})',
      meaning: '클라이언트가 공유를 사용할 수 없습니다. 버킷, 역할, 권한을 확인했지만 원인이 아닙니다.',
      causes: [
        '게이트웨이의 서브넷에서 S3에 연결되지 않습니다. 게이트웨이 엔드포인트나 NAT가 없거나 엔드포인트 정책이 막습니다.',
        '버킷이나 공유의 암호화 키가 비활성화되었습니다.',
        '공유를 만들거나 변경하는 중입니다.',
      ],
      steps: [
        '처음 두 명령으로 공유를 확인하십시오.',
        '게이트웨이에서 S3까지의 경로를 gatewatch subnet과 --service s3로 확인하십시오.',
        '게이트웨이 상태 로그에서 S3AccessDenied 또는 RoleTrustRelationshipInvalid를 확인하십시오.',
        '원인을 해결한 뒤 캐시를 새로 고치거나 게이트웨이를 재시작하십시오.',
      ],
    },
    'file-share-bucket-missing': {
      title: '파일 공유의 버킷이 없음',
      summary: '파일 공유가 가리키는 버킷이 없습니다. (공유: {share}, 버킷: {bucket})',
      meaning:
        '게이트웨이가 데이터를 저장하거나 읽을 수 없습니다. 캐시에만 있는 데이터는 캐시와 함께 사라집니다.',
      causes: ['버킷이나 스택을 삭제했습니다.', '다른 파티션이나 계정용으로 만든 공유입니다.'],
      steps: [
        '첫 번째 명령으로 이름을, 두 번째 명령으로 삭제한 주체를 확인하십시오.',
        '캐시에 업로드되지 않은 데이터가 있으면 공유를 삭제하지 마십시오.',
        '같은 리전에 버킷을 다시 만들거나 백업에서 복원하십시오.',
      ],
    },
    'file-share-key-unusable': {
      title: '파일 공유의 KMS 키를 사용할 수 없음',
      summary:
        'KMS 키를 사용할 수 없는 상태입니다. (키: {key}, 사용 위치: {keyOf}, 상태: {keyState}, 공유: {share}, 버킷: {bucket})',
      meaning:
        '이 키로 암호화하는 데이터를 S3가 저장하거나 읽지 않습니다. 클라이언트가 쓴 데이터는 게이트웨이의 캐시에 남습니다.',
      causes: [
        '키가 비활성화되었습니다.',
        '키 삭제가 예약되었습니다. 대기 기간이 지나면 데이터를 잃습니다.',
        '가져온 키 구성 요소가 만료되었거나 외부 키 스토어의 연결이 끊어졌습니다.',
      ],
      steps: [
        '첫 번째 명령으로 상태를 확인하십시오.',
        'PendingDeletion이면 즉시 두 번째 명령으로 삭제를 취소한 뒤 세 번째 명령으로 키를 활성화하십시오.',
        'Disabled이면 세 번째 명령으로 키를 활성화하십시오.',
        '마지막 명령으로 누가 변경했는지 확인하십시오.',
      ],
    },
    'file-share-role-missing': {
      title: '파일 공유의 역할이 없음',
      summary: '파일 공유가 사용하는 역할이 없습니다. (공유: {share}, 역할: {role})',
      meaning: '게이트웨이가 버킷의 자격 증명을 받지 못해 업로드와 다운로드가 실패합니다. (버킷: {bucket})',
      causes: ['역할이나 스택을 삭제했습니다.'],
      steps: [
        '두 번째 명령으로 삭제한 주체를 확인하십시오.',
        '안내서의 신뢰 정책과 권한으로 다시 만들거나 공유에 다른 역할을 지정하십시오.',
      ],
    },
    'file-share-role-not-trusted': {
      title: '파일 공유의 역할이 Storage Gateway를 신뢰하지 않음',
      summary:
        '역할의 신뢰 정책에 storagegateway.amazonaws.com을 허용하는 문이 없습니다. (역할: {role}, 공유: {share})',
      meaning:
        '게이트웨이가 버킷의 자격 증명을 받지 못합니다. (버킷: {bucket}) 상태 로그에는 RoleTrustRelationshipInvalid가 남습니다.',
      causes: ['신뢰 정책을 변경했거나 다른 서비스용으로 작성했습니다.'],
      steps: [
        '아래 명령으로 신뢰 정책을 확인하십시오.',
        '보안 주체 storagegateway.amazonaws.com과 작업 sts:AssumeRole을 가진 문을 추가하고 aws:SourceAccount와 aws:SourceArn 조건은 유지하십시오.',
      ],
    },
    'file-share-role-denied': {
      title: '파일 공유의 역할에 버킷 권한이 없음',
      summary:
        '역할에 필요한 권한이 없습니다. (역할: {role}, 위치: {location}, 작업: {denied}, 공유: {share})',
      meaning:
        '게이트웨이의 S3 요청이 AccessDenied로 끝납니다. 명시적 거부는 반드시 실패하며, 빠진 권한은 버킷 정책이 허용할 수도 있습니다.',
      causes: ['정책이 다른 버킷, 접두사 또는 리전을 지정합니다.', '권한 경계나 조직 정책이 거부합니다.'],
      steps: [
        '아래 명령으로 시뮬레이션을 다시 실행해 결정한 문을 확인하십시오.',
        '버킷 작업은 버킷에, 객체 작업은 버킷/접두사/*에 허용하도록 역할 정책을 수정하십시오.',
        '버킷 정책과 S3 엔드포인트 정책도 확인하십시오.',
      ],
    },
    'file-share-bucket-region': {
      title: '버킷의 리전이 공유 설정과 다름',
      summary:
        '버킷의 리전이 공유 설정과 다릅니다. (공유: {share}, 버킷: {bucket}, 설정: {regionWanted}, 실제: {bucketRegion})',
      meaning: '게이트웨이가 다른 리전의 S3 엔드포인트에 이 버킷을 요청합니다.',
      causes: ['버킷을 삭제하고 다른 리전에 다시 만들었습니다.'],
      steps: ['아래 명령으로 리전을 확인하십시오.', '올바른 BucketRegion으로 공유를 다시 만드십시오.'],
    },
    'file-share-s3-unreachable': {
      title: '게이트웨이의 서브넷에서 S3에 연결할 수 없음',
      summary:
        '게이트웨이의 서브넷에서 S3에 연결할 수 없습니다. (게이트웨이: {gateway}, 서브넷: {subnet}, 경로: {way}, 참고: {notes})',
      meaning:
        '업로드와 다운로드가 실패합니다. 게이트웨이가 프록시를 사용하면 `via`로 지정하십시오. 그러면 서브넷에 별도의 경로가 필요하지 않습니다.',
      causes: [
        '라우팅 테이블에 S3 게이트웨이 엔드포인트도 인터넷 경로도 없습니다.',
        '게이트웨이의 보안 그룹 또는 네트워크 ACL이 TCP 443을 차단합니다.',
      ],
      steps: [
        '첫 번째 명령으로 경로의 각 단계와 해결 명령을 확인하십시오.',
        'S3 게이트웨이 엔드포인트는 비용이 들지 않습니다. 서브넷의 라우팅 테이블을 추가하십시오.',
      ],
    },
    'file-share-endpoint-denies': {
      title: 'S3 엔드포인트 정책이 버킷을 허용하지 않음',
      summary:
        'S3 엔드포인트 정책이 파일 공유의 작업을 허용하지 않습니다. (엔드포인트: {endpoint}, 공유: {share}, 위치: {location})',
      meaning:
        '게이트웨이의 서브넷이 이 엔드포인트로 라우팅되면 역할 권한과 관계없이 버킷 요청이 AccessDenied로 끝납니다.',
      causes: ['정책의 버킷 목록에 이 버킷이 없습니다.', '정책이 읽기만 허용합니다.'],
      steps: [
        '첫 번째 명령으로 정책을 읽고, 게이트웨이 서브넷의 라우팅 테이블이 이 엔드포인트를 쓰는지 두 번째 명령으로 확인하십시오.',
        'aws ec2 modify-vpc-endpoint --policy-document로 버킷과 버킷/*에 역할의 작업을 추가하십시오.',
      ],
    },
  },
};
