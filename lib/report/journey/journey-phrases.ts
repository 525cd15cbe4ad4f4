import type { Locale } from '../../core/locale.ts';
import type { Journey } from '../../explain/journey/journey.ts';
import type { StepState, StepWhat } from '../../explain/journey/steps.ts';

interface JourneyPhrases {
  readonly what: Readonly<Record<StepWhat, string>>;
  readonly state: Readonly<Record<StepState, string>>;
  readonly direction: Readonly<Record<'in' | 'out', string>>;
  readonly there: string;
  readonly back: string;
  /** `{rule}` */
  readonly rule: string;
  readonly outcome: Readonly<Record<Journey['outcome'], string>>;
  /** `{unknown}` */
  readonly unknown: string;
  readonly fix: string;
  /** The same commands stand above. */
  readonly fixAbove: string;
  /** `{actions}` */
  readonly refused: string;
  /** `{takenAt} {region} {account}` */
  readonly snapshot: string;
  /** `{file}` */
  readonly changed: string;
  /** After journeys that are open and not listed: `{count}`. */
  readonly alsoOpen: string;
  /** What is said of an internet end. */
  readonly internet: string;
  readonly colon: string;
}

export const JOURNEY_PHRASES: Readonly<Record<Locale, JourneyPhrases>> = {
  en: {
    what: {
      'security-group': 'security group',
      'network-acl': 'network ACL',
      'route-table': 'route table',
      'nat-gateway': 'NAT gateway',
      'internet-gateway': 'internet gateway',
      'vpn-gateway': 'virtual private gateway',
      'transit-gateway': 'transit gateway',
      peering: 'peering connection',
      'vpc-endpoint': 'VPC endpoint',
      middlebox: 'next hop',
      host: 'outside the VPC',
    },
    state: { allowed: 'allowed', blocked: 'BLOCKED', unknown: 'unknown', 'not-seen': 'not seen' },
    direction: { in: 'inbound', out: 'outbound' },
    there: 'Forward',
    back: 'Return',
    rule: 'rule {rule}',
    outcome: {
      open: 'Open in both directions, as far as the rules of AWS go.',
      blocked: 'Blocked.',
      unknown: 'Unknown: what was read does not decide.',
    },
    unknown: 'cannot be decided without: {unknown}',
    fix: 'Fix',
    fixAbove: 'The fix is shown above.',
    refused: 'Not read, because AWS refused: {actions}. Allow these actions to see the whole path.',
    snapshot: 'From a snapshot of {region}, account {account}, taken at {takenAt}.',
    changed: 'With the changes of {file}. Nothing was changed in AWS.',
    alsoOpen: 'and {count} more pairs of addresses with the same result',
    internet: 'the internet',
    colon: ':',
  },
  ko: {
    what: {
      'security-group': '보안 그룹',
      'network-acl': '네트워크 ACL',
      'route-table': '라우팅 테이블',
      'nat-gateway': 'NAT 게이트웨이',
      'internet-gateway': '인터넷 게이트웨이',
      'vpn-gateway': '가상 프라이빗 게이트웨이',
      'transit-gateway': 'Transit Gateway',
      peering: '피어링 연결',
      'vpc-endpoint': 'VPC 엔드포인트',
      middlebox: '다음 홉',
      host: 'VPC 외부',
    },
    state: { allowed: '허용', blocked: '차단', unknown: '알 수 없음', 'not-seen': '확인 불가' },
    direction: { in: '인바운드', out: '아웃바운드' },
    there: '가는 경로',
    back: '돌아오는 경로',
    rule: '규칙 {rule}',
    outcome: {
      open: 'AWS 규칙상 양방향 모두 열려 있습니다.',
      blocked: '차단되었습니다.',
      unknown: '읽은 정보만으로는 판단할 수 없습니다.',
    },
    unknown: '판단에 필요한 정보: {unknown}',
    fix: '조치 명령',
    fixAbove: '조치 명령은 위에 있습니다.',
    refused: 'AWS가 거부하여 읽지 못했습니다. 전체 경로를 보려면 다음 작업을 허용하십시오. ({actions})',
    snapshot: '스냅샷을 사용했습니다. (리전: {region}, 계정: {account}, 생성 시각: {takenAt})',
    changed: '변경 파일을 적용한 결과입니다. AWS에는 아무것도 변경하지 않았습니다. (파일: {file})',
    alsoOpen: '같은 결과의 주소 쌍이 {count}개 더 있습니다',
    internet: '인터넷',
    colon: ':',
  },
  fr: {
    what: {
      'security-group': 'groupe de sécurité',
      'network-acl': 'ACL réseau',
      'route-table': 'table de routage',
      'nat-gateway': 'passerelle NAT',
      'internet-gateway': 'passerelle internet',
      'vpn-gateway': 'passerelle privée virtuelle',
      'transit-gateway': 'passerelle de transit',
      peering: "connexion d'appairage",
      'vpc-endpoint': 'point de terminaison de VPC',
      middlebox: 'saut suivant',
      host: 'hors du VPC',
    },
    state: { allowed: 'autorisé', blocked: 'BLOQUÉ', unknown: 'inconnu', 'not-seen': 'non visible' },
    direction: { in: 'entrant', out: 'sortant' },
    there: 'Aller',
    back: 'Retour',
    rule: 'règle {rule}',
    outcome: {
      open: "Ouvert dans les deux sens, d'après les règles d'AWS.",
      blocked: 'Bloqué.',
      unknown: 'Inconnu : ce qui a été lu ne permet pas de trancher.',
    },
    unknown: 'indécidable sans : {unknown}',
    fix: 'Commande corrective',
    fixAbove: 'La commande corrective est affichée plus haut.',
    refused: 'Non lu, car AWS a refusé : {actions}. Autorisez ces actions pour voir tout le chemin.',
    snapshot: "D'après un instantané de {region}, compte {account}, pris à {takenAt}.",
    changed: "Avec les modifications de {file}. Rien n'a été modifié dans AWS.",
    alsoOpen: "et {count} autres paires d'adresses avec le même résultat",
    internet: 'internet',
    colon: ' :',
  },
};
