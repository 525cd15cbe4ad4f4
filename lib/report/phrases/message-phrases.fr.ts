import type { MessagePhrases } from './message-phrases.en.ts';

export const MESSAGE_PHRASES_FR: MessagePhrases = {
  state: {
    failed: 'EN PANNE',
    degradedNow: 'PANNE, dégradé à présent',
    recoveredAlready: 'PANNE, sain à présent',
    unknownNow: 'PANNE, non vérifié à présent',
    stillFailed: 'TOUJOURS EN PANNE',
    stillFailedFor: 'TOUJOURS EN PANNE depuis {duration}',
    afterMaintenance: 'TOUJOURS EN PANNE après sourdine ou maintenance',
    recovered: 'RÉTABLI',
    recoveredAfter: 'RÉTABLI après {duration}',
    improved: 'AMÉLIORÉ',
    alarm: 'ALARME',
    alarmOver: 'FIN D’ALARME',
    alarmOverAfter: 'FIN D’ALARME après {duration}',
    alarmWithoutData: 'ALARME SANS DONNÉES',
    test: 'TEST',
    manyFailed: '{count} EN PANNE à la fois',
    manyAlarms: '{count} ALARMES à la fois',
    manyRecovered: '{count} AMÉLIORATIONS à la fois',
    daily: 'RÉSUMÉ DU JOUR',
    afterQuiet: 'APRÈS LES HEURES CALMES',
    targetFound: 'NOUVELLE CIBLE',
    targetsFound: '{count} NOUVELLES CIBLES',
    targetGone: 'CIBLE DISPARUE',
    targetsGone: '{count} CIBLES DISPARUES',
    targetsChanged: '{count} CIBLES NOUVELLES OU DISPARUES',
  },
  colon: ' :',
  headline: '{state} : {what}',
  label: {
    vantage: 'Vérifié depuis',
    target: 'Cible',
    owner: 'Responsable',
    check: 'Contrôle',
    severity: 'Gravité',
    addresses: 'Adresses',
    since: 'Depuis',
    detectedAfter: 'Détecté après',
    lasted: 'Durée',
    before: 'Motif précédent',
    alarm: 'Alarme',
    origin: 'Installation',
  },
  severity: { critical: 'critique', warning: 'avertissement', info: 'information' },
  ago: '{time} (il y a {duration})',
  sinceUnknown: 'inconnu : la table qui l’enregistre n’a pas répondu',
  recheck: {
    otherReason:
      'Le motif a changé. Il avait été annoncé comme {before} ; la suite porte sur ce que montre un nouveau contrôle.',
    degradedNow:
      'Un nouveau contrôle trouve la cible dégradée, et non plus en panne. La suite porte sur ce qui reste.',
    recoveredAlready:
      'Un nouveau contrôle trouve la cible saine ; l’alarme suivra. Si cela se répète, consultez l’historique de l’alarme.',
    unknownNow: 'Un nouveau contrôle n’a rien pu dire ({reason}). La suite explique pourquoi.',
    notRechecked: {
      'no-answer': 'Aucun nouveau contrôle n’a pu être fait : la fonction watch n’a pas répondu à temps.',
      'on-premises':
        'Aucun nouveau contrôle n’a été fait : ce point d’observation est sur site et ne peut pas être appelé d’ici.',
      'not-watched': 'Aucun nouveau contrôle n’a été fait : cette cible n’est plus surveillée.',
    },
    lastLogged: 'La suite est le dernier constat enregistré, daté de {time}.',
  },
  stillOpen:
    'La panne a cessé, mais la cible n’est pas saine. L’incident reste ouvert jusqu’à ce qu’elle le soit.',
  moreBelow: '+{count} plus bas',
  alarmTitle: {
    heartbeat: {
      starts: '{vantage} : aucun contrôle ne s’exécute',
      startedFor: '{vantage} : aucun contrôle depuis {duration}',
      ends: '{vantage} : les contrôles ont repris',
    },
    unknown: {
      starts: '{vantage} : les contrôles n’aboutissent plus',
      ends: '{vantage} : les contrôles aboutissent de nouveau',
    },
    undelivered: {
      starts: 'Des messages ne sont pas remis',
      ends: 'Les messages sont de nouveau remis',
    },
    'evaluation-error': {
      starts: 'CloudWatch ne peut pas évaluer des alarmes',
      ends: 'CloudWatch évalue de nouveau les alarmes',
    },
    'client-certificates': {
      starts: 'Un équilibreur de charge refuse des certificats clients',
      ends: 'Un équilibreur de charge refuse moins de clients',
    },
  },
  alarm: {
    heartbeat: {
      starts: 'Rien n’est surveillé depuis {vantage} tant que les contrôles n’ont pas repris.',
      ends: 'gatewatch contrôle de nouveau depuis {vantage}.',
    },
    unknown: {
      starts: 'Cela ne dit rien des cibles elles-mêmes.',
      ends: 'Les contrôles depuis {vantage} aboutissent de nouveau.',
    },
    undelivered: {
      starts: 'Des messages de gatewatch sont bloqués : quelqu’un n’a pas été prévenu.',
      ends: 'Plus aucun message de gatewatch n’est bloqué.',
    },
    'partial-data': {
      starts:
        'CloudWatch n’évalue qu’une partie des données de ces alarmes. gatewatch lit les autres pannes dans ses rapports et les signale quelques minutes plus tard. Surveillez moins de cibles par point, ou choisissez `metrics: summary`.',
      ends: 'CloudWatch évalue de nouveau toutes les données des alarmes.',
    },
    'evaluation-error': {
      starts:
        'CloudWatch ne peut pas évaluer ces alarmes : elles ne signalent rien, quelle que soit la panne. La raison suit le nom de chacune. Redéployez gatewatch, puis consultez l’alarme dans CloudWatch si rien ne change.',
      ends: 'CloudWatch évalue de nouveau les alarmes.',
    },
    'client-certificates': {
      starts: 'Un équilibreur de charge refuse des clients à cause de leurs certificats.',
      ends: 'L’équilibreur de charge ne refuse plus autant de clients.',
    },
    check: {
      starts:
        'Un contrôle est en alarme, mais on ignore ce qu’il a trouvé : ni un nouveau contrôle ni le journal n’ont pu le dire. Considérez la cible comme en panne.',
      ends: 'Le contrôle n’est plus en alarme.',
    },
    test: {
      starts: 'Ceci est un test. Si vous le lisez, ce canal fonctionne ; il n’y a rien à faire.',
      ends: 'Ceci est un test. Si vous le lisez, ce canal fonctionne ; il n’y a rien à faire.',
    },
    foreign: {
      starts:
        'Un message que gatewatch n’a pas créé est arrivé sur sa rubrique d’alarmes. Il est transmis tel quel.',
      ends: 'Une alarme que gatewatch n’a pas créée est terminée.',
    },
  },
  heading: {
    path: 'Chemin',
    mute: 'Pour mettre cette cible en sourdine',
    stateReason: 'Ce que dit CloudWatch',
    places: 'Liens',
    byReason: 'Par motif',
    failed: 'En panne',
    degraded: 'Dégradé',
    muted: 'En sourdine, et pas sain',
    recovered: 'Rétabli',
    alarms: 'Alarmes de gatewatch',
    found: 'Nouveau',
    gone: 'Disparu',
  },
  place: { alarm: 'Alarme', dashboard: 'Tableau de bord', runbook: 'Procédure', logs: 'Journaux' },
  digest: {
    manyAtOnce:
      'Un seul message pour {count} contrôles en panne en même temps. Cherchez d’abord ce qu’ils ont en commun.',
    manyAlarms:
      'Un seul message pour {count} alarmes de gatewatch. Cherchez d’abord ce qu’elles ont en commun : une planification, un rôle, une fonction, la Région.',
    manyOfBoth:
      'Un seul message pour ce qui a commencé en même temps (contrôles : {failed}, alarmes : {alarms}). Cherchez d’abord ce qu’ils ont en commun : une planification, un rôle, une fonction, la Région.',
    oneMore:
      'Cela suit de peu d’autres pannes, annoncées une par une. Cherchez d’abord ce qu’elles ont en commun ; le tableau de bord les montre toutes.',
    alarmsOver: 'Alarmes de gatewatch terminées : {count}.',
    manyRecovered: 'Rétablis : {recovered} ; améliorés mais encore dégradés : {degraded}.',
    daily: 'En panne : {failed} ; dégradés : {degraded} ; en sourdine : {muted}.',
    afterQuiet:
      'Messages non envoyés pendant les heures calmes. En panne : {failed} ; améliorés mais encore dégradés : {degraded} ; rétablis : {recovered}.',
    nothing: 'Rien n’est en panne, dégradé ou en sourdine.',
    more: '… et {count} de plus ; le tableau de bord les montre tous.',
    found: 'AWS liste un objet qui n’existait pas auparavant. Il est contrôlé dès à présent.',
    gone: 'AWS ne liste plus un objet qui était contrôlé. Ses contrôles prennent fin.',
    endedWithIt: 'Ses incidents ouverts sont clos ; les contrôles sont entre parenthèses.',
  },
  cut: '… (coupé ; le journal contient tout)',
  unit: { day: ' j', hour: ' h', minute: ' min', second: ' s' },
};
