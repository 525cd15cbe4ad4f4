import type { WidgetPhrases } from './widget-phrases.en.ts';

export const fr: WidgetPhrases = {
  moreTargets: { one: '+{count} autre cible', other: '+{count} autres cibles' },
  checkNow: 'Vérifier maintenant',
  lastRun: 'Dernière exécution le {startedAt}, il y a {age}.',
  justChecked:
    'Vérifié à l’instant, en {durationMs} ms. Cette exécution n’a rien publié : alarmes et messages suivent la planification.',
  nextRun: 'Prochaine dans {wait}.',
  nextRunNow: 'Prochaine imminente.',
  noRun:
    'Ce point d’observation n’a encore rien vérifié. Une exécution est prévue par période ({period}) : son rapport s’affiche ici dès qu’elle est terminée. Si rien ne vient, lisez le journal de la fonction watch.',
  onPremises:
    'Ce point d’observation est sur site : gatewatch run y effectue les contrôles, et la table n’en contient aucun rapport. Avec --publish cloudwatch et le droit d’écrire dans la table, son dernier rapport s’affiche ici.',
  stale:
    'Ce rapport date de {age}, alors qu’une exécution est prévue par période ({period}) : les {missed} dernières n’ont rien laissé. Ce qu’il dit n’est peut-être plus vrai, et rien n’est surveillé d’ici en attendant.',
  runFailed: 'L’exécution a échoué, rien de nouveau n’est connu : {why}',
  notReadable: 'Le dernier rapport n’a pas pu être lu : {why}',
  keptFollows: 'Le dernier rapport conservé suit.',
  allHealthy: 'Tout ce qui a été vérifié est sain.',
  leftOut:
    'Constats qui ne tiennent pas dans un widget : {count}. Le journal de la fonction watch les contient tous.',
  badParameters: 'Les paramètres de ce widget sont inutilisables',
  about:
    'Le dernier rapport de chaque point d’observation : ce qui est en panne, les preuves, la commande corrective et la marche à suivre. *Vérifier maintenant* relance les contrôles et affiche le résultat ; rien n’est publié.',
  parameters: 'Paramètres',
  parameter: {
    vantage: 'Un point d’observation de gatewatch.yaml : {known}. Absent : tous.',
    lang: 'en, ko ou fr. Absent : {language}, comme dans gatewatch.yaml.',
  },
  permission:
    'Pour voir ce widget, il faut le droit `lambda:InvokeFunction` sur cette fonction et autoriser une fois son exécution.',
};
