import type { KindTexts } from '../../core/runbook.ts';
import type { ClientVpnReason } from './spec.ts';

export const texts: KindTexts<ClientVpnReason> = {
  healthy:
    'Le point de terminaison Client VPN est disponible, associé à ses sous-réseaux et laisse passer les utilisateurs.',
  reasons: {
    'client-vpn-missing': {
      title: 'Le point de terminaison Client VPN n’existe pas',
      summary: 'Il n’y a pas de point de terminaison Client VPN {endpoint} dans ce compte et cette Région.',
      meaning:
        'AWS ne connaît aucun point de terminaison de cet identifiant. Supprimé, il emporte son nom DNS : chaque client doit recevoir un nouveau fichier de configuration.',
      causes: [
        'La pile a été reconstruite : le nouveau a un autre identifiant et un autre nom DNS.',
        'Il a été supprimé, ou appartient à un autre compte ou à une autre Région.',
        'L’identifiant de la configuration est mal écrit.',
      ],
      steps: [
        'Listez les points de terminaison avec la première commande et comparez les identifiants.',
        'S’il a été reconstruit, inscrivez le nouvel identifiant dans gatewatch.yaml et distribuez la nouvelle configuration aux clients.',
        'Si personne ne voulait le supprimer, cherchez qui l’a fait avec la deuxième commande.',
      ],
    },
    'client-vpn-not-available': {
      title: 'Le point de terminaison Client VPN n’est pas disponible',
      summary:
        'Le point de terminaison Client VPN {endpoint} est dans l’état {state} (AWS dit : {stateMessage}).',
      meaning: 'Seul un point de terminaison dans l’état available accepte des connexions.',
      causes: [
        'Il est en cours de suppression.',
        'Son attachement à une passerelle de transit n’est pas encore accepté ou créé.',
      ],
      steps: [
        'Lisez l’état et son message avec la première commande.',
        'S’il est en attente, regardez ses sous-réseaux avec la deuxième commande, ou son attachement, et patientez dix minutes.',
        'S’il est en cours de suppression, trouvez celui qui le remplace et distribuez sa configuration.',
      ],
    },
    'client-vpn-not-associated': {
      title: 'Le point de terminaison Client VPN n’est associé à aucun sous-réseau',
      summary:
        'Le point de terminaison Client VPN {endpoint} n’a pas d’association utilisable avec un sous-réseau (associations : {associations}).',
      meaning:
        'Les utilisateurs entrent dans le VPC par les sous-réseaux associés. Sans association, il n’accepte aucune connexion ; si l’une a échoué, sa zone est perdue.',
      causes: [
        'Les associations ont été retirées, par exemple la nuit pour économiser leur prix horaire.',
        'Une association a échoué : son sous-réseau n’a plus d’adresse libre, ou recouvre les adresses des clients.',
        'Elle a été créée il y a quelques minutes.',
      ],
      steps: [
        'Regardez les associations et leurs messages avec la commande ci-dessous.',
        'Associez un sous-réseau (aws ec2 associate-client-vpn-target-network), un par zone.',
        'Attendez l’état associated, quelques minutes ; il faut aussi des routes et des règles.',
      ],
    },
    'client-vpn-not-authorised': {
      title: 'Aucune règle d’autorisation ne laisse passer les utilisateurs',
      summary:
        'Le point de terminaison Client VPN {endpoint} n’a pas de règle d’autorisation active pour {destinations} (règles : {rules}).',
      meaning:
        'Les utilisateurs se connectent puis n’atteignent rien : sans règle couvrant la destination, chaque paquet est perdu.',
      causes: [
        'La règle n’a jamais été créée, ou a été révoquée.',
        'La règle couvre un autre préfixe.',
        'La règle est encore en cours d’autorisation, ou a échoué.',
      ],
      steps: [
        'Regardez les règles avec la commande ci-dessous.',
        'Ajoutez-en une pour la destination (aws ec2 authorize-client-vpn-ingress), pour le groupe concerné plutôt que pour tous.',
        'Vérifiez aussi que le point de terminaison a une route vers la destination (aws ec2 describe-client-vpn-routes).',
      ],
    },
    'client-vpn-certificate-expires': {
      title: 'Le certificat serveur du point de terminaison Client VPN expire',
      summary:
        'Le certificat serveur du point de terminaison Client VPN {endpoint} expire le {validTo}, jours restants : {daysLeft} (état : {certificateStatus}, type : {certificateType}, renouvellement par ACM : {renewal}).',
      meaning:
        'Le client vérifie le certificat à chaque connexion : une fois la date passée, plus personne n’entre, alors que le point de terminaison reste available. ACM renouvelle ce qu’il a émis lui-même, tant que c’est utilisé ; un certificat importé reste tel quel jusqu’à ce que quelqu’un le remplace, et un certificat révoqué doit être remplacé lui aussi.',
      causes: [
        'Il a été importé (type IMPORTED) et personne n’est chargé de son renouvellement.',
        'ACM l’a émis et ne peut pas le renouveler : l’enregistrement de validation a disparu du DNS, le courriel est resté sans réponse, ou l’autorité privée refuse.',
        'Il a été révoqué, par exemple parce que sa clé privée a été divulguée.',
      ],
      steps: [
        'Lisez le type, l’état, la fin et le renouvellement de {certificate} avec la première commande.',
        'Type IMPORTED : faites signer par son autorité un certificat pour les mêmes noms, avec le même type et la même taille de clé, puis importez-le par-dessus l’ancien avec la commande d’import ; l’ARN reste le même.',
        'Émis par ACM, renouvellement PENDING_VALIDATION ou FAILED : remettez les enregistrements que liste la commande avec ResourceRecord, ou répondez au courriel ; ACM renouvelle ensuite de lui-même. Il ne renouvelle plus ce qui a pris fin.',
        'EXPIRED et émis par ACM, REVOKED, ou avec une autre sorte de clé : demandez ou importez un nouveau certificat et donnez-le au point de terminaison : aws ec2 modify-client-vpn-endpoint --client-vpn-endpoint-id {endpoint} --server-certificate-arn ARN.',
        'Le point de terminaison prend en moins de 24 heures ce qui a été renouvelé ou réimporté. Connectez alors un client ; si une autre autorité a signé, redistribuez la configuration des clients.',
      ],
    },
  },
};
