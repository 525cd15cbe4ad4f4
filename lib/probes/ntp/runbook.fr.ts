import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
import type { KindTexts } from '../../core/runbook.ts';
import type { NtpReason } from './spec.ts';

export const texts: KindTexts<NtpReason> = {
  healthy: 'Les serveurs de temps répondent et concordent avec l’horloge du point d’observation.',
  reasons: {
    'vantage-clock-skewed': {
      title: 'L’horloge du point d’observation est fausse',
      summary:
        'L’horloge du point d’observation diffère de {offsetSeconds} s de celle des serveurs de temps. {agreeing} sur {answering} s’accordent ; positif : elle retarde.',
      meaning: `La majorité des serveurs de temps s’accorde sur une heure qui n’est pas celle de cette machine. À partir de ${CLOCK_LIMITS.criticalMin} minutes, les signatures des requêtes AWS sont refusées, des certificats paraissent expirés ou pas encore valides, et toute autre heure mesurée d’ici est fausse d’autant. Cela ne dit rien de l’horloge d’une passerelle.`,
      causes: [
        'Le service de temps de cette machine est arrêté, ou ses serveurs sont inaccessibles.',
        'Une machine virtuelle a été suspendue ou restaurée sans remise à l’heure.',
        'L’horloge de l’hyperviseur est fausse et s’impose à l’invité.',
      ],
      steps: [
        'Regardez l’état du service de temps avec les commandes ci-dessous : une source est-elle choisie, de quand date la dernière mise à jour ?',
        'Remettez l’horloge à l’heure aussitôt avec « chronyc makestep » (ou « w32tm /resync » sous Windows).',
        'Donnez à la machine des serveurs qu’elle peut joindre ; sur EC2, Amazon Time Sync Service à 169.254.169.123 n’a besoin d’aucune route.',
        'Si l’écart revient, corrigez l’horloge de l’hyperviseur ou désactivez sa synchronisation pour cet invité.',
      ],
    },
    'ntp-silent': {
      title: 'Aucun serveur de temps ne répond',
      summary: 'Aucun des serveurs de temps ne répond sur UDP {port} ({host}).',
      meaning:
        'Chaque serveur a été interrogé, deux fois, et rien n’est revenu. NTP n’a pas de connexion : si aucun ne répond, cela signifie que UDP 123 est abandonné à l’aller ou au retour.',
      causes: [
        'Un pare-feu, un groupe de sécurité ou une ACL réseau ne laisse pas sortir UDP 123, ou pas rentrer ses réponses.',
        'Les ACL réseau sont sans état : le port éphémère de la réponse, 1024-65535, n’est pas autorisé.',
        'Il n’y a pas de route vers Internet d’ici (pas de passerelle NAT) et les serveurs sont publics.',
      ],
      steps: [
        'Envoyez une requête à la main avec la commande ci-dessous, depuis cette machine et depuis le réseau de la passerelle.',
        'Autorisez UDP 123 en sortie depuis cette adresse dans le groupe de sécurité et le pare-feu ; dans les ACL réseau aussi UDP 1024-65535 en entrée.',
        'Si aucune route vers Internet n’est voulue, utilisez des serveurs internes : 169.254.169.123 sur EC2, les vôtres sur site, à saisir dans la console locale de la passerelle.',
        'Sur la console de la passerelle, « System Time Management » montre de combien son horloge a dérivé entre-temps.',
      ],
    },
    'ntp-refused': {
      title: 'Les requêtes de temps sont refusées',
      summary:
        'Les requêtes de temps vers {host} sur UDP {port} sont rejetées ({rejected} serveurs sur {asked} ; vu : {outcome}).',
      meaning:
        'La réponse est une erreur ICMP : rien n’écoute sur le port, ou un pare-feu ou routeur du chemin l’interdit. À la différence d’une absence de réponse, cela prouve qu’un équipement du chemin rejette explicitement.',
      causes: [
        'Un pare-feu rejette UDP 123 vers les serveurs extérieurs.',
        'Le service de temps d’un serveur interne est arrêté (ECONNREFUSED).',
        'Il n’y a pas de route vers le réseau des serveurs (EHOSTUNREACH, ENETUNREACH).',
      ],
      steps: [
        'Lisez le code des preuves : ECONNREFUSED désigne le serveur ou un pare-feu qui rejette, EHOSTUNREACH et ENETUNREACH la route.',
        'Pour un serveur interne, vérifiez que son service de temps tourne et écoute sur UDP 123.',
        'Sinon, demandez au responsable du pare-feu s’il rejette UDP 123 de cette adresse vers {address}.',
        'Ou bien configurez des serveurs de temps autorisés ici.',
      ],
    },
    'ntp-unsynchronised': {
      title: 'Un serveur de temps répond mais n’est pas synchronisé',
      summary: 'Le serveur de temps {host} répond sans heure utilisable ({says}).',
      meaning:
        'Le chemin fonctionne, mais le serveur dit que sa propre horloge n’est pas réglée (indicateur de saut 3, strate 0 ou 16), qu’il ne sert pas ce client (code « kiss »), ou envoie un paquet qui n’est pas du NTP. Les clients ignorent de telles réponses.',
      causes: [
        'Le serveur a perdu ses propres sources, souvent parce que sa sortie UDP 123 est bloquée.',
        'Le serveur vient de démarrer : la synchronisation prend quelques minutes.',
        'Code RATE : cette adresse l’interroge trop souvent ; DENY ou RSTR : ce client n’est pas admis.',
        'Un équipement intermédiaire ou un autre service répond sur ce port.',
      ],
      steps: [
        'Sur le serveur, regardez ses sources (« chronyc sources -v », « ntpq -pn ») et sa propre sortie UDP 123.',
        'S’il vient de démarrer, regardez de nouveau après 15 minutes.',
        'Après un code « kiss », ajoutez ce réseau aux lignes « allow » (chrony) ou « restrict » (ntpd) du serveur, ou réduisez la cadence.',
        'En attendant, donnez un autre serveur aux clients.',
      ],
    },
    'ntp-disagree': {
      title: 'Les serveurs de temps se contredisent',
      summary:
        'Le serveur de temps {host} est à {offsetSeconds} s de l’horloge du point d’observation et les autres serveurs ne le confirment pas ({agreeing} sur {answering} s’accordent).',
      meaning:
        'Les serveurs ne donnent pas la même heure. S’il y a une majorité, celui qui s’en écarte a tort ; sans majorité, ou avec une seule réponse, personne ne peut dire qui a raison.',
      causes: [
        'L’horloge d’un serveur est fausse (« falseticker ») ou il étale autrement les secondes intercalaires.',
        'Deux serveurs seulement sont configurés : une majorité en demande trois.',
        'Un pare-feu ou un portail répond lui-même en NTP pour certains noms.',
      ],
      steps: [
        'Comparez les écarts des preuves : le serveur isolé est le suspect.',
        'Retirez-le des réglages des passerelles et des hôtes, ou prévenez son responsable.',
        'Utilisez au moins trois serveurs d’origine indépendante, mieux quatre ; autour d’une seconde intercalaire, ne mêlez pas des serveurs qui l’étalent (time.aws.com, time.google.com) aux autres.',
      ],
    },
    'ntp-partly-silent': {
      title: 'Certains serveurs de temps ne répondent pas',
      summary: 'Le serveur de temps {host} ({address}) ne répond pas (vu : {outcome}), d’autres répondent.',
      meaning:
        'L’heure reste disponible chez les autres. Une passerelle qui n’aurait que ce serveur dériverait.',
      causes: [
        'Le serveur est arrêté, ou c’est un volontaire qui a quitté le pool.',
        'Un pare-feu n’autorise UDP 123 que vers certains serveurs.',
      ],
      steps: [
        'Regardez de nouveau après une heure : les volontaires d’un pool vont et viennent.',
        'Si les mêmes noms ne répondent toujours pas, comparez les règles du pare-feu pour {address} avec celles d’un serveur qui répond.',
        'Remplacez un serveur disparu dans les réglages des passerelles et des hôtes.',
      ],
    },
  },
};
