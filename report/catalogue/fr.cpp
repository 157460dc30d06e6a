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
    {Key::kCoverage, "Ce qui a été examiné, et ce qui ne l'a pas été"},
    {Key::kCoverageLead, 
     "Tous les dénombrements de ce rapport s'entendent dans ces limites. De ce qui n'a "
     "pas été vu, rien n'est dit."},
    {Key::kBrokenEquations, 
     "Ces dénombrements ne se recoupent pas : {0}. Tant que la cause n'est pas connue, "
     "les nombres de ce rapport sont à lire sous cette réserve."},
    {Key::kInputs, "Pièces lues"},
    {Key::kInput, "Pièce"},
    {Key::kInputKind, "Nature"},
    {Key::kInputBytes, "Octets"},
    {Key::kInputFrames, "Trames"},
    {Key::kInputMails, "Messages"},
    {Key::kInputPeriod, "Période"},
    {Key::kSha256, "SHA-256 : {0}"},
    {Key::kInputMailsGloss, 
     "« Messages » compte ceux que la pièce contient comme tels ; ceux qui ont été "
     "trouvés dans des sessions capturées sont comptés plus bas."},
    {Key::kKindUnknown, "non reconnue"},
    {Key::kInputDefects, "Défauts des pièces"},
    {Key::kInputDefectsNone, "Aucun relevé."},
    {Key::kDefect, "Défaut"},
    {Key::kDefectBytes, "Octets de la pièce"},
    {Key::kRange, "{0} à partir de l'octet {1}"},
    {Key::kByteCount, "{0} octet|{0} octets"},
    {Key::kDefectsNotKept, "et {0} de plus, seulement dénombrés"},
    {Key::kCounts, "Dénombrements"},
    {Key::kNumber, "Nombre"},
    {Key::kFrames, "Trames"},
    {Key::kFramesRead, "lues"},
    {Key::kFramesAnalysed, "analysées"},
    {Key::kSkipLinkType, "non analysées : type de lien non pris en charge"},
    {Key::kSkipNotIp, "non analysées : autre qu'IP"},
    {Key::kSkipNotTcp, "non analysées : autre que TCP"},
    {Key::kSkipMalformed, "non analysées : en-tête mal formé"},
    {Key::kSkipTooDeep, "non analysées : trop de couches"},
    {Key::kSkipFragment, "non analysées : fragment"},
    {Key::kSkipBadChecksum, "non analysées : somme de contrôle différente"},
    {Key::kSkipFiltered, "non analysées : hors du filtre demandé"},
    {Key::kSkipEncrypted, "non analysées : trame chiffrée"},
    {Key::kFramesCut, "coupées par la longueur de capture (aussi comptées plus haut)"},
    {Key::kStreams, "Flux TCP"},
    {Key::kFlows, "connexions"},
    {Key::kDeliveredBytes, "octets lus"},
    {Key::kDuplicateBytes, "octets réémis à l'identique"},
    {Key::kConflictingBytes, "octets réémis avec une autre valeur"},
    {Key::kConflicts, "endroits à deux lectures"},
    {Key::kGaps, "lacunes"},
    {Key::kGapBytes, "octets manquants dans les lacunes"},
    {Key::kSetAsideBytes, "octets sans place dans un flux, mis à part"},
    {Key::kDatagramsOverlapping, "datagrammes IP aux fragments chevauchants"},
    {Key::kFlowsEvicted, "connexions dont le suivi a cessé, faute de place"},
    {Key::kSessions, "Sessions SMTP"},
    {Key::kSessionsRead, "sessions"},
    {Key::kSessionsEncrypted, "chiffrées à partir de STARTTLS"},
    {Key::kSessionsOneSided, "un seul sens capturé"},
    {Key::kSessionsMidstream, "commencées avant la capture"},
    {Key::kOtherFlows, "connexions autres que SMTP"},
    {Key::kOpaqueFlows, "dont : chiffrées dès l'ouverture, sur un port de courrier"},
    {Key::kSessionBytes, "Octets des flux"},
    {Key::kCommandBytes, "commandes et réponses"},
    {Key::kMailBytes, "messages"},
    {Key::kEncryptedBytes, "chiffrés"},
    {Key::kUnparsedBytes, "vus et sans signification reconnue"},
    {Key::kOtherBytes, "autres que SMTP"},
    {Key::kOpaqueBytes, "dont : chiffrés dès l'ouverture"},
    {Key::kMissingBytes, "manquants dans les sessions"},
    {Key::kMails, "Messages"},
    {Key::kMailsRead, "messages"},
    {Key::kComplete, "complets"},
    {Key::kHoled, "lacunaires"},
    {Key::kTruncated, "interrompus avant la fin"},
    {Key::kMidstream, "commencés avant la capture"},
    {Key::kServerAnswer, "Réponse du serveur"},
    {Key::kAccepted, "acceptés par le serveur"},
    {Key::kRefused, "refusés par le serveur"},
    {Key::kDeferred, "différés par le serveur"},
    {Key::kUnanswered, "sans réponse"},
    {Key::kNotObserved, "réponse non capturée"},
    {Key::kOneAccepted, "accepté (2xx)"},
    {Key::kOneRefused, "refusé (5xx)"},
    {Key::kOneDeferred, "différé (4xx)"},
    {Key::kOneUnanswered, "sans réponse"},
    {Key::kOneNotObserved, "réponse non capturée"},
    {Key::kNoEnvelope, "sans enveloppe (fichiers de courrier)"},
    {Key::kMailDefects, "défauts relevés dans les messages et les sessions"},
    {Key::kMeaning, "Ce que cela signifie"},
    {Key::kMeaningUnseen, 
     "De ce qui n'a pas été vu, rien n'est dit : ni qu'un fait s'y trouvait, ni qu'il ne "
     "s'y trouvait pas."},
    {Key::kMeaningInputs, 
     "{0} pièce s'arrête prématurément ou n'a pu être lue jusqu'au bout ; la suite est "
     "inconnue.|{0} pièces s'arrêtent prématurément ou n'ont pu être lues jusqu'au bout ; "
     "la suite est inconnue."},
    {Key::kMeaningSkipped, 
     "{0} trame n'a pas été analysée, pour la raison comptée plus haut ; son contenu est "
     "inconnu.|{0} trames n'ont pas été analysées, pour les raisons comptées plus haut ; "
     "leur contenu est inconnu."},
    {Key::kMeaningCut, 
     "{0} trame n'a été conservée qu'en partie par la capture ; le reste compte comme "
     "lacune.|{0} trames n'ont été conservées qu'en partie par la capture ; le reste "
     "compte comme lacunes."},
    {Key::kMeaningGaps, 
     "{0} lacune dans les flux : dans le message touché, ce qui n'a pas été trouvé est « "
     "non observable », jamais « non constaté ».|{0} lacunes dans les flux : dans les "
     "messages touchés, ce qui n'a pas été trouvé est « non observable », jamais « non "
     "constaté »."},
    {Key::kMeaningConflicts, 
     "À {0} endroit, les mêmes octets ont été émis deux fois avec des valeurs différentes "
     ": la première vue a été lue, l'autre est consignée.|À {0} endroits, les mêmes "
     "octets ont été émis deux fois avec des valeurs différentes : la première vue a été "
     "lue, l'autre est consignée."},
    {Key::kMeaningEvicted, 
     "Le suivi de {0} connexion a cessé faute de place : sa fin est inconnue.|Le suivi de "
     "{0} connexions a cessé faute de place : leur fin est inconnue."},
    {Key::kMeaningEncrypted, 
     "{0} session était chiffrée : ses messages n'ont pas été lus et ne sont pas "
     "comptés.|{0} sessions étaient chiffrées : leurs messages n'ont pas été lus et ne "
     "sont pas comptés."},
    {Key::kMeaningOpaque, 
     "{0} connexion sur un port de courrier était chiffrée dès l'ouverture : on ignore si "
     "elle a porté des messages.|{0} connexions sur des ports de courrier étaient "
     "chiffrées dès l'ouverture : on ignore si elles ont porté des messages."},
    {Key::kMeaningOneSided, 
     "{0} session n'a été capturée que dans un sens : là où manquent les réponses du "
     "serveur, rien n'est dit de l'acceptation.|{0} sessions n'ont été capturées que dans "
     "un sens : là où manquent les réponses du serveur, rien n'est dit de l'acceptation."},
    {Key::kMeaningMidstream, 
     "{0} session a commencé avant la capture : ses premières commandes, peut-être une "
     "enveloppe, n'ont pas été vues.|{0} sessions ont commencé avant la capture : leurs "
     "premières commandes, peut-être une enveloppe, n'ont pas été vues."},
    {Key::kMeaningIncomplete, 
     "{0} message n'a pas été vu en entier.|{0} messages n'ont pas été vus en entier."},
    {Key::kMeaningNoEnvelope, 
     "{0} message est fourni sans son enveloppe : ni ses destinataires effectifs ni la "
     "réponse du serveur ne figurent dans la pièce.|{0} messages sont fournis sans leur "
     "enveloppe : ni leurs destinataires effectifs ni la réponse du serveur ne figurent "
     "dans les pièces."},
    {Key::kMeaningNoLoss, 
     "Ni lacune, ni coupure, ni fin prématurée n'a été relevée dans les pièces "
     "elles-mêmes."},
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
    {Key::kExamples, "Exemples"},
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
    {Key::kOriginInputDigest, "SHA-256 de la pièce : {0}"},
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
     "Exemples. Sous chaque fait figurent trois messages au plus, les plus anciens "
     "d'abord et de valeurs différentes lorsque c'est possible ; le nombre porte sur tous "
     "les messages. Les octets d'un message se comptent à partir de 0, sans ceux qui "
     "n'ont pas été capturés."},
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
     "À chaque fait issu d'une capture est jointe une commande qui en montre les trames "
     "avec tshark, programme indépendant de celui-ci."},
    {Key::kVerifyAgain, "Les mêmes pièces, la même clé et les mêmes options donnent le même dossier, octet pour octet :"},
    {Key::kVerifyInputName, "PIECE"},
    {Key::kVerifyDossierName, "DOSSIER"},
}};
// clang-format on
static_assert(complete(kEntries), "an entry is missing or out of order");

}  // namespace

std::string_view french(Key key) { return kEntries[static_cast<std::size_t>(key)].text; }

}  // namespace constat::report
