import type { NothingChecked } from './nothing-checked-texts.en.ts';

export const fr: NothingChecked = {
  nothing: 'Rien n’a été vérifié.',
  'needs-aws':
    'Ces cibles ne peuvent être vérifiées qu’auprès d’AWS. Indiquez des identifiants AWS avec --profile, AWS_PROFILE ou `aws sso login`.',
  'endpoint-unknown':
    'gatewatch.yaml désigne un point de terminaison de VPC par son ID, et AWS n’a pas été interrogé sur son nom DNS. Indiquez des identifiants AWS, écrivez le nom DNS à la place de l’ID, ou lancez `gatewatch init`.',
  'no-way-out':
    'Ce point d’observation n’a aucune sortie vers l’extérieur de son réseau. Lancez le contrôle depuis un autre point.',
  'not-from-here': 'Ajoutez --from-here pour vous connecter aux cibles depuis cette machine.',
  'not-chosen':
    '--only nomme des contrôles qu’aucune de ces cibles ne comporte : {kinds}. Retirez --only pour voir ceux qui existent.',
  'nothing-there':
    'Ce compte AWS ne contient rien que gatewatch sache vérifier ici. {region} est-elle la bonne Région ? Choisissez-en une autre avec --region.',
};
