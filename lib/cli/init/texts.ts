import type { Locale } from '../../core/locale.ts';
import { fillText } from '../../report/text/fill.ts';

/** What `gatewatch init` writes beside the values, and says. */
export interface InitTexts {
  /** {account}, {region} */
  readonly head: readonly string[];
  readonly nobodyNotified: string;
  readonly discover: string;
  /** {name}, {cidrs} */
  readonly vpc: string;
  readonly privateSubnet: string;
  readonly publicSubnet: string;
  readonly oneZone: string;
  /** By target type. */
  readonly target: Readonly<Record<string, string>>;
  readonly elsewhere: string;
  readonly noAddress: string;
  /** {action}, {code} */
  readonly refused: string;
  /** AWS gave no answer, or none yet: no policy is to blame. */
  readonly unanswered: string;
  /** {vpc} */
  readonly noSubnet: string;
  /** {file}, {vantages}, {targets} */
  readonly written: string;
  readonly next: string;
  /** {region} */
  readonly nothing: string;
  /** `{file}` */
  readonly nothingWritten: string;
  readonly nothingPrinted: string;
}

export const INIT_TEXTS: Readonly<Record<Locale, InitTexts>> = {
  en: {
    head: [
      'Written by `gatewatch init` from what account {account} holds in {region}.',
      'Read it, take out what nobody needs, then: gatewatch plan --config {file}',
    ],
    nobodyNotified:
      'Nobody is told yet. Fill in an address and take the sign away:\nnotify:\n  email: [{ to: you@example.com, severity: [critical, warning] }]',
    discover:
      'Every target below is named, so that it can be read and edited. To have what is made later found as well:\ndiscover: [{words}]',
    vpc: 'VPC {name} ({cidrs})',
    privateSubnet: '{zone}, private',
    publicSubnet:
      '{zone}, public: a function gets no public address here, so names outside the VPC are not asked',
    oneZone: 'Subnets of one zone only: this vantage is blind while that zone fails.',
    target: {
      'storage-gateway-endpoint':
        'The VPC endpoint of Storage Gateway: name, ports, whose certificate, state.',
      'storage-gateway': 'A gateway: the ports of its clients, its clock, and what AWS knows of it.',
      'site-to-site-vpn':
        'A Site-to-Site VPN: both tunnels, and the routes. Add beyond: ["10.60.1.10:22"] with an address of the other side.',
      'transit-gateway-attachment':
        'A transit gateway attachment: association, propagation, and routes both ways.',
      'client-vpn': 'A Client VPN endpoint: associations, authorisation, and whether it answers.',
      'instance-connect-endpoint':
        'An EC2 Instance Connect endpoint. Add instances: [i-…] to check the rules to each instance.',
    },
    elsewhere: 'AWS does not say that it is of this VPC alone; it is asked from here only.',
    noAddress: 'Its address was not told: the gateway is offline. Add address: to ask it.',
    refused: 'Not looked for: {action} ({code}). Allow the action and run gatewatch init again.',
    unanswered: 'Not looked for: AWS gave no answer to {action} ({code}). Run gatewatch init again.',
    noSubnet: '{vpc} holds something to watch, but no subnet of it could be read: it is left out.',
    written: '{file}: {vantages} vantages, {targets} targets.',
    next: 'Next: gatewatch plan --config {file}',
    nothing:
      'Nothing to write: this account holds no Storage Gateway, VPN, transit gateway attachment, Client VPN or Instance Connect endpoint in {region}. Is it the right Region? `gatewatch check` asks without an account.',
    nothingWritten: '{file} was not written.',
    nothingPrinted: 'There is nothing to print.',
  },
  ko: {
    head: [
      '`gatewatch init`가 계정에 있는 것을 읽어 작성했습니다. (계정: {account}, 리전: {region})',
      '내용을 읽고 필요 없는 것을 지운 뒤 실행하십시오: gatewatch plan --config {file}',
    ],
    nobodyNotified:
      '아직 아무에게도 알리지 않습니다. 주소를 적고 주석 기호를 지우십시오.\nnotify:\n  email: [{ to: you@example.com, severity: [critical, warning] }]',
    discover:
      '아래 대상은 읽고 고칠 수 있도록 모두 이름으로 적었습니다. 나중에 만들어지는 것도 찾게 하려면:\ndiscover: [{words}]',
    vpc: 'VPC: {name} ({cidrs})',
    privateSubnet: '{zone}, 프라이빗',
    publicSubnet: '{zone}, 퍼블릭: 함수는 여기서 공인 주소를 받지 못하므로 VPC 밖의 이름은 확인하지 않습니다',
    oneZone: '가용 영역이 하나뿐입니다. 그 영역에 장애가 나면 이 위치에서는 점검할 수 없습니다.',
    target: {
      'storage-gateway-endpoint': 'Storage Gateway의 VPC 엔드포인트: 이름, 포트, 인증서의 주인, 상태.',
      'storage-gateway': '게이트웨이: 클라이언트용 포트, 시계, 그리고 AWS가 아는 상태.',
      'site-to-site-vpn':
        'Site-to-Site VPN: 두 터널과 경로. 반대편 주소를 beyond: ["10.60.1.10:22"] 형식으로 추가하십시오.',
      'transit-gateway-attachment': 'Transit Gateway 연결: 연결과 전파, 양방향 경로.',
      'client-vpn': 'Client VPN 엔드포인트: 연결, 권한 부여, 응답 여부.',
      'instance-connect-endpoint':
        'EC2 Instance Connect 엔드포인트. 인스턴스까지의 규칙을 점검하려면 instances: [i-…] 항목을 추가하십시오.',
    },
    elsewhere: '이 VPC에만 속하는지 AWS가 알려 주지 않습니다. 이 위치에서만 점검합니다.',
    noAddress:
      '게이트웨이가 오프라인이라 주소를 알 수 없습니다. 직접 점검하려면 address: 항목을 추가하십시오.',
    refused:
      '찾아보지 못했습니다. 작업을 허용한 뒤 gatewatch init을 다시 실행하십시오. (작업: {action}, 사유: {code})',
    unanswered:
      'AWS가 응답하지 않아 찾아보지 못했습니다. gatewatch init을 다시 실행하십시오. (작업: {action}, 사유: {code})',
    noSubnet: '감시할 것이 있지만 읽을 수 있는 서브넷이 없어 제외했습니다. (VPC: {vpc})',
    written: '작성했습니다. (파일: {file}, 위치: {vantages}, 대상: {targets})',
    next: '다음 명령: gatewatch plan --config {file}',
    nothing:
      '작성할 것이 없습니다. 이 계정에는 Storage Gateway, VPN, Transit Gateway 연결, Client VPN, Instance Connect 엔드포인트가 없습니다. 리전이 맞는지 확인하십시오. 계정 없이 확인하려면 `gatewatch check` 명령을 사용하십시오. (리전: {region})',
    nothingWritten: '파일을 작성하지 않았습니다. (파일: {file})',
    nothingPrinted: '출력할 내용이 없습니다.',
  },
  fr: {
    head: [
      'Écrit par `gatewatch init` à partir de ce que contient le compte {account} dans {region}.',
      "Lisez-le, ôtez ce dont personne n'a besoin, puis : gatewatch plan --config {file}",
    ],
    nobodyNotified:
      "Personne n'est encore prévenu. Indiquez une adresse et ôtez le signe de commentaire :\nnotify:\n  email: [{ to: you@example.com, severity: [critical, warning] }]",
    discover:
      'Chaque cible ci-dessous est nommée, pour être lue et modifiée. Pour trouver aussi ce qui sera créé plus tard :\ndiscover: [{words}]',
    vpc: 'VPC {name} ({cidrs})',
    privateSubnet: '{zone}, privé',
    publicSubnet:
      "{zone}, public : une fonction n'y reçoit pas d'adresse publique ; les noms hors du VPC ne sont pas demandés",
    oneZone: 'Une seule zone : ce point est aveugle quand elle tombe.',
    target: {
      'storage-gateway-endpoint':
        'Le point de terminaison VPC de Storage Gateway : nom, ports, propriétaire du certificat, état.',
      'storage-gateway': "Une passerelle : les ports de ses clients, son horloge, et ce qu'AWS en sait.",
      'site-to-site-vpn':
        'Un VPN site à site : les deux tunnels et les routes. Ajoutez beyond: ["10.60.1.10:22"] avec une adresse de l\'autre côté.',
      'transit-gateway-attachment':
        'Un attachement de passerelle de transit : association, propagation, routes dans les deux sens.',
      'client-vpn': "Un point de terminaison Client VPN : associations, autorisation, et s'il répond.",
      'instance-connect-endpoint':
        'Un point de terminaison EC2 Instance Connect. Ajoutez instances: [i-…] pour contrôler les règles vers chaque instance.',
    },
    elsewhere: "AWS ne dit pas qu'il n'appartient qu'à ce VPC ; il n'est demandé que d'ici.",
    noAddress:
      "Son adresse n'est pas connue : la passerelle est hors ligne. Ajoutez address: pour l'interroger.",
    refused: "Pas cherché : {action} ({code}). Autorisez l'action et relancez gatewatch init.",
    unanswered: "Pas cherché : AWS n'a pas répondu à {action} ({code}). Relancez gatewatch init.",
    noSubnet:
      "{vpc} contient de quoi surveiller, mais aucun sous-réseau n'a pu être lu : il est laissé de côté.",
    written: '{file} : {vantages} points, {targets} cibles.',
    next: 'Ensuite : gatewatch plan --config {file}',
    nothing:
      'Rien à écrire : ce compte ne contient ni Storage Gateway, ni VPN, ni attachement de passerelle de transit, ni Client VPN, ni point Instance Connect dans {region}. Est-ce la bonne Région ? `gatewatch check` interroge sans compte.',
    nothingWritten: "{file} n'a pas été écrit.",
    nothingPrinted: "Il n'y a rien à afficher.",
  },
};

/** One line about what could not be looked for, with what helps. */
export function refusedLine(
  { code, action, answer }: { readonly code: string; readonly action: string; readonly answer?: string },
  { refused, unanswered }: InitTexts,
): string {
  return code === 'access-denied'
    ? fillText(refused, { code, action })
    : fillText(unanswered, { code: answer ?? code, action });
}
