import type { HistoryPhrases } from './history-phrases.en.ts';

export const fr: HistoryPhrases = {
  day: '24 dernières heures',
  strip:
    '24 dernières heures : {failed} h en panne, {degraded} h dégradées, {healthy} h saines, {unknown} h non vérifiées',
  since: 'En panne depuis le {time}.',
  uptime: '{days} j : {percent} des heures sans panne',
  notChecked: '({hours} h non vérifiées)',
  measured: {
    ConnectTime: 'temps de connexion',
    HandshakeTime: 'temps de négociation TLS',
    ClockOffset: 'décalage de l’horloge',
    DaysUntilExpiry: 'certificat',
  },
  overview: 'Tous les points d’observation',
  asOf: 'État au {time}',
  allWell: 'Tout est sain.',
};
