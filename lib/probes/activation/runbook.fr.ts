import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
import type { KindTexts } from '../../core/runbook.ts';
import type { ActivationReason } from './spec.ts';

export const texts: KindTexts<ActivationReason> = {
  healthy:
    'La passerelle répond sur son port d’activation. La preuve indique si une clé a été demandée et reçue.',
  reasons: {
    'activation-port-closed': {
      title: 'Le port d’activation est fermé',
      summary:
        'Le port {port} de {host} ({address}) n’accepte aucune connexion ({how}). Le premier des deux chemins de l’activation est fermé.',
      meaning:
        'Qui active une passerelle lui demande une clé en HTTP sur le port 80. Ce port n’est ouvert que jusqu’à l’activation ; ensuite il est fermé, et c’est normal.',
      causes: [
        'La passerelle est déjà activée : son port 80 est alors fermé.',
        'Un groupe de sécurité, une ACL réseau ou un pare-feu entre ici et la passerelle abandonne les paquets vers le port 80.',
        'La machine virtuelle est éteinte, démarre encore, ou a une autre adresse.',
      ],
      steps: [
        'Si la passerelle est déjà activée, ce contrôle n’a rien à demander : utilisez gatewatch check --gateway.',
        'Autorisez TCP 80 d’ici vers la passerelle : règle entrante de son groupe de sécurité sur EC2, pare-feu local sur site. Elle peut être retirée après l’activation.',
        'Ouvrez la console locale de la passerelle (utilisateur admin, mot de passe par défaut « password », à changer) et comparez son adresse sous « Network Configuration ».',
        'Relancez depuis la machine avec laquelle vous activerez : c’est ce chemin qui compte.',
      ],
    },
    'activation-not-a-gateway': {
      title: 'La réponse ne vient pas d’une passerelle',
      summary:
        'Le port {port} de {host} ({address}) est ouvert, mais la réponse ne vient pas d’une passerelle : {said}.',
      meaning: 'Une passerelle qui attend son activation parle HTTP sur ce port. Ici, ce n’est pas le cas.',
      causes: [
        'L’adresse est celle d’une autre machine, ou le port est redirigé vers un autre service.',
        'Un pare-feu accepte la connexion, puis ne répond pas ou la coupe.',
        'La passerelle démarre encore.',
      ],
      steps: [
        'Ce qui a été vu signifie : {howMeans}',
        'Comparez {address} avec l’adresse que la console locale de la passerelle montre sous « Network Configuration ».',
        'Attendez cinq minutes après le premier démarrage d’une passerelle et relancez.',
      ],
    },
    'activation-wrong-address': {
      title: 'Un autre serveur web répond',
      summary:
        'Sur {host} ({address}) répond un autre serveur web, et non une passerelle en attente d’activation : {said}.',
      meaning:
        'La demande de clé a reçu une page ou une redirection. Soit l’adresse est fausse, soit un proxy ou un portail répond à la place de la passerelle.',
      causes: [
        'Le nom ou l’adresse est celui d’une autre machine.',
        'Un portail captif ou un proxy transparent répond pour le port 80.',
        'La passerelle est déjà activée et un autre service a reçu son adresse.',
      ],
      steps: [
        'Ce qui a été vu signifie : {howMeans}',
        'Comparez {address} avec l’adresse que la console locale de la passerelle montre sous « Network Configuration ».',
        'Demandez depuis le même sous-réseau que la passerelle : ce qui y diffère est le fait d’un équipement intermédiaire.',
      ],
    },
    'activation-gateway-cannot-reach-aws': {
      title: 'La passerelle n’atteint pas AWS',
      summary:
        'La passerelle {host} répond, mais elle n’a pas reçu de clé d’activation d’AWS pour {region} : {said}.',
      meaning:
        'Le chemin vers la passerelle est bon ; le second, de la passerelle vers {endpoint}, ne l’est pas. La passerelle dit « internal error » quelle que soit la cause.',
      causes: [
        'Un port vers AWS est fermé : 443 vers les points de terminaison publics ; 443, 1026, 1027, 1028, 1031 et 2222 vers un point de terminaison de VPC.',
        'L’inspection TLS remplace le certificat du point de terminaison d’activation.',
        `L’horloge de la passerelle est décalée de plus de ${CLOCK_LIMITS.skewedS} secondes.`,
        'L’image est périmée, ou le DNS privé mène les noms publics vers un point de terminaison de VPC.',
        'La passerelle est réglée sur un proxy qui refuse le port, ou ses serveurs DNS ne connaissent pas le point de terminaison.',
      ],
      steps: [
        'Lisez les autres constats de ce rapport : ce qui échoue d’ici vers {endpoint} échoue très probablement aussi depuis la passerelle.',
        'Sur la console locale de la passerelle (utilisateur admin, mot de passe par défaut « password », à changer), choisissez « Test Network Connectivity » avec le même type de point de terminaison et la même Région : chaque ligne doit dire [PASSED].',
        'Dans « Gateway Console » du même menu, tapez ncport pour le port et sslcheck pour le certificat : l’émetteur doit être Amazon.',
        `Dans « System Time Management », comparez l’horloge : ${CLOCK_LIMITS.skewedS} secondes, c’est trop. Sur EC2, l’instance doit atteindre les serveurs NTP en UDP 123.`,
        'Si un point de terminaison de VPC se trouve dans le même VPC et que le point de terminaison public est voulu : console VPC, Points de terminaison, Actions, « Modifier le nom DNS privé », et décochez l’activation.',
        'Déployez l’image la plus récente du bon type de passerelle ; les images de types différents ne sont pas interchangeables.',
      ],
    },
  },
  glossary: {
    'speaks-otherwise': 'les premiers mots sont d’un autre protocole que HTTP ; « SSH- » est un serveur SSH.',
    'hangs-up': 'la connexion a été acceptée, puis coupée sans réponse.',
    'says-nothing': 'la connexion a été acceptée, et rien n’a été envoyé.',
    'leads-away':
      'une redirection vers un autre site : un portail captif, une page de connexion ou une autre application.',
    'web-page': 'une page ou un statut d’un serveur web ordinaire.',
  },
};
