/** What `--help` says, by the English text that the commands are registered with. A text that is not here stays English. */
export const ko: Readonly<Record<string, string>> = {
  default: '기본값',
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
    '이 클라이언트 인증서를 ALB 트러스트 스토어가 허용하는지, 아니라면 로그에 어떤 코드가 남는지 확인합니다',
  'see it work: the whole pipeline against a small lab on this machine, no network needed':
    '데모: 이 장비의 작은 테스트 환경을 전체 과정으로 점검합니다. 네트워크가 필요 없습니다',
  'write a gatewatch.yaml from what the account holds': '계정에 있는 리소스로 gatewatch.yaml을 만듭니다',
  'what a gatewatch.yaml checks, from where, how often, with which permissions, and what it costs a month':
    'gatewatch.yaml이 무엇을 어디에서 얼마나 자주 어떤 권한으로 점검하며 월 비용이 얼마인지 보여 줍니다',
  'the least IAM policy that the checks read AWS with; it allows no change':
    '점검이 AWS를 읽는 데 필요한 최소 IAM 정책. 변경 권한은 없습니다',
  'watch from here in a loop: a vantage on premises, which no function can see':
    '이곳에서 반복 점검: 함수가 볼 수 없는 온프레미스 위치용입니다',
  'what to do about a reason; without one, the list of them':
    '원인 코드별 조치 방법. 코드가 없으면 목록을 보여 줍니다',
  'mute the messages about a target for a while; checks and metrics go on':
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
  "a Storage Gateway VPC endpoint's DNS name; with --region unless the name has it":
    'Storage Gateway VPC 엔드포인트의 DNS 이름. 이름에 리전이 없으면 --region과 함께 씁니다',
  'TCP ports': 'TCP 포트',
  'TLS ports: port, handshake and whose certificate it is': 'TLS 포트: 포트, 핸드셰이크, 인증서의 소유자',
  'time servers, judged together': '시간 서버 (함께 비교)',
  'gateway appliances: the ports of their clients, and their clocks':
    '게이트웨이 장비: 클라이언트 포트와 시계',
  'an HTTP proxy: --region, --endpoint and --tls are also checked through it':
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
  'attempts for each address (default 2)': '주소마다 시도하는 횟수 (기본값 2)',
  "roots accepted in place of Amazon's": 'Amazon 루트 대신 신뢰할 루트 인증서',
  'with --tls: connect with this client certificate too, and name the alert':
    '--tls와 함께: 이 클라이언트 인증서로도 확인하고 TLS 경고(alert)를 보여 줍니다',
  'its private key; it stays in this process': '개인 키. 이 프로세스 밖으로 나가지 않습니다',
  "the DNS server to ask (default the system's)": '질의할 DNS 서버 (기본값: 시스템 설정)',
  'what check --json printed on other machines: says whose side the cause is on':
    '다른 장비의 check --json 결과와 비교하여 원인이 어느 쪽에 있는지 알려 줍니다',
  'a degraded finding exits 1 as well': '저하 상태도 종료 코드 1로 처리합니다',
  'print questions, observations and stacks to stderr': '질문, 관측 결과, 스택을 stderr로 출력합니다',
  "with --html: what `gatewatch run` printed; draws each target's last day and uptime":
    '--html과 함께: `gatewatch run`이 출력한 내용. 대상마다 최근 하루와 가동률을 그림',
  "the Region's public Storage Gateway endpoints; beside --config, --all, --service or an id the Region to read":
    '리전의 퍼블릭 Storage Gateway 엔드포인트. --config, --all, --service 또는 ID와 함께 쓰면 조회할 리전',
  'which public names: standard, fips or dualstack; of --service also dualstack-fips (default standard)':
    '퍼블릭 이름의 종류: standard, fips, dualstack. --service에는 dualstack-fips도 가능 (기본값 standard)',
  'endpoints of AWS services in --region, such as sts,ssm,s3,kms':
    '--region에 있는 AWS 서비스의 엔드포인트. 예: sts,ssm,s3,kms',
  'of the gateways: …': '게이트웨이의 유형: …',
  "what the gateways' clients speak, where that is less than the type could: …":
    '게이트웨이 클라이언트가 실제로 쓰는 프로토콜(유형보다 적을 때): …',
  'a Client VPN endpoint or OpenVPN server (default 443/udp), or cvpn-endpoint-… to read it from AWS':
    'Client VPN 엔드포인트나 OpenVPN 서버(기본값 443/udp). cvpn-endpoint-…를 쓰면 AWS에 조회',
  'only these checks: …': '이 점검만 실행: …',
  'with --tls or --endpoint: measure whether full packets pass, both ways':
    '--tls나 --endpoint와 함께: 최대 크기의 패킷이 양방향으로 전달되는지 측정',
  'the machine that is to be activated (default port 80)': '활성화할 장비 (기본 포트 80)',
  'the Region it is to be activated in': '활성화할 리전',
  'the DNS name of the VPC endpoint (default the public endpoints)':
    'VPC 엔드포인트의 DNS 이름 (기본값: 퍼블릭 엔드포인트)',
  'which public names: standard, fips or dualstack (default standard)':
    '퍼블릭 이름의 종류: standard, fips, dualstack (기본값 standard)',
  'what it is to become: …': '활성화할 게이트웨이의 유형: …',
  'the EC2 instance it runs on (default the one with the address): AWS says whether its image fits':
    '실행 중인 EC2 인스턴스(기본값: 그 주소의 인스턴스). 이미지가 맞는지 AWS에 조회',
  'ipv4 or ipv6, for dual-stack endpoints': 'ipv4 또는 ipv6 (듀얼 스택 엔드포인트용)',
  'the HTTP proxy it will use: the endpoints are also checked through it':
    '게이트웨이가 사용할 HTTP 프록시. 프록시를 거쳐서도 점검',
  'the same for a SOCKS5 proxy': 'SOCKS5 프록시를 쓰는 경우',
  'request a key, which proves both paths; the key is thrown away, never shown':
    '키를 요청하여 두 경로를 모두 확인. 키는 표시하지 않고 폐기',
  'print a checklist for the change ticket': '변경 티켓용 점검표 출력',
  'time for one question (default 3s, 20s for a key)': '점검 하나의 제한 시간 (기본값 3s, 키 요청은 20s)',
  'print questions, observations and stacks to stderr; no key is in them':
    '질문, 관측 결과, 스택을 stderr로 출력. 키는 포함되지 않음',
  'every hop from one end to the other and back: what allows it, what blocks it, and the fix':
    '양 끝 사이의 왕복 경로를 홉별로 확인: 허용하는 규칙, 차단하는 규칙, 조치 명령',
  'the port of the other end (default 443)': '목적지 포트 (기본값 443)',
  'tcp, udp, icmp': 'tcp, udp, icmp',
  'use a state that gatewatch snapshot saved; no credentials are needed':
    'gatewatch snapshot으로 저장한 상태 사용. 자격 증명이 필요 없음',
  'try the changes of a file first (JSON, see docs/path.md); AWS is not changed':
    '파일의 변경 사항을 먼저 적용해 봄 (JSON, docs/path.md 참고). AWS는 변경하지 않음',
  "the Region (default AWS_REGION, then the profile's own)":
    '리전 (기본값 AWS_REGION, 다음은 프로파일의 리전)',
  'also write it as a page': '페이지로도 저장',
  'where packets start': '패킷의 출발지',
  'where they go': '패킷의 목적지',
  'saves the network of a Region (ids, addresses, rules, routes) for gatewatch path --snapshot':
    'gatewatch path --snapshot용으로 리전의 네트워크(ID, 주소, 규칙, 경로)를 저장합니다',
  'where to write it': '저장할 파일',
  'can a function or instance of a subnet reach the AWS services it needs, how, and what is missing':
    '서브넷의 함수나 인스턴스가 필요한 AWS 서비스에 연결되는지, 어떻게 연결되고 무엇이 빠졌는지 확인합니다',
  'the subnets and groups of this function': '이 함수의 서브넷과 보안 그룹 사용',
  'which services, separated by commas': '서비스 목록 (쉼표로 구분)',
  'the groups that the caller carries, separated by commas': '호출하는 쪽의 보안 그룹 (쉼표로 구분)',
  'subnet-…; or name a function with --lambda': 'subnet-… 또는 --lambda로 함수 지정',
  'only connections from this address': '이 주소에서 온 연결만',
  'from a time such as 2026-11-21T10:05:00Z, 2026-11-21 or 2h (two hours ago)':
    '시작 시각. 예: 2026-11-21T10:05:00Z, 2026-11-21, 2h(두 시간 전)',
  'up to, but without, this time': '종료 시각 (이 시각은 제외)',
  'one JSON object instead of tables': '표 대신 JSON 객체 하나로 출력',
  'one line for each failed connection: time, protocol, cipher, certificate, status':
    '실패한 연결마다 한 줄: 시각, 프로토콜, 암호 스위트, 인증서, 상태',
  'every field of each failed connection, with a header line': '실패한 연결의 모든 필드 (머리글 포함)',
  'print the table and the queries for Amazon Athena; no log is read':
    'Amazon Athena용 테이블과 쿼리 출력. 로그는 읽지 않음',
  'print what AWS Support asks for in a case about CrlProcessingError or UnmappedConnectionError, as Markdown':
    'CrlProcessingError나 UnmappedConnectionError 문의에 AWS Support가 요구하는 내용을 Markdown으로 출력',
  'only who would be notified if this target failed': '이 대상에 장애가 나면 알림을 받는 사람만 표시합니다',
  'with --told: when it fails, a time such as 2026-11-21T10:05:00Z, 2026-11-21 or 2h (two hours ago); default now':
    '--told와 함께: 장애가 나는 시각. 예: 2026-11-21T10:05:00Z, 2026-11-21, 2h(두 시간 전). 기본값은 현재 시각',
  'with --told: only of this reason': '--told와 함께: 이 사유만',
  'with --support: add its listeners, trust stores and revocation lists, read from AWS':
    '--support와 함께: AWS에서 조회한 리스너, 트러스트 스토어, 폐기 목록을 추가',
  'language of the runbook titles: en, ko, fr': '대응 절차 제목의 언어: en, ko, fr',
  'files (.log or .log.gz), s3://bucket/key, s3://bucket/prefix, or - for standard input; with --athena the folder of the logs':
    '파일(.log 또는 .log.gz), s3://버킷/키, s3://버킷/접두사, 표준 입력은 -. --athena에서는 로그 폴더',
  "the trust store's CA certificates": '트러스트 스토어의 CA 인증서',
  'or the trust store itself, with its revocation lists': '또는 트러스트 스토어 자체 (폐기 목록 포함)',
  'a revocation list, PEM or DER': '폐기 목록 (PEM 또는 DER)',
  'judge as of a time such as 2026-11-21T10:05:00Z, 2026-11-21 or 2h (two hours ago); default now':
    '판단 기준 시각. 예: 2026-11-21T10:05:00Z, 2026-11-21, 2h(두 시간 전). 기본값은 현재',
  'language of the runbook: en, ko, fr (default en)': '대응 절차의 언어: en, ko, fr (기본값 en)',
  'the certificate, or the chain the client sends: PEM or DER; never its private key':
    '인증서 또는 클라이언트가 보내는 체인 (PEM 또는 DER). 개인 키는 넣지 마십시오',
  'where to write it; - for the screen': '저장할 파일. 화면은 -',
  'whose objects are listed (default AWS_REGION)': '조회할 리전 (기본값 AWS_REGION)',
  'who is notified': '알림을 받을 사람',
  'of messages and comments: en, ko, fr (default en)': '메시지와 주석의 언어: en, ko, fr (기본값 en)',
  'replace a file that is already there': '이미 있는 파일 덮어쓰기',
  'print it, write nothing': '파일을 쓰지 않고 출력만',
  'default gatewatch.yaml': '기본값 gatewatch.yaml',
  'only what a deployment of the file would change in the installation of --stage; needs cloudformation:GetTemplate':
    '이 파일을 배포하면 --stage 설치 환경에서 바뀌는 것만. cloudformation:GetTemplate 필요',
  'with --diff: the installation, as it was deployed': '--diff와 함께: 배포된 설치 환경',
  "with --diff: where it was deployed (default AWS_REGION, then the profile's own)":
    '--diff와 함께: 배포된 리전 (기본값 AWS_REGION, 다음은 프로파일의 리전)',
  'also print the IAM policy for deploying it, ready to paste':
    '배포에 필요한 IAM 정책도 출력 (그대로 붙여 넣을 수 있음)',
  'with --policy: the account, twelve digits': '--policy와 함께: 12자리 계정 번호',
  'of which partition the ARNs are (default aws)': 'ARN의 파티션 (기본값 aws)',
  'checks that ask AWS: …': 'AWS에 조회하는 점검: …',
  'the gatewatch.yaml that names the vantage': '위치가 적힌 gatewatch.yaml',
  'vantages without a vpc': 'vpc가 없는 위치',
  'from one run to the next: 30s, 5m, 1h (default the schedule of the file)':
    '점검 주기: 30s, 5m, 1h (기본값: 파일의 일정)',
  'cloudwatch or stdout': 'cloudwatch 또는 stdout',
  'the installation that the metrics belong to': '지표가 속한 설치 환경',
  'where CloudWatch is (default AWS_REGION)': 'CloudWatch의 리전 (기본값 AWS_REGION)',
  'keep here what CloudWatch did not take, and send it later with its own times':
    'CloudWatch에 보내지 못한 값을 여기에 보관했다가 원래 시각으로 나중에 전송',
  'serve Prometheus metrics and /health, such as 127.0.0.1:9464':
    'Prometheus 지표와 /health 제공. 예: 127.0.0.1:9464',
  'such as port-filtered': '예: port-filtered',
  'the installation, as it was deployed': '배포된 설치 환경',
  "where it was deployed (default AWS_REGION, then the profile's own)":
    '배포된 리전 (기본값 AWS_REGION, 다음은 프로파일의 리전)',
  'why, for those who read the daily digest': '이유 (일일 요약에 표시)',
  'mute a name that the installation does not know': '설치 환경에 없는 이름도 보류',
  'its name in gatewatch.yaml': 'gatewatch.yaml에 적힌 이름',
  'how long: 30m, 4h or 2d': '기간: 30m, 4h, 2d',
  'the VPN connection, such as vpn-0123456789abcdef0': 'VPN 연결. 예: vpn-0123456789abcdef0',
  'ipsec.conf, ipsec.d/*.conf, ipsec.secrets, swanctl.conf, or the configuration downloaded from AWS':
    'ipsec.conf, ipsec.d/*.conf, ipsec.secrets, swanctl.conf 또는 AWS에서 내려받은 구성',
  'the gatewatch.yaml it was deployed from': '배포에 사용한 gatewatch.yaml',
  'raise no test alarm: no notification is sent': '테스트 경보를 발생시키지 않음. 알림을 보내지 않음',
  'how long the test may take; notify gathers alarms for a minute':
    '테스트 제한 시간. notify는 경보를 1분 동안 모음',
  "en, ko, fr (default the file's)": 'en, ko, fr (기본값: 파일의 언어)',
  'do not ask': '확인을 묻지 않음',
  'what is watched': '감시할 대상 파일',
  'where to; it is made if need be': '저장할 폴더. 없으면 만듦',
  'print the completion of commands and flags for a shell':
    '셸의 명령 및 옵션 자동 완성 스크립트를 출력합니다',
  'bash, zsh, fish': 'bash, zsh, fish',
  'serve the read-only commands to an agent, over stdin and stdout (Model Context Protocol)':
    '읽기 전용 명령을 에이전트에 제공합니다 (stdin/stdout, Model Context Protocol)',
};
