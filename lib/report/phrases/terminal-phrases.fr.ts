import type { TerminalPhrases } from './terminal-phrases.en.ts';

export const fr: TerminalPhrases = {
  count: {
    failed: { one: '{count} en panne', other: '{count} en panne' },
    degraded: { one: '{count} dégradé', other: '{count} dégradés' },
    unknown: { one: '{count} non vérifié', other: '{count} non vérifiés' },
    healthy: { one: '{count} sain', other: '{count} sains' },
  },
  targets: { one: '{count} cible', other: '{count} cibles' },
  from: '{targets} depuis {vantage}',
  thisMachine: 'cette machine',
  label: {
    cause: 'Cause',
    likely: 'Probable',
    fix: 'Correction',
    next: 'À faire',
    command: 'Lancer',
    references: 'Voir',
  },
  blocked: '{check} non vérifié. À corriger avant : {lower}',
  morePlaces: { one: '+{count} autre endroit', other: '+{count} autres endroits' },
  moreCommands: {
    one: '+{count} autre commande : --explain',
    other: '+{count} autres commandes : --explain',
  },
  moreCauses: {
    one: '+{count} autre cause : --explain',
    other: '+{count} autres causes : --explain',
  },
  limits: {
    one: '{count} point que ceci ne prouve pas',
    other: '{count} points que ceci ne prouve pas',
  },
  explainMore: 'Preuves, causes probables et étapes : --explain',
  nothingChecked: 'Rien n’a été vérifié.',
};
