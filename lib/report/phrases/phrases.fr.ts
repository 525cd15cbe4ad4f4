import type { Phrases } from './phrases.en.ts';

export const PHRASES_FR: Phrases = {
  status: { healthy: 'sain', degraded: 'DÉGRADÉ', failed: 'EN PANNE', unknown: 'non vérifié' },
  heading: {
    target: 'cible',
    check: 'contrôle',
    status: 'état',
    finding: 'constat',
    evidence: 'Preuves',
    explanation: 'Cause et commande corrective',
    fixShownAt: 'Les commandes sont affichées plus haut, sous {place}.',
    explanationsLeftOut: '… autres causes : {count}. Le rapport JSON les contient toutes.',
    causes: 'Causes probables',
    steps: 'Que faire',
    commands: 'Commandes',
    links: 'Pour en savoir plus',
    doesNotProve: 'Ce que cela ne prouve pas',
  },
  colon: ' :',
  totals: '{healthy} sains, {degraded} dégradés, {failed} en panne, {unknown} non vérifiés',
  askedFrom: 'Vérifié depuis {vantage} · {startedAt} · {durationMs} ms',
  nothingAsked: 'Rien n’a été vérifié.',
  copy: 'Copier',
  copied: 'Copié',
  checkedAt: 'Heure de la vérification',
  allSteps: 'Commandes et toutes les étapes : gatewatch runbook MOTIF',
  progress: 'en cours : {done} réponses sur {all}',
  doesNotProve: {
    'local-vantage':
      'Le contrôle a été fait depuis {vantage}. Une passerelle ou un client situé ailleurs peut rencontrer d’autres routes, règles et proxys.',
    'vpc-vantage':
      'Le contrôle a été fait depuis l’intérieur du VPC ({vantage}). On n’y voit aucun pare-feu, proxy ou équipement d’inspection du côté local, et un point d’observation dans un autre sous-réseau que la passerelle peut rencontrer d’autres règles.',
    'vpc-vantage-placed':
      'Le contrôle a été fait depuis l’intérieur du VPC ({vantage}). On n’y voit aucun pare-feu, proxy ou équipement d’inspection du côté local.',
    'other-subnet':
      '{target} ({address}) est dans {subnet} ; {vantage} regarde depuis {subnets} : d’autres ACL réseau, routes et groupes de sécurité peuvent s’y appliquer.',
    'other-network':
      '{target} ({address}) n’est pas dans le VPC de {vantage} ({vpc}) : les règles, routes, proxys et pare-feu qui l’entourent n’ont pas été rencontrés d’ici.',
    'behind-interceptor':
      '{target} : TLS vers {subjects} est intercepté. L’intercepteur répond à la place du serveur, même mort ; des ports ouverts sur ce chemin ne prouvent donc rien du serveur.',
    'vantage-clock':
      'Les serveurs de temps ont été comparés à l’horloge de {vantage}. Cela ne dit rien de l’horloge d’une passerelle.',
    'ntp-over-tcp':
      'TCP 123 n’a pas été contrôlé. NTP utilise UDP 123 ; un serveur de temps n’a besoin d’aucun port TCP.',
    'no-way-out': '{target} n’a pas été interrogé : {vantage} n’a pas de sortie de son réseau.',
    'endpoint-unknown':
      '{target} n’a pas été interrogé : le point de terminaison de VPC, ou sa Région, est inconnu.',
    'on-premises':
      '{vantage} est sur site : il est interrogé là-bas, par `gatewatch run`, et ne fait pas partie de ce rapport.',
    'needs-aws':
      '{target} : les règles, les routes et l’état des objets AWS n’ont pas été vérifiés, car cette exécution n’a pas d’identifiants AWS.',
    'not-from-here':
      '{target} : seul AWS a été interrogé. Les ports et les certificats n’ont pas été testés d’ici : ajoutez --from-here pour les tester.',
  },
  betweenVantages: {
    site: {
      sentence: 'Échoue depuis {fails}, fonctionne depuis {works} : la cause est du côté du site.',
      cause:
        'Le pare-feu, le proxy, une route ou le résolveur du site, ou une règle qui n’autorise pas le site.',
    },
    vpc: {
      sentence: 'Échoue depuis {fails}, fonctionne depuis {works} : la cause est du côté du VPC.',
      cause:
        'Les groupes de sécurité, ACL réseau, routes ou résolveur du VPC, ou une règle qui n’autorise pas le VPC.',
    },
    vantage: {
      sentence: 'Échoue depuis {fails}, fonctionne depuis {works} : la cause est du côté de {fails}.',
      cause: 'Une règle, une route, un proxy ou un résolveur de {fails}, ou une règle qui ne l’autorise pas.',
    },
    target: {
      sentence: 'Échoue depuis {fails} : la cause est dans la cible ou sur un chemin commun.',
      cause: 'La cible elle-même, ou un chemin commun à {fails}.',
    },
  },
};
