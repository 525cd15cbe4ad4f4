import type { Locale } from '../../core/locale.ts';

/** What a gateway's own console shows and nobody else can, and the headings round it. */
export interface PreflightPhrases {
  readonly title: string;
  /** `{gateway} {region} {endpoint} {startedAt}` */
  readonly subject: string;
  readonly firstPath: string;
  readonly secondPath: string;
  readonly onConsole: string;
  readonly result: string;
  readonly signedOff: string;
  /** Only without a key: nobody but the gateway can show the second path. */
  readonly secondPathOnConsole: readonly string[];
  /** Always left to a person. */
  readonly always: readonly string[];
  readonly publicEndpoint: string;
  readonly vpcEndpoint: string;
  /** `{gateway}` */
  readonly noKeyAsked: string;
  readonly keyCame: string;
  /** `{gateway}` */
  readonly clockUnread: string;
}

/** Sources: "Troubleshooting gateway activation" and "Performing maintenance tasks on the local console", Storage Gateway User Guides. */
export const PREFLIGHT_PHRASES: Readonly<Record<Locale, PreflightPhrases>> = {
  en: {
    title: 'Activation preflight',
    subject: 'Gateway {gateway}, Region {region}, endpoint {endpoint}, {startedAt}',
    firstPath: 'Path 1: from here to the gateway',
    secondPath: 'Path 2: from the gateway to AWS, the same places asked from here',
    onConsole: "Only the gateway's own console or a person can show",
    result: 'Result',
    signedOff: 'Checked by (name, date):',
    secondPathOnConsole: [
      'Local console (user admin), "Test Network Connectivity" with this endpoint type and Region: every line says [PASSED].',
      '"Gateway Console", command sslcheck: the issuer is Amazon.',
    ],
    always: [
      '"System Time Management": the clock is at most 60 seconds off. On EC2 the menu is missing: the instance reaches {0..3}.amazon.pool.ntp.org on port 123.',
      'The image is the newest of the right gateway type; images of different types are not interchangeable.',
      'The default password of the local console (admin / password) is changed.',
    ],
    publicEndpoint:
      'No Storage Gateway VPC endpoint in the same VPC has "Enable Private DNS Name" switched on.',
    vpcEndpoint:
      "The security group of the VPC endpoint lets the gateway's address (or its proxy's) in on TCP 443, 1026-1028, 1031 and 2222.",
    noKeyAsked:
      'No key was asked of {gateway}, so the way from the gateway itself to AWS is not proven: the same places were asked from here. Its console shows it, or --mint-key.',
    keyCame: 'The gateway fetched a key from AWS: both paths of activation work. The key was thrown away.',
    clockUnread: 'The clock of {gateway} cannot be read from here: compare it on its console.',
  },
  ko: {
    title: '활성화 사전 점검',
    subject: '게이트웨이 {gateway}, 리전 {region}, 엔드포인트 {endpoint}, {startedAt}',
    firstPath: '경로 1: 이곳에서 게이트웨이까지',
    secondPath: '경로 2: 게이트웨이에서 AWS까지 (같은 곳을 이곳에서 확인)',
    onConsole: '게이트웨이 자체 콘솔이나 사람만 확인할 수 있는 항목',
    result: '결과',
    signedOff: '확인한 사람(이름, 날짜):',
    secondPathOnConsole: [
      '로컬 콘솔(사용자 admin)에서 이 엔드포인트 유형과 리전으로 "Test Network Connectivity"를 실행하면 모든 줄이 [PASSED]입니다.',
      '"Gateway Console"의 sslcheck 명령에서 발급자가 Amazon입니다.',
    ],
    always: [
      '"System Time Management"에서 시계 오차가 60초 이내입니다. EC2에는 이 메뉴가 없으므로 인스턴스가 123 포트로 {0..3}.amazon.pool.ntp.org에 닿는지 확인합니다.',
      '올바른 게이트웨이 유형의 최신 이미지입니다. 유형이 다른 이미지는 서로 바꿔 쓸 수 없습니다.',
      '로컬 콘솔의 기본 암호(admin / password)를 변경했습니다.',
    ],
    publicEndpoint:
      '같은 VPC의 Storage Gateway VPC 엔드포인트에서 "Enable Private DNS Name"이 꺼져 있습니다.',
    vpcEndpoint:
      'VPC 엔드포인트의 보안 그룹이 게이트웨이(또는 프록시)의 주소를 TCP 443, 1026-1028, 1031, 2222에 허용합니다.',
    noKeyAsked:
      '키를 요청하지 않았으므로 게이트웨이 자체에서 AWS까지의 경로는 증명되지 않았습니다. 같은 곳을 이곳에서 확인했을 뿐이며, 게이트웨이 콘솔이나 --mint-key로 증명할 수 있습니다. (게이트웨이: {gateway})',
    keyCame: '게이트웨이가 AWS에서 키를 받았습니다. 활성화의 두 경로가 모두 동작합니다. 키는 폐기했습니다.',
    clockUnread:
      '게이트웨이의 시계를 이곳에서 읽을 수 없습니다. 게이트웨이 콘솔에서 비교하십시오. (게이트웨이: {gateway})',
  },
  fr: {
    title: "Contrôle avant l'activation",
    subject: 'Passerelle {gateway}, Région {region}, point de terminaison {endpoint}, {startedAt}',
    firstPath: "Chemin 1 : d'ici vers la passerelle",
    secondPath: "Chemin 2 : de la passerelle vers AWS, les mêmes lieux interrogés d'ici",
    onConsole: "Seule la console de la passerelle, ou une personne, peut l'établir",
    result: 'Résultat',
    signedOff: 'Contrôlé par (nom, date) :',
    secondPathOnConsole: [
      'Console locale (utilisateur admin), « Test Network Connectivity » avec ce type de point de terminaison et cette Région : chaque ligne dit [PASSED].',
      "« Gateway Console », commande sslcheck : l'émetteur est Amazon.",
    ],
    always: [
      "« System Time Management » : l'horloge est décalée de 60 secondes au plus. Sur EC2 ce menu manque : l'instance atteint {0..3}.amazon.pool.ntp.org sur le port 123.",
      "L'image est la plus récente du bon type de passerelle ; les images de types différents ne sont pas interchangeables.",
      'Le mot de passe par défaut de la console locale (admin / password) est changé.',
    ],
    publicEndpoint:
      "Aucun point de terminaison de VPC de Storage Gateway du même VPC n'a « Enable Private DNS Name » activé.",
    vpcEndpoint:
      "Le groupe de sécurité du point de terminaison de VPC laisse entrer l'adresse de la passerelle (ou de son proxy) en TCP 443, 1026-1028, 1031 et 2222.",
    noKeyAsked:
      "Aucune clé n'a été demandée à {gateway} : le chemin de la passerelle elle-même vers AWS n'est donc pas prouvé, les mêmes lieux ont été interrogés d'ici. Sa console le montre, ou --mint-key.",
    keyCame:
      "La passerelle a obtenu une clé d'AWS : les deux chemins de l'activation fonctionnent. La clé a été jetée.",
    clockUnread: "L'horloge de {gateway} ne peut être lue d'ici : comparez-la sur sa console.",
  },
};
