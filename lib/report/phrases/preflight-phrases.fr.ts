import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
import type { PreflightPhrases } from './preflight-phrases.en.ts';

export const fr: PreflightPhrases = {
  title: 'Contrôle avant l’activation',
  subject: 'Passerelle {gateway}, Région {region}, point de terminaison {endpoint}, {startedAt}',
  firstPath: 'Chemin 1 : d’ici vers la passerelle',
  secondPath: 'Chemin 2 : de la passerelle vers AWS, les mêmes destinations vérifiées d’ici',
  fromAws:
    'Ce que dit AWS : l’image, le point de terminaison de VPC et les règles de la passerelle jusqu’à lui',
  onConsole: 'À établir sur la console de la passerelle ou par une personne',
  result: 'Résultat',
  signedOff: 'Contrôlé par (nom, date) :',
  networkTest:
    'Console locale (utilisateur admin), « Test Network Connectivity » avec ce type de point de terminaison et cette Région : chaque ligne affiche [PASSED].',
  onlyThere:
    '{place} ({role}), depuis la passerelle elle-même. D’ici : {here}. Dans « Gateway Console », l’émetteur doit être Amazon : {commands}',
  shownByKey: '{place} ({role}) : la passerelle elle-même l’a atteint, puisqu’elle a obtenu une clé.',
  here: { reached: 'atteint', failed: 'non atteint', 'not-checked': 'non vérifié' },
  clock: `« System Time Management » : l’horloge est décalée de ${CLOCK_LIMITS.skewedS} secondes au plus. Sur EC2, ce menu n’existe pas : l’instance atteint {0..3}.amazon.pool.ntp.org sur le port 123.`,
  image:
    'L’image est la plus récente pour le bon type de passerelle ; les images de types différents ne sont pas interchangeables.',
  password: 'Le mot de passe par défaut de la console locale (admin / password) a été changé.',
  publicEndpoint:
    'Aucun point de terminaison de VPC de Storage Gateway du même VPC n’a « Enable Private DNS Name » activé.',
  vpcEndpoint:
    'Le groupe de sécurité du point de terminaison de VPC laisse entrer l’adresse de la passerelle (ou de son proxy) en TCP 443, 1026-1028, 1031 et 2222.',
  noKeyAsked:
    'Aucune clé n’a été demandée à {gateway} : le chemin de la passerelle elle-même vers AWS n’est donc pas prouvé. Les mêmes destinations ont été vérifiées d’ici. Pour prouver ce chemin, utilisez la console de la passerelle ou --mint-key.',
  keyCame:
    'La passerelle a obtenu une clé d’AWS : les deux chemins de l’activation fonctionnent. La clé n’a pas été conservée.',
  clockUnread:
    'L’horloge de {gateway} ne peut pas être lue d’ici : vérifiez-la sur la console de la passerelle.',
};
