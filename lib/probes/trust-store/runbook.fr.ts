import type { KindTexts } from '../../core/runbook.ts';
import type { TrustStoreReason } from './spec.ts';

export const texts: KindTexts<TrustStoreReason> = {
  healthy:
    'Les certificats d’AC et les listes de révocation des magasins de confiance sont bons et dans les limites d’AWS.',
  reasons: {
    'crl-stale': {
      title: 'Une liste de révocation est périmée',
      summary:
        'La liste de {issuer} dans le magasin de confiance {trustStore} est périmée (dernière mise à jour : {thisUpdate}, prochaine : {nextUpdate}, âge en jours : {ageDays}).',
      meaning:
        'Les certificats révoqués depuis passent encore. Une liste dont la prochaine mise à jour est dépassée peut aussi amener l’équilibreur à refuser tous les clients de cette AC, avec ClientCertCrlProcessingError.',
      causes: [
        'Personne ne charge les nouvelles listes de l’AC : un magasin de confiance ne les cherche pas.',
        'La tâche qui les charge a échoué.',
        'L’AC ne publie plus de listes.',
      ],
      steps: [
        'Lisez l’émetteur et les dates de la liste avec la première commande, et comparez avec la liste que l’AC publie.',
        'Chargez la liste la plus récente dans S3 et ajoutez-la avec la deuxième commande.',
        'Retirez l’ancienne avec la dernière commande, une fois la nouvelle présente.',
        'Planifiez cette tâche à chaque publication de l’AC.',
      ],
    },
    'trust-store-expires': {
      title: 'Un certificat d’AC du magasin de confiance expire',
      summary:
        'Le certificat d’AC {certificate} du magasin de confiance {trustStore} est valable jusqu’au {validTo} (jours restants : {days}).',
      meaning:
        'Ensuite, l’équilibreur refuse tous les clients dont la chaîne y mène, avec ClientCertExpired ou ClientCertUntrusted.',
      causes: [
        'L’AC arrive en fin de vie.',
        'L’AC a été renouvelée, et le nouveau certificat manque dans le lot.',
      ],
      steps: [
        'Affichez le contenu du lot avec les deux premières commandes.',
        'Faites émettre les certificats clients par l’AC qui lui succède, et distribuez-les avant cette date.',
        'Placez l’ancienne et la nouvelle AC dans un même lot, chargez-le dans S3 et remplacez-le avec la dernière commande ; rien ne redémarre.',
        'Retirez l’ancienne AC quand aucun client ne l’utilise.',
      ],
    },
    'crl-expires': {
      title: 'Une liste de révocation expire bientôt',
      summary:
        'La prochaine mise à jour de la liste de {issuer} dans le magasin de confiance {trustStore} est prévue le {nextUpdate} (jours restants : {days}).',
      meaning:
        'Un magasin de confiance ne cherche pas les listes. Après cette date, l’équilibreur peut refuser tous les clients de cette AC, avec ClientCertCrlProcessingError.',
      causes: [
        'L’AC publie à des intervalles plus longs que ce préavis.',
        'La tâche qui charge les listes est en retard.',
      ],
      steps: [
        'Vérifiez quand l’AC publie la prochaine liste.',
        'Chargez-la, ajoutez-la avec la deuxième commande, puis retirez l’ancienne avec la dernière.',
      ],
    },
    'trust-store-missing': {
      title: 'Un écouteur nomme un magasin de confiance inexistant',
      summary:
        'Un écouteur de {loadBalancer} nomme le magasin de confiance {trustStore}, qu’AWS ne connaît pas ici.',
      meaning: 'Ce que l’écouteur utilise pour vérifier les clients ne peut pas être lu.',
      causes: ['Il a été supprimé, ou le compte qui le partageait l’a repris.'],
      steps: [
        'Affichez les magasins de confiance avec la commande ci-dessous.',
        'Associez-en un qui existe : aws elbv2 modify-listener --mutual-authentication.',
      ],
    },
    'trust-store-near-limit': {
      title: 'Le magasin de confiance approche d’une limite d’AWS',
      summary:
        'Le magasin de confiance {trustStore} approche d’une limite ({quota} : {used} sur {limit}). {quotaMeans}',
      meaning: 'AWS refuse le chargement qui la dépasse ; ce qui est en place reste utilisé.',
      causes: ['D’anciennes AC et listes n’ont jamais été retirées.', 'Chaque partenaire a sa propre AC.'],
      steps: [
        'Affichez le contenu avec les commandes ci-dessous, et retirez ce dont aucun client n’a besoin.',
        'Ou demandez un quota plus élevé dans Service Quotas, s’il peut être relevé.',
        '{quotaMeans}',
      ],
    },
  },
  glossary: {
    certificates: 'Certificats d’AC dans un magasin : un quota qui peut être relevé.',
    certificateBytes: 'Taille d’un certificat d’AC : fixe.',
    lists: 'Listes de révocation dans un magasin : un quota qui peut être relevé.',
    entries: 'Entrées de toutes les listes : un quota qui peut être relevé.',
    listBytes: 'Taille d’une liste de révocation : fixe.',
  },
};
