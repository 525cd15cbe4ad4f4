import type { KindTexts } from '../../core/runbook.ts';
import type { TransitGatewayReason } from './spec.ts';

export const texts: KindTexts<TransitGatewayReason> = {
  healthy: 'L’attachement est disponible, associé et connu des tables de transit.',
  reasons: {
    'attachment-missing': {
      title: 'L’attachement de passerelle de transit n’existe pas',
      summary:
        'Aucun attachement unique ne correspond à {wanted} dans ce compte et cette Région (attachements présents : {others}).',
      meaning:
        'AWS ne connaît aucun attachement de cet identifiant ou de ces balises, ou en connaît plusieurs avec les mêmes balises. Ce qui était attaché est coupé de la passerelle de transit, et les routes statiques vers lui deviennent des trous noirs.',
      causes: [
        'La pile a été reconstruite : le nouvel attachement a un autre identifiant.',
        'L’attachement, ou ce qu’il attachait, a été supprimé.',
        'L’identifiant ou les balises de la configuration sont mal écrits, ou appartiennent à un autre compte ou à une autre Région.',
      ],
      steps: [
        'Listez les attachements avec la première commande et trouvez celui qui a pris sa place.',
        'Inscrivez son identifiant dans gatewatch.yaml, ou suivez-le par ses balises (tags, Name), qui survivent à une reconstruction.',
        'Si personne ne voulait le supprimer, cherchez qui l’a fait avec la deuxième commande, rattachez, puis associez et propagez de nouveau.',
      ],
    },
    'attachment-not-available': {
      title: 'L’attachement de passerelle de transit n’est pas disponible',
      summary: 'L’attachement {attachment} de {transitGateway} ({resource}) est dans l’état {state}.',
      meaning:
        'Seul un attachement disponible, ou en cours de modification, transporte du trafic. pendingAcceptance attend le propriétaire de la passerelle ; failed et rejected ne se réparent pas tout seuls.',
      causes: [
        'Il a été créé il y a quelques minutes.',
        'Il vient d’un autre compte et le propriétaire de la passerelle ne l’a pas accepté, ou l’a refusé.',
        'Un sous-réseau nécessaire n’a plus d’adresse libre, ou a été supprimé.',
        'Il est en cours de suppression.',
      ],
      steps: [
        'Lisez son état avec la première commande.',
        'S’il attend une acceptation, acceptez-le dans le compte propriétaire de la passerelle (deuxième commande).',
        'S’il a échoué, vérifiez les adresses libres de ses sous-réseaux, supprimez-le et rattachez.',
        'S’il est en attente, patientez dix minutes et regardez de nouveau.',
      ],
    },
    'attachment-not-associated': {
      title: 'L’attachement n’est dans aucune table de transit',
      summary:
        'L’attachement {attachment} de {transitGateway} ({resource}) n’est associé à aucune table de routage (état : {state}).',
      meaning:
        'Ce qui sort d’un attachement est routé par la table à laquelle il est associé. Sans table, chacun de ses paquets est perdu.',
      causes: [
        'La passerelle n’a pas de table d’association par défaut, et personne n’a associé l’attachement.',
        'Il a été dissocié pour passer à une autre table, et la seconde moitié manque.',
      ],
      steps: [
        'Listez les tables de la passerelle avec la première commande.',
        'Associez l’attachement à la table prévue (aws ec2 associate-transit-gateway-route-table).',
        'Vérifiez que la table a des routes vers ce que cet attachement doit atteindre.',
      ],
    },
    'attachment-not-propagated': {
      variants: {
        peering: {
          title: 'Aucune route statique ne mène à l’appairage',
          summary:
            'Aucune table de routage de transit n’a de route statique vers l’attachement d’appairage {attachment} de {transitGateway} (tables : {tables}).',
          meaning:
            'Un attachement d’appairage ne propage jamais : chaque passerelle a besoin d’une route statique vers l’autre côté. Sans elle, rien ne passe par l’appairage.',
          causes: [
            'La route statique n’a jamais été créée, ou a été supprimée.',
            'L’appairage a été recréé, et la route vers l’ancien a été retirée.',
          ],
          steps: [
            'Listez les tables de la passerelle avec la première commande.',
            'Créez une route statique pour chaque préfixe de l’autre côté (aws ec2 create-transit-gateway-route).',
            'Faites de même sur l’autre passerelle, dans sa Région et son compte.',
          ],
        },
      },
      title: 'Aucune table de transit ne mène à l’attachement',
      summary:
        'L’attachement {attachment} de {transitGateway} ({resource}) ne se propage dans aucune table, et aucune route statique n’y mène (tables : {tables}).',
      meaning:
        'Les autres ne peuvent ni atteindre ce qui est attaché ni lui répondre : aucune table de la passerelle ne connaît ses préfixes.',
      causes: [
        'La passerelle n’a pas de table de propagation par défaut, et personne n’a activé la propagation.',
        'La propagation a été désactivée au profit d’une route statique jamais créée, ou supprimée.',
      ],
      steps: [
        'Listez les tables de la passerelle avec la première commande : celles auxquelles l’autre côté est associé doivent connaître cet attachement.',
        'Activez la propagation dans chacune (aws ec2 enable-transit-gateway-route-table-propagation).',
        'Un attachement d’appairage ne se propage pas : créez des routes statiques.',
      ],
    },
    'transit-route-blackhole': {
      title: 'Une route de transit abandonne le trafic',
      summary:
        'Dans la table de transit {routeTable} de {attachment}, {destination} est abandonné par la route trou noir {route} (paquets abandonnés : {dropped}).',
      meaning:
        'La route existe et ne mène nulle part : son attachement a été supprimé, ou quelqu’un l’a voulue ainsi. Elle l’emporte sur toute route moins précise.',
      causes: [
        'L’attachement visé par la route statique a été supprimé ou remplacé.',
        'Un trou noir créé pour séparer des réseaux est plus large que voulu.',
      ],
      steps: [
        'Regardez la route avec la première commande.',
        'Si son attachement a été remplacé, supprimez la route avec la deuxième commande et recréez-la vers l’attachement actuel, ou activez la propagation.',
        'Si elle est voulue, retirez la destination de gatewatch.yaml ou réduisez le trou noir.',
      ],
    },
    'transit-route-missing': {
      title: 'La table de transit n’a pas de route',
      summary:
        'La table de transit {routeTable}, qui route ce qui vient de {attachment}, n’a pas de route vers {destination} (paquets abandonnés : {dropped}).',
      meaning:
        'Les paquets de cet attachement vers cette destination sont perdus à la passerelle. Si la destination se trouve derrière un VPN avec BGP, sa route disparaît avec les tunnels.',
      causes: [
        'L’attachement de l’autre côté ne se propage pas dans cette table.',
        'Un attachement VPN ou Connect a perdu sa session BGP, et ses routes avec elle.',
        'La route statique n’a jamais été créée.',
      ],
      steps: [
        'Voyez ce que ferait la table avec la première commande, et tout ce qu’elle connaît avec la deuxième.',
        'Si l’autre côté est un VPN, regardez d’abord ses tunnels.',
        'Sinon, activez la propagation de l’attachement de l’autre côté dans {routeTable}, ou créez une route statique.',
      ],
    },
    'return-route-missing': {
      title: 'Le VPC n’a pas de route vers la passerelle de transit',
      summary:
        'La table de routage {vpcRouteTable} (sous-réseaux : {subnets}) n’a pas de route utilisable vers {transitGateway} pour : {destinations}.',
      meaning:
        'Des paquets peuvent entrer par la passerelle, mais les sous-réseaux n’y envoient pas les leurs : les connexions expirent dans les deux sens. Une passerelle de transit ne propage jamais dans les tables d’un VPC ; chaque route se crée à la main.',
      causes: [
        'La route a été oubliée lors de l’attachement du VPC.',
        'La route mène à une passerelle ou à un attachement disparu (état blackhole).',
        'Le sous-réseau a été associé à une autre table.',
      ],
      steps: [
        'Regardez la table avec la première commande.',
        'Créez la route avec la deuxième commande, une fois par préfixe de l’autre côté.',
        'Si une route morte occupe la place, remplacez-la (aws ec2 replace-route).',
      ],
    },
  },
};
