import type { WidgetPhrases } from './widget-phrases.en.ts';

export const fr: WidgetPhrases = {
  checkNow: 'Vérifier maintenant',
  lastRun: 'Dernier passage le {startedAt}, il y a {age}, en {durationMs} ms.',
  justChecked:
    "Passage fait à l'instant, en {durationMs} ms. Il n'a rien publié : alarmes et messages suivent la planification.",
  nextRun: 'Le prochain est prévu dans {wait}.',
  nextRunNow: 'Le prochain est prévu maintenant.',
  noRun:
    "Aucun passage de ce point d'observation n'a encore eu lieu. Il y en a un par période ({period}) : son rapport s'affiche ici dès qu'il est fait. Si rien ne vient, lisez le journal de la fonction watch.",
  onPremises:
    "Ce point d'observation est sur site : gatewatch run y pose les questions, et la table n'en contient aucun rapport. Avec --publish cloudwatch et le droit d'écrire dans la table, son dernier rapport s'affiche ici.",
  stale:
    "Ce rapport date de {age}, alors qu'un passage est prévu par période ({period}) : les {missed} derniers n'ont rien laissé. Ce qu'il dit n'est peut-être plus vrai, et rien n'est surveillé d'ici en attendant.",
  runFailed: "Le passage a échoué, on n'apprend rien de nouveau : {why}",
  notReadable: "Le dernier rapport n'a pas pu être lu : {why}",
  keptFollows: 'Ce qui suit est le dernier rapport gardé.',
  allHealthy: 'Tout ce qui a été demandé est sain.',
  leftOut:
    'Constats qui ne tiennent pas dans un widget : {count}. Le journal de la fonction watch les contient tous.',
  badParameters: 'Les paramètres de ce widget sont inutilisables',
  about:
    "Le dernier rapport de chaque point d'observation : ce qui est en panne, les preuves, la commande qui le répare et la marche à suivre. *Vérifier maintenant* regarde de nouveau et montre ce qu'il trouve ; rien n'est publié.",
  parameters: 'Paramètres',
  parameter: {
    vantage: "Un point d'observation de gatewatch.yaml : {known}. Absent : tous.",
    lang: 'en, ko ou fr. Absent : {language}, comme dans gatewatch.yaml.',
  },
  permission:
    "Qui regarde le tableau de bord doit avoir `lambda:InvokeFunction` sur cette fonction, et autorise une fois l'exécution du widget.",
};
