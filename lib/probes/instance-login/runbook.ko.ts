import type { KindTexts } from '../../core/runbook.ts';
import type { InstanceLoginReason } from './spec.ts';

export const texts: KindTexts<InstanceLoginReason> = {
  healthy: 'Systems Manager에서 확인한 범위에서 모든 인스턴스가 EC2 Instance Connect 로그인을 받습니다.',
  reasons: {
    'instance-connect-package-missing': {
      title: 'ec2-instance-connect 패키지가 없음',
      summary:
        'ec2-instance-connect 패키지가 설치되어 있지 않습니다. (인스턴스: {instance}, 시스템: {system}, 키 페어: {keyPair})',
      meaning:
        'Instance Connect는 공개 키를 1분 동안 전달하고 패키지가 그 키를 sshd에 넘깁니다. 패키지가 없으면 자신의 키 페어로만 로그인할 수 있습니다.',
      causes: [
        '최소 이미지이거나 패키지를 포함하지 않는 배포판입니다.',
        '보안 강화 작업에서 패키지를 제거했습니다.',
      ],
      steps: [
        '아래 명령 중 하나로 설치하십시오. sshd를 재시작할 필요는 없습니다.',
        '다음 인스턴스에도 들어 있도록 이미지에 포함하십시오.',
        '그때까지는 키 페어나 Session Manager로 로그인하십시오.',
      ],
    },
    'sshd-ignores-instance-connect': {
      title: 'sshd가 Instance Connect의 키를 조회하지 않음',
      summary:
        'sshd의 AuthorizedKeysCommand가 Instance Connect의 것이 아닙니다. (인스턴스: {instance}, 값: {authorizedKeysCommand})',
      meaning:
        '패키지는 이미 설정된 AuthorizedKeysCommand를 바꾸지 않습니다. 전달된 키를 확인하지 않으므로 로그인이 "Permission denied (publickey)"로 끝납니다.',
      causes: [
        '디렉터리 서비스나 SSSD가 자체 AuthorizedKeysCommand를 설정합니다.',
        '패키지 설치 후 구성 관리 도구가 sshd_config를 덮어썼습니다.',
      ],
      steps: [
        '아래 명령으로 sshd의 현재 값과 설정 파일을 확인하십시오.',
        '필요하지 않으면 해당 줄을 지우고 패키지를 다시 설치한 뒤 sshd를 다시 로드하십시오.',
        '필요하면 키 페어와 open-tunnel로 로그인하거나 두 곳을 모두 조회하는 스크립트를 작성하십시오.',
      ],
    },
    'instance-not-managed': {
      title: 'Systems Manager에 인스턴스 정보가 없음',
      summary:
        'Systems Manager에서 ec2-instance-connect 패키지 유무를 알 수 없습니다. (인스턴스: {instance})',
      meaning:
        '인스턴스가 관리 대상이 아니거나 애플리케이션 인벤토리를 수집하지 않습니다. Instance Connect 로그인이 되는지 알 수 없습니다.',
      causes: [
        '에이전트가 실행되지 않거나 인스턴스 프로파일에 AmazonSSMManagedInstanceCore가 없습니다.',
        '서브넷에서 ssm, ssmmessages, ec2messages에 연결되지 않습니다.',
        '인벤토리를 수집하는 연결(association)이 없습니다.',
      ],
      steps: [
        '첫 번째 명령으로 에이전트를 확인하십시오.',
        'Systems Manager의 Inventory에서 "Setup inventory"로 수집을 설정하십시오.',
        '또는 두 번째 명령으로 패키지와 sshd 설정을 출력하십시오. 다음 실행에서 그 결과를 읽습니다.',
      ],
    },
  },
};
