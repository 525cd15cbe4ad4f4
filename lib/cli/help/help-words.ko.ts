/** What `--help` says, by the English text that the commands are registered with. A text that is not here stays English. */
export const ko: Readonly<Record<string, string>> = {
  'Usage:': '사용법:',
  'Arguments:': '인수:',
  'Options:': '옵션:',
  'Commands:': '명령:',
  'Check:': '점검:',
  'Watch:': '감시:',
  'Look up and quieten:': '조회와 알림 보류:',
  'Install:': '설치:',
  'Targets:': '대상:',
  'Choice:': '범위 선택:',
  'Output:': '출력:',
  'How it checks:': '점검 방식:',
  'Names the broken hop between AWS and your data centre, shows the evidence, and prints the command that fixes it.':
    'AWS와 데이터 센터 사이에서 끊어진 구간을 찾아 증거와 조치 명령을 보여 줍니다.',
  'find the broken hop: from this machine, and where there are credentials in AWS':
    '끊어진 구간 찾기: 이 장비에서 점검하고, 자격 증명이 있으면 AWS에서도 확인합니다',
  'before a gateway is activated: both paths of activation, for the change ticket':
    '게이트웨이 활성화 전 점검: 활성화의 두 경로를 변경 티켓용으로 확인합니다',
  'triage of ALB connection logs: which clients fail mutual TLS, with which code':
    'ALB 연결 로그 분석: 어떤 클라이언트가 어떤 코드로 상호 TLS에 실패하는지 보여 줍니다',
  'would an ALB trust store accept this client certificate, and if not, which code will the log show':
    '이 클라이언트 인증서를 ALB 신뢰 저장소가 허용하는지, 아니라면 로그에 어떤 코드가 남는지 확인합니다',
  'see it work: the whole pipeline against a small lab on this machine, no network needed':
    '시연: 이 장비의 작은 테스트 환경을 전체 과정으로 점검합니다. 네트워크가 필요 없습니다',
  'write a gatewatch.yaml from what the account holds': '계정에 있는 리소스로 gatewatch.yaml을 만듭니다',
  'what a gatewatch.yaml asks, from where, how often, with which permissions, and what it costs a month':
    'gatewatch.yaml이 무엇을 어디에서 얼마나 자주 어떤 권한으로 점검하며 월 비용이 얼마인지 보여 줍니다',
  'the least IAM policy that the checks read AWS with; it allows no change':
    '점검이 AWS를 읽는 데 필요한 최소 IAM 정책. 변경 권한은 없습니다',
  'watch from here in a loop: a vantage on premises, which no function can see':
    '이곳에서 반복 점검: 함수가 볼 수 없는 온프레미스 위치용입니다',
  'what to do about a reason; without one, the list of them':
    '원인 코드별 조치 방법. 코드가 없으면 목록을 보여 줍니다',
  'hold back the messages about a target for a while; checks and metrics go on':
    '대상의 메시지를 일정 시간 보류합니다. 점검과 지표는 계속됩니다',
  'a status page fit to publish: what is broken, since when, the last day and uptime':
    '공개할 수 있는 상태 페이지: 고장 난 것, 시작 시각, 최근 하루, 가동률',
  'where the page goes': '페이지를 쓸 파일',
  'from what `gatewatch run` printed, in place of an installation':
    '설치 환경 대신 `gatewatch run`이 출력한 로그에서 읽음',
  'with ids, addresses and host names; without it the page may be published':
    'ID, 주소, 호스트 이름 포함. 이 옵션이 없으면 페이지를 공개해도 됨',
  'of the times on the page, such as Asia/Seoul': '페이지에 표시할 시간대. 예: Asia/Seoul',
  'end a mute: what is broken now is notified within minutes':
    '보류를 끝냅니다. 지금 장애가 있으면 몇 분 안에 알립니다',
  "compares a device's IPsec files with the tunnel options of a Site-to-Site VPN connection":
    '장비의 IPsec 설정 파일을 Site-to-Site VPN 연결의 터널 옵션과 비교합니다',
  'check an installation, and send a test alarm through every channel':
    '설치 상태를 점검하고 모든 채널로 테스트 경보를 보냅니다',
  'deploy what a gatewatch.yaml says: shows what changes and what it costs, and asks':
    'gatewatch.yaml대로 배포합니다. 변경 사항과 비용을 보여 주고 확인을 받습니다',
  'bring an installation to this version of gatewatch': '설치된 gatewatch를 이 버전으로 올립니다',
  'take an installation away, with all it remembers': '설치된 gatewatch와 저장된 데이터를 모두 제거합니다',
  'write the CloudFormation template and the code, for tools of your own':
    '다른 도구로 배포할 수 있게 CloudFormation 템플릿과 코드를 만듭니다',
  'TLS ports, the same as --tls': 'TLS 포트 (--tls와 같음)',
  'print the version': '버전을 출력합니다',
  'display help for command': '명령의 도움말을 보여 줍니다',
  'the AWS profile whose credentials and Region are used': '자격 증명과 리전을 가져올 AWS 프로파일',
  'do not ask AWS, whatever credentials there are': '자격 증명이 있어도 AWS에 조회하지 않습니다',
  "a Storage Gateway VPC endpoint's DNS name; with --region unless the name tells it":
    'Storage Gateway VPC 엔드포인트의 DNS 이름. 이름에 리전이 없으면 --region과 함께 씁니다',
  'TCP ports': 'TCP 포트',
  'TLS ports: port, handshake and whose certificate it is': 'TLS 포트: 포트, 핸드셰이크, 인증서의 소유자',
  'time servers, judged together': '시간 서버 (함께 비교)',
  'gateway appliances: the ports of their clients, and their clocks':
    '게이트웨이 장비: 클라이언트 포트와 시계',
  'an HTTP proxy: --region, --endpoint and --tls are also asked through it':
    'HTTP 프록시: --region, --endpoint, --tls를 프록시를 거쳐서도 점검합니다',
  'the same through a SOCKS5 proxy, as volume and tape gateways use':
    'SOCKS5 프록시를 거쳐 같은 점검을 합니다 (볼륨, 테이프 게이트웨이)',
  'VPN devices of your own: do they speak IKE?': '자체 VPN 장비: IKE에 응답하는지 확인합니다',
  'interface endpoints, by id': '인터페이스 엔드포인트 (ID)',
  'gateways, by id': '게이트웨이 (ID)',
  'Site-to-Site VPN connections': 'Site-to-Site VPN 연결',
  'attachments of transit gateways': 'Transit Gateway 연결',
  'virtual interfaces of Direct Connect': 'Direct Connect 가상 인터페이스',
  'instances, through their EC2 Instance Connect endpoint': 'EC2 Instance Connect 엔드포인트를 통한 인스턴스',
  'load balancers with client certificates': '클라이언트 인증서를 쓰는 로드 밸런서',
  'everything of these that the Region holds': '리전에 있는 위 리소스 전부',
  'with --all or an id: also connect from this machine': '--all이나 ID와 함께: 이 장비에서 연결도 확인합니다',
  'the targets of a gatewatch.yaml': 'gatewatch.yaml의 대상',
  'with --config: the targets of this vantage': '--config와 함께: 이 위치의 대상',
  'only these targets': '이 대상만',
  'evidence, likely causes and steps of what is not healthy': '정상이 아닌 항목의 증거, 추정 원인, 조치 순서',
  'print one JSON object': 'JSON 객체 하나로 출력합니다',
  'print Markdown for a ticket': '티켓용 Markdown으로 출력합니다',
  'write a page that needs nothing beside itself': '다른 파일이 필요 없는 페이지를 만듭니다',
  'en, ko, fr (default en)': 'en, ko, fr (기본값 en)',
  'time for one question with all its attempts: 500ms, 3s, 1m (default 3s)':
    '점검 하나의 제한 시간(모든 시도 포함): 500ms, 3s, 1m (기본값 3s)',
  'how often one address is asked (default 2)': '주소마다 시도하는 횟수 (기본값 2)',
  "roots accepted in place of Amazon's": 'Amazon 루트 대신 신뢰할 루트 인증서',
  'with --tls: ask with this client certificate too, and name the alert':
    '--tls와 함께: 이 클라이언트 인증서로도 확인하고 TLS 경고(alert)를 보여 줍니다',
  'its private key; it stays in this process': '개인 키. 이 프로세스 밖으로 나가지 않습니다',
  "the DNS server to ask (default the system's)": '질의할 DNS 서버 (기본값: 시스템 설정)',
  'what check --json printed on other machines: says whose side the cause is on':
    '다른 장비의 check --json 결과와 비교하여 원인이 어느 쪽에 있는지 알려 줍니다',
  'a degraded finding exits 1 as well': '저하 상태도 종료 코드 1로 처리합니다',
  'print questions, observations and stacks to stderr': '질문, 관측 결과, 스택을 stderr로 출력합니다',
  "with --html: what `gatewatch run` printed; draws each target's last day and uptime":
    '--html과 함께: `gatewatch run`이 출력한 내용. 대상마다 최근 하루와 가동률을 그림',
};
