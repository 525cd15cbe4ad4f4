import type { KindTexts } from '../../core/runbook.ts';
import type { MtlsReason } from './spec.ts';

const WHO =
  '아래의 gatewatch mtls 명령으로 해당 클라이언트를 확인하십시오. 주소, 주체(subject), 일련번호, 유효 기간이 나옵니다.';

export const texts: KindTexts<MtlsReason> = {
  healthy: '연결 로그가 정상적으로 도착하며, 클라이언트 인증서를 검증하지 않고 통과시키는 리스너가 없습니다.',
  reasons: {
    'client-cert-expired': {
      title: '클라이언트 인증서가 만료됨',
      summary:
        '로드 밸런서가 ClientCertExpired 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client}, 인증서: {certificate}, 만료: {notAfter})',
      meaning:
        '클라이언트가 보낸 체인 중 어느 인증서의 유효 기간이 지났습니다. 로그에는 말단 인증서의 유효 기간만 나옵니다. 말단 인증서가 아직 유효하다면 체인의 중간 CA 또는 트러스트 스토어의 CA가 만료된 것입니다.',
      causes: [
        '클라이언트 인증서를 제때 갱신하지 않았습니다.',
        '갱신했지만 클라이언트가 아직 이전 파일을 사용합니다. 재시작하지 않았거나 키 저장소를 교체하지 않은 경우입니다.',
        '체인이나 트러스트 스토어에 있는 중간 CA 인증서가 만료되었습니다.',
      ],
      steps: [
        WHO,
        '로그의 만료 시각과 해당 줄의 시각을 비교하십시오. 만료 시각이 미래라면 아래 client-cert 명령으로 만료된 중간 인증서를 찾으십시오.',
        '인증서 소유자에게 갱신된 인증서를 설치하고 클라이언트를 재시작하도록 요청하십시오. (일련번호: {serial})',
        'CA가 만료되었다면 후속 CA를 포함한 번들을 올리십시오: aws elbv2 modify-trust-store.',
        '그때까지 접속을 허용해야 한다면 리스너가 만료를 무시하게 할 수 있습니다(IgnoreClientCertificateExpiry=true). 모든 클라이언트에 적용되므로 조치 후 반드시 되돌리십시오.',
      ],
    },
    'client-cert-not-yet-valid': {
      title: '클라이언트 인증서가 아직 유효하지 않음',
      summary:
        '로드 밸런서가 ClientCertNotYetValid 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client}, 인증서: {certificate}, 유효 시작: {notBefore})',
      meaning: '체인에 있는 어느 인증서의 유효 기간 시작이 미래입니다.',
      causes: [
        '시작 일자 이전에 인증서를 배포했습니다.',
        '인증서를 발급한 CA의 시계가 앞서 있습니다.',
        'UTC로 넣어야 할 시작 시각을 현지 시각으로 넣었습니다.',
      ],
      steps: [
        WHO,
        '로그의 유효 시작 시각(UTC)과 해당 줄의 시각을 비교하십시오.',
        '차이가 몇 분 또는 몇 시간이면 CA의 시계와 시간대를 확인하고, 시작을 앞당겨 인증서를 다시 발급하십시오.',
        '의도한 일자라면 그때까지 클라이언트에 이전 인증서를 되돌려 놓으십시오.',
      ],
    },
    'client-cert-untrusted': {
      title: '클라이언트 인증서가 트러스트 스토어로 이어지지 않음',
      summary:
        '로드 밸런서가 ClientCertUntrusted 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client}, 인증서: {certificate})',
      meaning:
        '클라이언트 인증서에서 함께 보낸 인증서를 거쳐 리스너의 트러스트 스토어에 있는 CA까지 이어지는 경로가 없거나, 그 경로의 서명이 맞지 않습니다.',
      causes: [
        '클라이언트가 자신의 인증서만 보내고 중간 CA를 보내지 않습니다.',
        '발급 CA가 교체되었는데 새 CA가 트러스트 스토어에 없습니다.',
        '클라이언트가 다른 환경이나 다른 협력사의 인증서를 사용합니다.',
        '리스너가 예상과 다른 트러스트 스토어를 사용합니다.',
      ],
      steps: [
        WHO,
        '아래 client-cert 명령으로 인증서 하나를 트러스트 스토어와 대조하십시오. 빠진 발급자가 표시됩니다.',
        '중간 CA가 빠졌다면 클라이언트가 말단 인증서와 중간 인증서를 한 파일로 보내게 하거나, 중간 CA를 번들에 추가하십시오.',
        '발급 CA가 새것이라면 기존 CA와 새 CA를 모두 담은 번들을 aws elbv2 modify-trust-store 명령으로 올리십시오.',
        '직접 관리하는 인증서가 아니라면 그대로 두십시오. 등록되지 않은 장비이므로 조치할 것이 없습니다.',
      ],
    },
    'client-cert-crl-hit': {
      title: '폐기된 클라이언트 인증서가 사용됨',
      summary:
        '로드 밸런서가 ClientCertCrlHit 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client}, 인증서: {certificate}, 일련번호: {serial})',
      meaning:
        '인증서가 트러스트 스토어의 폐기 목록에 있습니다. 로드 밸런서는 올바르게 동작하고 있습니다. 차단해야 할 클라이언트이거나, 교체된 이전 인증서를 아직 쓰는 클라이언트입니다.',
      causes: [
        '교체하면서 폐기한 인증서를 클라이언트가 아직 사용합니다.',
        '개인 키가 유출되었을 가능성이 있어 폐기했습니다.',
        '다른 일련번호를 잘못 폐기했습니다.',
      ],
      steps: [
        WHO,
        'CA 담당자에게 해당 인증서를 언제, 왜 폐기했는지 확인하십시오. (일련번호: {serial})',
        '교체된 것이라면 클라이언트가 새 인증서를 사용하게 하십시오.',
        '키가 유출되었을 수 있다면 이 접속을 보안 사고로 다루고 사용 주체를 찾으십시오. (클라이언트: {client})',
        '잘못 폐기했다면 인증서를 새로 발급하십시오. 목록에서 빼려면 새 목록이 필요합니다: remove-trust-store-revocations 후 add-trust-store-revocations.',
      ],
    },
    'client-cert-crl-processing-error': {
      title: '폐기 목록을 처리할 수 없음',
      summary:
        '로드 밸런서가 ClientCertCrlProcessingError 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client})',
      meaning:
        '로드 밸런서가 트러스트 스토어의 폐기 목록으로 인증서를 확인하지 못했고, 확인할 수 없는 것은 거부합니다. 대개 해당 CA의 모든 클라이언트가 정상 인증서를 쓰더라도 영향을 받습니다.',
      causes: [
        '목록의 서명이 트러스트 스토어에 있는 같은 이름의 CA와 맞지 않습니다. CA의 키를 갱신한 뒤에 자주 생깁니다.',
        '체인의 한 CA에는 목록이 있고 다른 CA에는 없을 수 있습니다. AWS 문서에는 이 경우가 나와 있지 않습니다.',
        '목록이 만료되었거나 시작이 미래이거나, 델타 목록처럼 지원하지 않는 중요(critical) 확장이 있습니다.',
      ],
      steps: [
        '아래 명령으로 트러스트 스토어의 목록을 읽고 각 목록의 발급자, 최근 갱신, 다음 갱신을 확인하십시오.',
        '아래 client-cert 명령으로 거부된 인증서 하나를 확인하십시오. 목록의 서명과 일자를 검사합니다.',
        'CA에서 완전한 최신 목록을 PEM으로 발급받아 S3에 올리고 추가하십시오: aws elbv2 add-trust-store-revocations.',
        '문제가 있는 목록을 제거하십시오: aws elbv2 remove-trust-store-revocations. 즉시 접속을 허용하려면 먼저 제거하십시오. 이때 폐기된 인증서도 허용된다는 점에 주의하십시오.',
      ],
    },
    'client-cert-purpose-invalid': {
      title: '클라이언트용이 아닌 인증서',
      summary:
        '로드 밸런서가 ClientCertPurposeInvalid 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client}, 인증서: {certificate})',
      meaning:
        '인증서가 TLS 클라이언트 인증을 허용하지 않습니다. 확장 키 사용(EKU)이 있으면 clientAuth를, 키 사용(KU)이 있으면 digitalSignature를 포함해야 합니다. 말단 인증서와 트러스트 스토어 사이의 CA 인증서에도 같은 조건이 적용됩니다.',
      causes: [
        '서버 인증서(serverAuth만 있음)를 클라이언트 인증서로 사용합니다. 공인 CA는 clientAuth가 있는 인증서를 더 이상 발급하지 않습니다.',
        'CA의 템플릿이 digitalSignature 없이 keyEncipherment만 넣는 등 키 사용을 잘못 지정합니다.',
        '중간 CA가 serverAuth로 제한되어 있습니다.',
      ],
      steps: [
        WHO,
        '아래 openssl 명령으로 인증서의 용도를 확인하십시오. "SSL client : Yes"가 나와야 합니다.',
        'CA에서 클라이언트용 템플릿으로 다시 발급받으십시오: extendedKeyUsage=clientAuth, keyUsage=digitalSignature.',
        '중간 CA가 제한하고 있다면 다른 중간 CA로 발급하십시오.',
      ],
    },
    'client-cert-max-chain-depth-exceeded': {
      title: '클라이언트가 보내는 체인이 너무 김',
      summary:
        '로드 밸런서가 ClientCertMaxChainDepthExceeded 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client}, 인증서: {certificate})',
      meaning: '로드 밸런서는 인증서 네 개까지의 체인만 받아들입니다. 이 할당량은 늘릴 수 없습니다.',
      causes: [
        '클라이언트가 루트, 교차 서명된 사본 또는 체인과 무관한 인증서까지 보냅니다.',
        'PKI의 단계가 네 개를 넘습니다.',
      ],
      steps: [
        WHO,
        '아래 명령으로 클라이언트 파일에 있는 인증서 수를 세십시오.',
        '루트와 말단 인증서에서 이어지지 않는 인증서를 빼십시오. 말단과 중간 인증서만 있으면 됩니다.',
        '그래도 네 개를 넘으면 말단에 더 가까운 CA를 트러스트 스토어에 추가하고, 클라이언트는 그 CA까지만 보내게 하십시오.',
      ],
    },
    'client-cert-max-size-exceeded': {
      title: '클라이언트 인증서가 너무 큼',
      summary:
        '로드 밸런서가 ClientCertMaxSizeExceeded 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client}, 인증서: {certificate})',
      meaning:
        '클라이언트가 보내는 인증서가 TLS 메시지 하나(64KB)에 들어가지 않거나, 그중 하나가 로드 밸런서의 한도보다 큽니다. 이 할당량은 늘릴 수 없습니다.',
      causes: [
        '인증서에 이름이 매우 많거나 큰 사설 확장이 들어 있습니다.',
        '클라이언트가 자신의 체인 대신 CA 번들 전체를 보냅니다.',
      ],
      steps: [
        WHO,
        '아래 client-cert 명령으로 클라이언트 파일에 있는 인증서의 크기를 재십시오.',
        '클라이언트가 말단 인증서와 그에 속한 중간 인증서만 보내게 하십시오.',
        '말단 인증서 하나가 그렇게 크다면 이름을 줄이고 큰 확장 없이 다시 발급하십시오.',
      ],
    },
    'client-cert-type-unsupported': {
      title: '지원하지 않는 종류의 클라이언트 인증서',
      summary:
        '로드 밸런서가 ClientCertTypeUnsupported 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client}, 인증서: {certificate})',
      meaning:
        '로드 밸런서는 X.509 버전 3 인증서의 2,048~8,192비트 RSA 키와 P-256, P-384, P-521 곡선의 ECDSA 키를 지원합니다. 이 인증서의 키는 그 밖의 종류이거나, 인증서가 버전 1입니다.',
      causes: [
        '키가 Ed25519, Ed448, DSA이거나 secp256k1, brainpool 같은 다른 곡선입니다.',
        '오래된 장비처럼 RSA 키가 2,048비트보다 짧습니다.',
        '인증서가 X.509 버전 1입니다. 확장 파일 없이 openssl x509 -req 명령을 쓰면 이렇게 됩니다. 로그에 ClientCertInvalid가 대신 표시될 수 있습니다.',
      ],
      steps: [
        WHO,
        '아래 openssl 명령으로 인증서의 버전과 키의 종류, 크기를 확인하십시오.',
        '확장을 넣고 지원되는 키로 인증서를 다시 발급하십시오. RSA 2,048 또는 ECDSA P-256은 어디서나 동작합니다.',
        '장비가 다른 키를 쓸 수 없다면 대상이 직접 검증하는 passthrough 모드 리스너나 TCP 방식의 Network Load Balancer 뒤에 두십시오.',
      ],
    },
    'client-cert-incompatible': {
      title: '클라이언트 인증서가 보안 정책에 맞지 않음',
      summary:
        '로드 밸런서가 ClientCertIncompatible 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client}, 인증서: {certificate})',
      meaning:
        '인증서 자체는 문제가 없지만, 리스너의 보안 정책이 그 키나 서명의 종류를 허용하지 않습니다. 정책에 달린 문제이므로 인증서만 보아서는 알 수 없습니다.',
      causes: [
        '리스너의 정책이 FIPS 정책이나 양자 내성 정책처럼 더 엄격한 것으로 바뀌었습니다.',
        '인증서가 SHA-1로 서명되었거나, 그 곡선이 정책에 없습니다.',
      ],
      steps: [
        WHO,
        '리스너의 정책이 언제 바뀌었는지 확인하십시오: CloudTrail의 ModifyListener 이벤트.',
        '아래 명령으로 정책을 읽고 인증서의 키, 서명과 비교하십시오.',
        '허용하는 정책을 고르거나, ECDSA P-256 또는 RSA 2,048과 SHA-256으로 인증서를 다시 발급받으십시오.',
      ],
    },
    'client-cert-invalid': {
      title: '읽을 수 없는 클라이언트 인증서',
      summary:
        '로드 밸런서가 ClientCertInvalid 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client})',
      meaning:
        '클라이언트가 보낸 것이 로드 밸런서가 읽을 수 있는 인증서가 아닙니다. 손상되었거나, X.509 버전 3이 아니거나, 인증서가 아예 아닙니다. 이때 로그에는 주체와 일련번호가 없는 경우가 많습니다.',
      causes: [
        '인증서가 X.509 버전 1입니다. 로그에 이 코드 또는 ClientCertTypeUnsupported가 표시될 수 있습니다.',
        '클라이언트의 파일이 손상되었거나 인증서가 아닌 것이 들어 있습니다.',
        '클라이언트 소프트웨어가 인증서를 잘못 인코딩합니다.',
      ],
      steps: [
        WHO,
        '아래 openssl 명령으로 인증서를 읽으십시오. 오류 없이 읽히고 "Version: 3"이 나와야 합니다.',
        '확장(basicConstraints, keyUsage, extendedKeyUsage)을 넣어 다시 발급받으십시오.',
        'openssl로도 문제가 보이지 않으면 핸드셰이크 한 번을 패킷으로 저장하여 로그 줄과 함께 AWS Support에 보내십시오.',
      ],
    },
    'client-cert-rejected': {
      title: '검증 뒤에 거부된 클라이언트 인증서',
      summary:
        '로드 밸런서가 ClientCertRejected 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client}, 인증서: {certificate})',
      meaning:
        '체인 검증은 끝났지만 로드 밸런서의 추가 검사에서 인증서가 거부되었습니다. 어떤 검사인지는 인증서만 보아서는 알 수 없습니다.',
      causes: [
        '문서에 자세히 나와 있지 않은 서비스 자체의 검사입니다.',
        '접속 중에 트러스트 스토어가 변경되고 있거나, 트러스트 스토어를 공유한 계정이 공유를 취소했습니다.',
      ],
      steps: [
        WHO,
        '아래 client-cert 명령으로 인증서를 확인하십시오. 문제가 나오면 그것부터 고치십시오.',
        '아래 명령으로 트러스트 스토어의 상태와 리스너와의 연결 상태를 확인하십시오.',
        '한 CA의 모든 클라이언트인지 인증서 하나뿐인지, 어떤 변경 이후에 시작되었는지 확인하십시오(CloudTrail: ModifyListener, ModifyTrustStore).',
        'AWS Support에 문의하십시오. 로드 밸런서와 리스너의 ARN, UTC 시각, 클라이언트 주소와 포트, conn_trace_id(TID_…), 로그 줄 전체, PEM 체인을 보내십시오. 개인 키는 절대 보내지 마십시오.',
      ],
    },
    'unmapped-connection-error': {
      title: '그 밖의 이유로 TLS 연결이 실패함',
      summary:
        '로드 밸런서가 UnmappedConnectionError 코드로 연결을 거부했습니다. (로드 밸런서: {loadBalancer}, 횟수: {count}, 가장 많은 클라이언트: {client})',
      meaning:
        '따로 코드가 없는 이유로 핸드셰이크가 실패했습니다. 인터넷에 공개된 리스너에서는 대부분 스캐너 때문입니다. 인증서를 전혀 보내지 않는 클라이언트도 여기에 속합니다.',
      causes: [
        '클라이언트가 인증서를 보내지 않았습니다. 설정된 인증서가 없거나, 로드 밸런서가 요청한 CA 이름에 맞는 인증서가 없습니다.',
        '클라이언트와 보안 정책에 공통된 TLS 버전이나 암호 스위트가 없습니다.',
        '클라이언트가 로드 밸런서의 인증서를 신뢰하지 않아 연결을 끊습니다.',
        '스캐너, 상태 확인, 포트 테스트처럼 핸드셰이크를 끝내지 않는 접속입니다.',
      ],
      steps: [
        WHO,
        '직접 관리하는 클라이언트가 아닌 주소는 제외하십시오. 그런 주소뿐이라면 조치할 것이 없습니다.',
        '로그에서 TLS 버전과 암호 스위트가 "-"이면 클라이언트가 지원하는 것을 리스너의 보안 정책과 비교하십시오.',
        '그렇지 않으면 클라이언트가 인증서를 보내는지 확인하십시오. 클라이언트에서 같은 인증서와 키로 아래 openssl s_client 명령을 실행하십시오.',
        '클라이언트 쪽에 문제가 없으면 AWS Support에 문의하십시오. 로드 밸런서와 리스너의 ARN, UTC 시각, 클라이언트 주소와 포트, conn_trace_id(TID_…), 로그 줄, 핸드셰이크 한 번의 패킷을 보내십시오. 개인 키는 절대 보내지 마십시오.',
      ],
    },
    'target-check-fails': {
      title: '대상의 상태 확인이 실패함',
      summary:
        '대상이 로드 밸런서의 상태 확인에 실패합니다. (로드 밸런서: {loadBalancer}, 대상 그룹: {targetGroup}, 대상: {target}, 이유: {code}, 응답 코드: {statusCode}, 최근 로그의 실패: {failed})',
      meaning:
        '로드 밸런서는 비정상 대상에 요청을 보내지 않습니다. 단, 그룹 전체가 비정상이면 보냅니다. 이유는 상태 확인 로그에 적힌 값입니다.',
      causes: [
        'TimedOut, RequestTimedOut, ConnectionTimedOut: 대상의 보안 그룹이 포트를 막거나 대상의 응답이 느립니다.',
        'ConnectionReset: 대상이 올바른 응답을 보내기 전에 연결을 닫았습니다.',
        'ResponseCodeMismatch, ResponseStringMismatch: 응답이 대상 그룹에 설정된 값과 다릅니다.',
        'TargetError: 대상이 5xx 상태 코드로 응답합니다.',
        'GRPCStatusHeaderEmpty, GRPCUnexpectedStatus: gRPC 상태가 비어 있거나 예상과 다릅니다.',
        'InternalError: 로드 밸런서 내부 오류입니다.',
      ],
      steps: [
        '첫 번째 명령으로 상태 확인의 경로, 포트, 프로토콜, 예상 코드를 확인하십시오.',
        '시간 초과라면 로드 밸런서의 보안 그룹에서 오는 상태 확인 포트를 허용하십시오.',
        '응답 불일치나 오류라면 대상에 같은 경로를 요청하고 대상의 로그를 확인하십시오. (시각: {lastAt})',
        '두 번째 명령으로 대상이 다시 정상인지 확인하십시오.',
        'InternalError가 계속되면 AWS Support에 문의하십시오.',
      ],
    },
    'tls-negotiations-fail': {
      title: 'TLS 핸드셰이크가 자주 실패함',
      summary:
        '최근 1시간 동안 TLS 핸드셰이크가 여러 번 실패했습니다. (로드 밸런서: {loadBalancer}, 실패: {failed}, 새 연결: {connections})',
      meaning:
        'CloudWatch는 상호 TLS 사용 여부와 관계없이 모든 리스너와 클라이언트를 합쳐서 셉니다. 연결 로그에는 클라이언트별로 합의된 TLS 버전과 암호 스위트가 나옵니다.',
      causes: [
        '보안 정책이 바뀌어 클라이언트와 리스너에 공통된 TLS 버전이나 암호 스위트가 없습니다.',
        '클라이언트가 서버 인증서를 신뢰하지 않아 연결을 끊습니다.',
        '상호 TLS 리스너의 클라이언트가 인증서를 보내지 않거나 거부되는 인증서를 보냅니다.',
        '스캐너 또는 핸드셰이크를 끝내지 않는 포트 테스트입니다.',
      ],
      steps: [
        '첫 번째 명령으로 클라이언트, TLS 버전, 암호 스위트별 실패 횟수를 세십시오.',
        '직접 관리하는 클라이언트의 주소가 없다면 그대로 두십시오.',
        'TLS 버전과 암호 스위트가 "-"이면 클라이언트가 지원하는 것을 리스너의 보안 정책과 비교하십시오.',
        '둘 다 있으면 클라이언트가 받는 서버 인증서의 이름, 체인, 만료일을 확인하십시오.',
        '실패가 시작되기 전에 ModifyListener 호출이 있었는지 CloudTrail에서 확인하십시오.',
      ],
    },
    'mtls-logs-off': {
      title: '연결 로그가 꺼져 있음',
      summary:
        '연결 로그가 꺼져 있거나 로드 밸런서가 존재하지 않아, 거부된 클라이언트의 기록이 남지 않습니다. (로드 밸런서: {loadBalancer})',
      meaning:
        '연결 로그가 없으면 어떤 클라이언트가 왜 거부되었는지 아무도 알 수 없습니다. CloudWatch에는 모든 원인을 합친 ClientTLSNegotiationErrorCount 지표만 있습니다.',
      causes: [
        '연결 로그를 켠 적이 없습니다. 기본값은 꺼짐이며, 액세스 로그와는 별개입니다.',
        '로드 밸런서가 교체되었고 새 로드 밸런서에는 로그 설정이 없습니다.',
        '로드 밸런서가 삭제되었는데 설정에는 아직 남아 있습니다.',
      ],
      steps: [
        '이 리전과 계정에 로드 밸런서가 있는지 확인하십시오. (로드 밸런서: {loadBalancer})',
        '"Enable connection logs" 문서에 나온 대로 버킷 정책에서 로그 전송을 허용하십시오.',
        '아래 명령으로 설정에 적힌 위치로 연결 로그를 켜십시오. (위치: {logs})',
        '5~10분 뒤 ConnectionLogTestFile 객체와 첫 로그가 도착하는지 확인하십시오.',
      ],
    },
    'mtls-logs-silent': {
      title: '연결 로그가 들어오지 않음',
      summary:
        '연결 로그가 한동안 도착하지 않았습니다. (로드 밸런서: {loadBalancer}, 위치: {logs}, 마지막 로그 이후: {since})',
      meaning:
        '로그는 켜져 있지만 마지막 로그가 너무 오래되었습니다. 로드 밸런서는 5분마다 로그를 쓰지만 연결이 있었을 때만 씁니다. 연결이 없었다면 로그가 없는 것이 정상입니다.',
      causes: [
        '연결이 없었습니다. 한산한 시간이거나, 클라이언트가 더 이상 로드 밸런서에 도달하지 못합니다.',
        '버킷의 정책이나 암호화 키가 로그 전송의 쓰기를 더 이상 허용하지 않습니다.',
        '설정과 다른 버킷 또는 접두사에 로그를 쓰고 있습니다.',
        '수명 주기 규칙이 로그를 너무 일찍 삭제합니다.',
      ],
      steps: [
        '로드 밸런서가 쓰는 위치와 설정된 위치를 비교하십시오. (쓰는 위치: {location}, 설정된 위치: {logs})',
        'CloudWatch에서 NewConnectionCount 지표가 0보다 큰지 확인하십시오. 0이면 클라이언트가 오지 않는 이유부터 찾으십시오. (로드 밸런서: {loadBalancer})',
        '연결이 있다면 버킷 정책을 "Enable connection logs" 문서와 비교하고, 마지막으로 변경한 사람을 확인하십시오(CloudTrail: PutBucketPolicy).',
        '아래 명령으로 로그를 껐다가 다시 켜십시오. ConnectionLogTestFile이 써지거나 거부 사유가 표시됩니다.',
        '원래 더 오래 한산한 로드 밸런서라면 silentAfterMinutes 값을 늘리십시오.',
      ],
    },
    'mtls-passthrough': {
      title: '클라이언트 인증서를 검증 없이 전달하는 리스너',
      summary:
        '리스너가 passthrough 모드여서 로드 밸런서가 클라이언트 인증서를 전혀 검증하지 않습니다. (리스너: {subject})',
      meaning:
        'passthrough 모드에서는 모든 인증서를 받아들이고 체인을 X-Amzn-Mtls-Clientcert 헤더로 대상에 전달합니다. 검증은 대상이 해야 합니다. 로그에는 출처를 알 수 없는 인증서도 Success로 기록됩니다.',
      causes: [
        '애플리케이션이 직접 검증하므로 의도적으로 passthrough를 선택했습니다.',
        '이전 작업이나 테스트를 위해 passthrough로 바꾼 뒤 되돌리지 않았습니다.',
      ],
      steps: [
        '애플리케이션 담당자에게 X-Amzn-Mtls-Clientcert의 체인을 검증하는지 확인하십시오. 자체 CA까지의 서명, 유효 기간, 용도, 폐기 여부가 대상입니다.',
        '검증하지 않는다면 트러스트 스토어를 만들고 아래 명령으로 리스너를 verify 모드로 바꾸십시오.',
        '바꾸기 전에 아래 client-cert 명령으로 알려진 클라이언트의 인증서를 확인하여 차단되는 클라이언트가 없게 하십시오.',
        '의도한 passthrough라면 이 리스너를 점검 대상에서 제외하십시오.',
      ],
    },
  },
};
