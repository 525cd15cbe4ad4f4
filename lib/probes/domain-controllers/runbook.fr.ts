import type { KindTexts } from '../../core/runbook.ts';
import type { DomainControllersReason } from './spec.ts';

export const texts: KindTexts<DomainControllersReason> = {
  healthy: 'Le DNS nomme les contrôleurs du domaine, et chacun fournit ce dont un membre a besoin.',
  reasons: {
    'domain-records-missing': {
      title: 'Le DNS ne nomme aucun contrôleur du domaine',
      summary:
        'L’enregistrement {record} ne donne aucun contrôleur de {domain} ({answer}, serveurs : {servers}).',
      meaning:
        'Un membre trouve ses contrôleurs par cet enregistrement. Sans lui, personne ne joint le domaine ni ne se connecte, quelles que soient les adresses configurées.',
      causes: [
        'Le serveur DNS n’est pas celui du domaine, et ne lui transfère pas le domaine.',
        'Le nom du domaine est mal écrit.',
        'Les contrôleurs ne se sont pas enregistrés (Netlogon), ou une zone _msdcs manque.',
      ],
      steps: [
        'Demandez l’enregistrement avec la première commande, et une fois à un contrôleur.',
        'Si un contrôleur le connaît, utilisez ici les serveurs DNS du domaine, ou transférez-leur le domaine.',
        'Si aucun contrôleur ne le connaît, exécutez `nltest /dsregdns` sur l’un d’eux.',
      ],
    },
    'controller-not-found': {
      title: 'Le nom d’un contrôleur n’a pas d’adresse',
      summary:
        'Le DNS nomme {controller} comme contrôleur de {domain}, sans lui donner d’adresse ({answer}).',
      meaning: 'Les membres qui choisissent ce contrôleur échouent, jusqu’à ce qu’ils en essaient un autre.',
      causes: [
        'Le contrôleur a été retiré et ses enregistrements sont restés.',
        'Son enregistrement d’adresse manque.',
      ],
      steps: [
        'Cherchez son nom avec la première commande.',
        'S’il n’existe plus, retirez ses enregistrements (nettoyage des métadonnées) ; sinon, enregistrez à nouveau son adresse.',
      ],
    },
    'controller-port-closed': {
      title: 'Un contrôleur de domaine ne répond pas sur un port',
      summary: '{controller} de {domain} ne répond pas sur : {closed}.',
      meaning:
        'Chaque port porte une étape de la jonction et de la connexion : DNS 53, Kerberos 88 et 464, LDAP 389, SMB 445. Sans l’un d’eux, les deux échouent. Les autres ne servent qu’à certaines fonctions.',
      causes: [
        'Un pare-feu ou un groupe de sécurité en chemin n’ouvre que certains ports.',
        'Un service du contrôleur est arrêté.',
      ],
      steps: [
        'Essayez le port avec la première commande, d’ici et depuis le réseau de la passerelle.',
        'Ouvrez chaque port cité, vers chaque contrôleur de la deuxième commande.',
      ],
    },
    'controller-clock-skewed': {
      title: 'L’horloge d’un contrôleur de domaine est fausse pour Kerberos',
      summary: 'L’horloge de {controller} a {offsetSeconds} s d’écart, mesuré d’ici ({domain}).',
      meaning:
        'Kerberos refuse les tickets dont l’heure diffère de cinq minutes ou plus. Les membres ne peuvent pas se connecter.',
      causes: [
        'Le contrôleur ou son hôte n’a pas de source de temps.',
        'C’est l’horloge d’ici qui est fausse : alors chaque contrôleur semble avoir le même écart.',
      ],
      steps: [
        'Comparez les deux horloges avec les commandes ci-dessous.',
        'Donnez une source de temps au contrôleur qui a le rôle PDC ; les autres le suivent.',
      ],
    },
  },
};
