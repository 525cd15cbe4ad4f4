import type { Locale } from '../core/locale.ts';
import type { LeftOut, LeftOutReason } from '../core/plan.ts';
import { fillText } from '../report/text/fill.ts';

type Why = LeftOutReason | 'not-chosen' | 'nothing-there';

/** What to do about a run in which nothing was checked, by what kept it. */
const TEXTS: Readonly<Record<Locale, Readonly<Record<'nothing' | Why, string>>>> = {
  en: {
    nothing: 'Nothing was checked.',
    'needs-aws':
      'Only AWS knows what these targets need. Give credentials with --profile, AWS_PROFILE or `aws sso login`.',
    'endpoint-unknown':
      'gatewatch.yaml names a VPC endpoint by id, and AWS was not asked for its name. Give AWS credentials, write its DNS name in place of the id, or run `gatewatch init`.',
    'no-way-out': 'This place has no way out of its network. Run the check from another place.',
    'not-from-here': 'Add --from-here to connect to the targets from this machine.',
    'not-chosen':
      '--only names checks that none of these targets has: {kinds}. Leave --only out to see what they have.',
    'nothing-there':
      'AWS holds nothing here that gatewatch checks. Is {region} the right Region? Choose another with --region.',
  },
  ko: {
    nothing: '점검한 항목이 없습니다.',
    'needs-aws':
      '이 대상은 AWS에 조회해야만 점검할 수 있습니다. --profile, AWS_PROFILE 또는 `aws sso login`으로 자격 증명을 제공하십시오.',
    'endpoint-unknown':
      'gatewatch.yaml에 VPC 엔드포인트가 ID로 적혀 있으나 AWS에서 이름을 조회하지 않았습니다. AWS 자격 증명을 제공하거나, ID 대신 DNS 이름을 적거나, `gatewatch init`을 실행하십시오.',
    'no-way-out': '이 위치에서는 네트워크 밖으로 나갈 수 없습니다. 다른 위치에서 점검하십시오.',
    'not-from-here': '이 장비에서 대상에 연결하려면 --from-here 옵션을 추가하십시오.',
    'not-chosen':
      '--only로 지정한 점검이 이 대상에는 없습니다. 어떤 점검이 있는지 보려면 --only 옵션을 빼십시오. (점검: {kinds})',
    'nothing-there':
      '이 리전에는 gatewatch가 점검할 항목이 없습니다. 리전이 맞는지 확인하고, 다르면 --region으로 지정하십시오. (리전: {region})',
  },
  fr: {
    nothing: "Rien n'a été vérifié.",
    'needs-aws':
      'Seul AWS peut répondre pour ces cibles. Donnez des identifiants avec --profile, AWS_PROFILE ou `aws sso login`.',
    'endpoint-unknown':
      "gatewatch.yaml nomme un point de terminaison VPC par son identifiant, et AWS n'a pas été interrogé. Donnez des identifiants AWS, écrivez son nom DNS, ou lancez `gatewatch init`.",
    'no-way-out': "Ce lieu n'a pas de sortie de son réseau. Lancez la vérification depuis un autre lieu.",
    'not-from-here': 'Ajoutez --from-here pour vous connecter aux cibles depuis cette machine.',
    'not-chosen':
      "--only nomme des vérifications qu'aucune de ces cibles ne comporte : {kinds}. Retirez --only pour voir celles qui existent.",
    'nothing-there':
      'AWS ne contient ici rien que gatewatch vérifie. {region} est-elle la bonne Région ? Choisissez-en une autre avec --region.',
  },
};

/** Says that nothing was checked, and for each cause what to do. */
export function nothingChecked(
  {
    leftOut,
    kinds,
    region,
  }: { readonly leftOut: readonly LeftOut[]; readonly kinds?: readonly string[]; readonly region?: string },
  locale: Locale,
): readonly string[] {
  const texts = TEXTS[locale];
  const causes: readonly Why[] =
    leftOut.length > 0
      ? [...new Set(leftOut.map(({ why }) => why))]
      : [kinds === undefined ? 'nothing-there' : 'not-chosen'];
  const values = { kinds: kinds?.join(', ') ?? '', region: region ?? '-' };
  return [texts.nothing, ...causes.map((cause) => fillText(texts[cause], values))];
}
