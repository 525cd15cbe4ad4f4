import type { NothingChecked } from './nothing-checked-texts.en.ts';

export const fr: NothingChecked = {
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
};
