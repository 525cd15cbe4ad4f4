import type { DoctorTexts } from './texts.en.ts';

export const fr: DoctorTexts = {
  heading: { status: 'état', check: 'contrôle', found: 'constat' },
  status: { ok: 'OK', failed: 'EN PANNE', unknown: 'inconnu' },
  check: {
    function: 'fonction',
    worker: 'la file alimente la fonction',
    schedule: 'planification',
    alarm: 'alarme',
    subscription: 'abonnement',
    'dead-letters': 'lettres mortes',
    table: 'table',
    secret: 'secret',
    heartbeat: 'battement de cœur',
    report: 'dernier rapport',
    route: 'règle de routage',
    'test-alarm': 'test : de CloudWatch à la rubrique',
    'test-message': 'test : de notify aux messages',
    'test-channel': 'test : canal',
  },
  finding: {
    'in-order': 'OK',
    refused: 'n’a pas pu être vérifié : {code}, il manque {action} à ces identifiants',
    missing: 'n’existe pas : jamais déployé dans ce stage et cette Région, ou supprimé depuis',
    'function-not-active': 'ne peut pas tourner ({state}) : {why}',
    'worker-off':
      'la file n’alimente pas la fonction ({state}) : ce qui arrive attend et personne n’est prévenu',
    'schedule-off': 'est désactivée : rien n’est vérifié',
    'alarm-silenced': 'ses actions sont désactivées : elle change d’état sans prévenir personne',
    'alarm-elsewhere': 'n’agit pas sur la rubrique {topic} : quelqu’un l’a modifiée après le déploiement',
    unconfirmed:
      '{endpoint} n’a jamais confirmé l’abonnement à {topic} et ne reçoit rien : suivez le lien du courriel « AWS Notification - Subscription Confirmation » ; la commande le renvoie',
    unsubscribed: '{endpoint} n’est pas (ou plus) abonné à {topic} et ne reçoit rien',
    'nobody-told':
      'personne n’est abonné ; ce qui y passe n’atteint personne : ajoutez notify.email à gatewatch.yaml puis déployez, ou abonnez quelqu’un',
    'letters-lost':
      '{count} messages ont été abandonnés et n’ont atteint personne : lisez le journal de la fonction derrière la file, puis renvoyez-les',
    'table-not-active': 'est inutilisable ({state}) : incidents et mises en sourdine sont oubliés',
    'secret-missing':
      'ce secret n’existe pas : écrivez dans secret.txt ce qu’indique la page « Channels », lancez la commande, supprimez le fichier',
    'secret-deleted': 'va être supprimé : son canal ne recevra plus rien',
    'seen-at': 'vu pour la dernière fois : {at}',
    'route-fits-nothing':
      'ne correspond à aucune cible des derniers rapports et ne décide donc de rien : {what}',
    'never-seen':
      'jamais vu : aucune exécution complète n’est arrivée ; rien de ce que ce point surveille n’est surveillé',
    'seen-late': 'vu pour la dernière fois : {at}, il y a plus de trois périodes',
    'loop-never-seen':
      'jamais vu : `gatewatch run` de ce point local ne tourne pas, ou il manque à ses identifiants cloudwatch:PutMetricData (battement) ou dynamodb:PutItem (rapport)',
    'loop-seen-late':
      'vu pour la dernière fois : {at} ; `gatewatch run` de ce point local s’est arrêté ou n’atteint plus CloudWatch',
    'handed-over': 'CloudWatch a remis l’alarme de test à la rubrique',
    'not-handed-over':
      'CloudWatch n’a pas pu remettre l’alarme à la rubrique, ni aucune autre alarme. S’il est question de chiffrement ou de KMS, c’est la politique de la clé alias/{stack}. CloudWatch dit : {why}',
    'not-handed-over-yet': 'l’historique de l’alarme ne montre aucune action après {seconds} s',
    told: 'notify a publié le message de test',
    'not-told': 'notify n’a rien publié en {seconds} s : sa file, sa fonction ou son journal disent pourquoi',
    'channel-took-it': '{title} a pris le message',
    'channel-refused': '{title} n’a pas pris le message : {why}',
    'channel-silent': 'la fonction n’a rien remis à {title} en {seconds} s',
  },
  reason: 'gatewatch doctor : test de la remise des messages, lancé par une personne.',
  fix: 'Commande corrective',
  waiting: 'L’alarme de test {alarm} est déclenchée ; attente de sa notification, {seconds} s au plus.',
  notTried:
    'Aucune alarme de test n’a été déclenchée (--no-test) : la remise des messages n’a pas été testée.',
  runNow: 'Vérifiez maintenant que le message de test est arrivé',
  recheck: {
    email: 'boîte {endpoint}',
    channel: '{title} : là où mène le secret {secret}',
    bus: '{title} : les règles du bus d’événements {bus}',
    chat: 'le canal qu’Amazon Q Developer associe à {topic}',
    other: 'abonné {endpoint} ({protocol})',
  },
  totals: '{ok} OK, {failed} en panne, {unknown} non vérifiés',
};
