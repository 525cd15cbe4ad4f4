import type { StackTexts } from './texts.en.ts';

export const fr: StackTexts = {
  heartbeat:
    'Aucune exécution complète de ce point d’observation n’est arrivée depuis trois périodes. Ses cibles ne sont plus surveillées.\n1. Ouvrez le groupe de journaux de la fonction watch et cherchez les erreurs de ce point.\n2. Dans la console Lambda, testez la fonction watch avec {"vantage":"NOM"}.\n3. Vérifiez que la planification est active et que son rôle peut appeler la fonction.\n4. Vérifiez que la fonction probe est Active et que ses sous-réseaux ont des adresses libres.',
  unknown:
    'gatewatch n’a pas pu vérifier : un contrôle a planté, a manqué de temps, a été refusé ou limité par AWS, ou le point d’observation n’a pas de réseau. Cela ne dit rien des cibles.\n1. Lisez les constats « unknown » dans le journal de la fonction watch. Le motif nomme ce qui manque.\n2. access-denied : ajoutez l’action nommée au rôle. throttled : espacez la planification. out-of-time : répartissez les cibles sur plusieurs points. vantage-broken : vérifiez ses sous-réseaux, règles et serveurs de noms.',
  undelivered:
    'Des messages de gatewatch ne sont pas remis. L’un d’eux attend depuis plus de 10 minutes ou se trouve dans une file de lettres mortes.\n1. Ouvrez les files de lettres mortes dans la console SQS et lisez les messages.\n2. Lisez le journal de la fonction qui traite la file. Si toutes les files sont vides, lisez les lignes de type lost dans le journal de la fonction notify.\n3. Corrigez la cause (secret du webhook, autorisation, Slack), puis renvoyez les messages de la file.',
  functions:
    'Une fonction de gatewatch échoue ou est limitée. Des contrôles ou des messages peuvent manquer.\n1. Dans la console Lambda, ouvrez l’onglet Surveiller de chaque fonction de ce stage et cherchez Errors ou Throttles.\n2. Errors : lisez les dernières lignes de son groupe de journaux.\n3. Throttles : comparez les exécutions simultanées du compte à son quota et demandez une augmentation.',
  tick: 'La fonction notify n’a pas été appelée depuis 15 minutes. Aucun rappel, aucun résumé du jour et aucun rétablissement tardif n’est envoyé.\n1. Dans la console EventBridge Scheduler, vérifiez que la planification « tick » est active.\n2. Vérifiez que son rôle peut appeler la fonction notify.\n3. Lisez la file de lettres mortes des événements. Juste après le premier déploiement, cette alarme se termine d’elle-même.',
  test: 'Aucune métrique ne déclenche cette alarme. `gatewatch doctor` la déclenche manuellement pour faire passer un message de test par chaque canal. Rien n’est en panne.',
  dashboard: {
    alarms: 'Alarmes',
    report: 'Dernier rapport',
    reports: 'Derniers rapports',
    status: 'État (0 sain, 1 dégradé, 2 en panne ; sans valeur : inconnu)',
    liveness: 'Exécutions complètes, et contrôles qui n’ont pas abouti',
    findings: 'Derniers constats non sains',
  },
};
