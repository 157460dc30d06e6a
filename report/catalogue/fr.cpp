// The French wording, in the order of keys.inc. Spaces before : ; and inside quotation marks
// become no-break spaces when the text is set (wording.cpp).
#include "report/catalogue/catalogue.h"

namespace constat::report {
namespace {

// clang-format off
constexpr Entries kEntries = {{
    // --- the document ---
    {Key::kTitle, "Constatations techniques sur un flux de courrier électronique"},
    {Key::kNotice, 
     "Le présent rapport relate des constatations techniques. Il ne qualifie aucun "
     "message ni aucun expéditeur et ne recommande aucune mesure. L'appréciation au "
     "regard de l'article L. 34-5 du CPCE appartient à la CNIL, aux autorités habilitées "
     "et aux juridictions."},
    {Key::kSkipToCoverage, "Aller au périmètre examiné"},
    {Key::kContents, "Sommaire"},
    {Key::kColon, "{0} :"},
    {Key::kNone, "néant"},
    {Key::kMore, "et {0} de plus, dans le rapport JSON"},
    // --- opening ---
    {Key::kBasis, "Fondement de l'examen"},
    {Key::kBasisOwnCampaign, "campagne de l'expéditeur lui-même"},
    {Key::kBasisOwnMailbox, "boîtes de l'opérateur ou de volontaires consentants"},
    {Key::kBasisHandedOver, "messages remis par leur destinataire"},
    {Key::kBasisAuthorityOrder, "demande d'une autorité compétente"},
    {Key::kBasisOperatorFlow, "flux d'un opérateur, traitement automatisé et délimité"},
    {Key::kBasisUndeclared, "non déclaré"},
    {Key::kMandate, "Mandat"},
    {Key::kMandateNone, "aucun mandat indiqué"},
    {Key::kDisclosure, "Niveau de divulgation"},
    {Key::kDisclosureCounts, "dénombrements seuls"},
    {Key::kDisclosureFacts, "faits ; destinataires pseudonymisés, ni objet ni texte du corps"},
    {Key::kDisclosureHeaders, "faits et champs d'en-tête"},
    {Key::kDisclosureContent, "faits, champs d'en-tête et texte des parties"},
    {Key::kRulePack, "Critères"},
    {Key::kRulePackCount, "{0} critère|{0} critères"},
    {Key::kRulePackChecked, "textes vérifiés pour la dernière fois : {0}"},
    {Key::kSuffixList, "Liste des suffixes publics"},
    {Key::kSuffixListOf, "liste du {0}"},
    {Key::kSuffixListUnknown, "date inconnue"},
    {Key::kProgram, "Programme"},
    {Key::kPeriod, "Période des pièces lues"},
    {Key::kFromTo, "du {0} au {1}"},
    {Key::kAtTime, "le {0}"},
    {Key::kNoTime, "les pièces lues ne portent pas d'heure"},
    // --- coverage ---
#include "report/catalogue/coverage_fr.inc"
    // --- how to read ---
    {Key::kReading, "Comment lire les constatations"},
    {Key::kReadingLead, "Par message et par critère, l'un de quatre états :"},
    {Key::kStateObserved, "constaté"},
    {Key::kStateNotObserved, "non constaté"},
    {Key::kStateDiscordant, "discordant"},
    {Key::kStateNotObservable, "non observable"},
    {Key::kGlossObserved, "des faits concordants avec le critère ont été vus"},
    {Key::kGlossNotObserved, 
     "recherché dans les octets vus et non trouvé ; ou seuls des faits non concordants "
     "ont été vus"},
    {Key::kGlossDiscordant, "des faits vont dans les deux sens"},
    {Key::kGlossNotObservable, "des octets manquent ou sont chiffrés, ou un flux ne peut le montrer"},
    {Key::kReadingBothWays, 
     "Les faits sont présentés à charge et à décharge, côte à côte, même lorsqu'une "
     "colonne est vide. Les états de critères différents ne sont pas additionnés et les "
     "émetteurs figurent dans l'ordre de leurs noms."},
    {Key::kReadingAccepted, 
     "« Accepté par le serveur » signifie que le serveur a répondu 2xx au destinataire et "
     "à la fin du message. La remise, la conservation ou la lecture du message ne sont "
     "pas visibles."},
    {Key::kReadingExhibits, 
     "Une pièce non produite ne prouve rien : son absence n'est jamais une preuve "
     "d'absence de consentement."},
    // --- senders ---
    {Key::kSender, "Émetteur {0}"},
    {Key::kSenderUnknown, "Messages sans champ From lisible"},
    {Key::kNoSenders, "Aucun message n'a été trouvé dans les pièces lues."},
    {Key::kIdentity, "Noms, adresses et période"},
    {Key::kIdentityLead, 
     "Tels que les messages les portent, triés ; leur exactitude n'a pas été examinée."},
    {Key::kFromNames, "Noms affichés"},
    {Key::kFromAddresses, "Adresses du champ From"},
    {Key::kReturnPathDomains, "Domaines du chemin de retour"},
    {Key::kListIds, "Identifiants de liste"},
    {Key::kClientIps, "Hôtes émetteurs"},
    {Key::kSirens, "Numéros SIREN relevés"},
    {Key::kSenderPeriod, "Période"},
    {Key::kSenderNoTime, "les messages ne portent pas d'heure de capture"},
    {Key::kVolume, "Messages et destinataires"},
    {Key::kMailsOf, "Messages"},
    {Key::kRecipientsOf, "Destinataires"},
    {Key::kMailsTotal, "ensemble des messages"},
    {Key::kRecipientsTotal, "ensemble des destinataires"},
    {Key::kRecipientsNotKept, "au-delà du plafond, seulement dénombrés"},
    {Key::kDistinctRecipients, "destinataires différents"},
    {Key::kCategory, "Catégorie des destinataires"},
    {Key::kConsumer, "adresse d'une messagerie grand public"},
    {Key::kRole, "adresse de fonction (contact@, info@ …)"},
    {Key::kNamed, "adresse nominative dans une organisation"},
    {Key::kUnknown, "catégorie inconnue"},
    {Key::kCompleteness, "Complétude"},
    // --- objections ---
    {Key::kObjections, "Demandes d'opposition et messages postérieurs"},
    {Key::kObjectionsNone, 
     "Aucune demande d'opposition à cet émetteur n'a été vue dans le flux. Une opposition "
     "formée par un lien web, par téléphone ou par courrier postal ne passe pas par un "
     "flux de courrier électronique."},
    {Key::kObjection, "Demande d'opposition du {0}"},
    {Key::kObjectionNoTime, "Demande d'opposition sans heure de capture"},
    {Key::kObjectionPerson, "Personne"},
    {Key::kObjectionMail, "Message"},
    {Key::kObjectionChannel, "Voie"},
    {Key::kObjectionAnswer, "Réponse du serveur"},
    {Key::kObjectionAccepted, "accepté (2xx à la fin du message)"},
    {Key::kObjectionNotAccepted, "aucune acceptation vue"},
    {Key::kObjectionOrigin, "Vu dans"},
    {Key::kChannelMailto, 
     "message à l'adresse qu'indique le List-Unsubscribe de l'émetteur ; sa signature "
     "DKIM n'a pas été examinée"},
    {Key::kObjectionShared, 
     "Les messages de {0} émetteurs indiquent l'adresse à laquelle il a été écrit : "
     "l'adresse seule ne dit pas lequel d'entre eux était visé."},
    {Key::kLater, "Messages postérieurs de cet émetteur à cette personne"},
    {Key::kLaterNone, 
     "Aucun message postérieur de cet émetteur à cette personne n'a été vu dans le "
     "périmètre."},
    {Key::kLaterTime, "Heure"},
    {Key::kLaterElapsed, "Temps écoulé"},
    {Key::kLaterOrigin, "Où"},
    {Key::kReferences, "Repères"},
    {Key::kReferencesLead, "L'article L. 34-5 du CPCE ne fixe aucun délai. À titre de repères seulement :"},
    {Key::kReferenceBest, "« dans les meilleurs délais »"},
    {Key::kReferenceMonth, "un mois : RGPD, article 12, paragraphe 3"},
    {Key::kReferenceTwoDays, "48 heures : règles de grands fournisseurs de messagerie, contrat privé"},
    {Key::kReferenceTenDays, "10 jours ouvrables : États-Unis (CAN-SPAM Act), Canada (LCAP)"},
    // --- criteria ---
    {Key::kCriteria, "Critères"},
    {Key::kSourceUndated, "date de cette version non connue, vérifié : {0}"},
    {Key::kSourceTexte, "texte en vigueur depuis le {0}, vérifié : {1}"},
    {Key::kSourceDoctrine, "doctrine d'une autorité, du {0}, vérifiée : {1}"},
    {Key::kSourceJurisprudence, "jurisprudence, du {0}, vérifiée : {1}"},
    {Key::kSourcePendant, "question pendante devant une juridiction ; texte du {0}, vérifié : {1}"},
    {Key::kQuestion, "Recherché"},
    {Key::kStates, "État"},
    {Key::kStatesMails, "Messages"},
    {Key::kForTitle, "Faits à décharge"},
    {Key::kForGloss, "concordants avec la règle"},
    {Key::kAgainstTitle, "Faits à charge"},
    {Key::kAgainstGloss, "non concordants avec la règle"},
    {Key::kContextTitle, "Contexte"},
    {Key::kContextGloss, "sans orientation"},
    {Key::kNoneFound, "aucun fait relevé"},
    {Key::kTally, "{0} message|{0} messages"},
    {Key::kMoreExamples, "{0} autre exemple|{0} autres exemples"},
    {Key::kReasons, "Motifs des états"},
    {Key::kReasonTally, "{0} : {1}"},
    {Key::kNeverVisible, "Jamais visible dans un flux"},
    {Key::kExhibit, "Pièce qui permettrait d'en décider"},
    {Key::kNotProduced, "pièce non produite"},
    {Key::kTextsOfCriteria, "Le texte et la question de chaque critère figurent sous le premier émetteur."},
    // --- origin of a fact ---
    {Key::kOriginMail, "message {0}"},
    {Key::kOriginHeader, "en-tête"},
    {Key::kOriginEnvelope, "enveloppe SMTP"},
    {Key::kOriginPart, "partie {0}"},
    {Key::kOriginRange, "{0} à partir de l'octet {1} du message"},
    {Key::kOriginFrame, "trame {0}"},
    {Key::kOriginFrames, "trames {0} à {1}"},
    {Key::kOriginInput, "pièce {0}"},
    {Key::kOriginMailDigest, "SHA-256 du message : {0}"},
    // --- method ---
    {Key::kMethod, "Méthode"},
    {Key::kMethodStates, 
     "États. Chaque fait se rapporte à un critère dans un sens fixé à l'avance, le même "
     "pour tous les émetteurs. Des faits à charge et à décharge donnent « discordant » ; "
     "à décharge seulement, « constaté » ; à charge seulement, « non constaté ». Sans "
     "aucun fait, l'état est « non constaté » si tous les octets dont le critère a besoin "
     "ont été vus, sinon « non observable ». Un critère peut énoncer sa propre règle ; "
     "l'absence n'est jamais affirmée que d'octets vus."},
    {Key::kMethodPseudonyms, 
     "Pseudonymes. Un destinataire figure sous la forme « p: » suivie de 26 caractères, "
     "empreinte à clé (HMAC-SHA-256) de l'adresse sous la clé du dossier. Le détenteur de "
     "la clé peut vérifier une adresse donnée : il s'agit de pseudonymisation, non "
     "d'anonymisation."},
    {Key::kMethodFirstSeen, 
     "Deux lectures. Lorsque les mêmes octets d'un flux ont été capturés deux fois avec "
     "des valeurs différentes, la première vue est lue ; les deux sont consignées."},
    {Key::kMethodSenders, 
     "Émetteurs. Les messages sont regroupés par domaine organisationnel de la première "
     "adresse du champ From, que chacun peut écrire. Hôte émetteur, chemin de retour et "
     "annonceur peuvent relever de personnes différentes ; le recours à un routeur est "
     "usuel."},
    {Key::kMethodExamples,
     "Exemples. Sous chaque fait figure le plus ancien message qui le montre ; sur la page, "
     "deux autres au plus se déplient, de valeurs différentes lorsque c'est possible, et le "
     "rapport JSON contient les trois. Le nombre porte sur tous les messages. Les octets d'un "
     "message se comptent à partir de 0, sans ceux qui n'ont pas été capturés."},
    {Key::kMethodEscapes, 
     "Signes. Ce qui a été lu est présenté de sorte que rien n'y soit actif ni caché : "
     "\\u{…} remplace un caractère de commande ou invisible, \\x.. un octet qui n'est pas "
     "du texte, « … [+n] » n octets omis ici ; les fins de ligne d'une citation sont "
     "rendues par des espaces."},
    {Key::kMethodTime, 
     "Heures. Toutes les heures sont celles de la capture, en UTC, sans les fractions de "
     "seconde, que les enregistrements conservent."},
    // --- how to verify ---
    {Key::kVerify, "Comment vérifier"},
    {Key::kVerifyDigest, "Comparer l'empreinte de chaque pièce avec celle indiquée plus haut :"},
    {Key::kVerifyFrames,
     "À chaque exemple est jointe une commande qui en montre de nouveau les octets avec "
     "des programmes indépendants de celui-ci : pour une capture, ses trames avec tshark ; "
     "pour un fichier de courrier, les octets eux-mêmes."},
    {Key::kVerifyExtract,
     "Les octets exacts d'un message, et parmi eux ceux d'un fait, à partir de l'octet "
     "PREMIER (lorsque le fondement de l'examen permet d'en lire le contenu) :"},
    {Key::kVerifyBasisName, "FONDEMENT"},
    {Key::kVerifyMailName, "MESSAGE"},
    {Key::kVerifyFirstName, "PREMIER"},
    {Key::kVerifyLengthName, "LONGUEUR"},
    {Key::kVerifyMailsName, "MESSAGES"},
    {Key::kVerifyAgain, "Les mêmes pièces, la même clé et les mêmes options donnent le même dossier, octet pour octet :"},
    {Key::kVerifyInputName, "PIECE"},
    {Key::kVerifyDossierName, "DOSSIER"},
}};
// clang-format on
static_assert(complete(kEntries), "an entry is missing or out of order");

}  // namespace

std::string_view french(Key key) { return kEntries[static_cast<std::size_t>(key)].text; }

}  // namespace constat::report
