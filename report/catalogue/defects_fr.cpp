// What each defect means, in French. core/defect_kinds.inc has the English.
#include <algorithm>
#include <iterator>

#include "report/catalogue/catalogue.h"

namespace constat::report {
namespace {

struct Meaning {
  DefectKind kind;
  std::string_view text;
};

// clang-format off
constexpr Meaning kMeanings[] = {
    {DefectKind::kInputTruncated,
     "le fichier s'arrête à l'intérieur d'un enregistrement ; tout ce qui précède a été lu"},
    {DefectKind::kInputMalformed,
     "un enregistrement du fichier se contredit ; la lecture s'y est arrêtée"},
    {DefectKind::kInputEmpty,
     "le fichier ne contient aucun enregistrement"},
    {DefectKind::kLinkTypeUnsupported,
     "les trames de ce type de lien sont dénombrées, non décodées"},
    {DefectKind::kSnapLengthCut,
     "la capture a conservé moins d'octets de cette trame qu'il n'en est passé"},
    {DefectKind::kTimeAnomaly,
     "une heure de capture recule ou ne peut être une date"},
    {DefectKind::kMboxSeparatorDoubtful,
     "une ligne commençant par From peut être du texte ou le début d'un message"},
    {DefectKind::kStreamGap,
     "des octets du flux n'ont pas été capturés"},
    {DefectKind::kOverlapConflict,
     "les mêmes octets du flux ont été émis deux fois avec des valeurs différentes ; la première vue est lue"},
    {DefectKind::kInputChanged,
     "le fichier a changé pendant sa lecture ; l'empreinte est celle des octets lus"},
    {DefectKind::kCompressedDataDamaged,
     "les données compressées sont endommagées ou s'arrêtent trop tôt ; tout ce qui précède a été lu"},
    {DefectKind::kFramesDropped,
     "le fichier de capture indique que des trames ont été perdues avant d'y être écrites"},
    {DefectKind::kMboxLengthWrong,
     "un champ Content-Length ne mène pas à la fin du message ; la ligne de séparation a été suivie"},
    {DefectKind::kResetIgnored,
     "le flux a continué après une réinitialisation (RST)"},
    {DefectKind::kUrgentData,
     "un octet marqué urgent, qu'un destinataire peut retirer du flux ; il a été lu à sa place"},
    {DefectKind::kSynDataIgnored,
     "des octets portés par un SYN que sa réponse n'a pas acquittés ; ils ont été mis de côté"},
    {DefectKind::kOldTimestamp,
     "un segment dont l'horodatage TCP est antérieur à celui du flux ; il a été mis de côté (RFC 7323, section 5.3)"},
    {DefectKind::kTtlOutlier,
     "un segment dont la durée de vie (TTL) diffère de celle de son flux ; il a pu ne pas atteindre le destinataire"},
    {DefectKind::kSegmentOutOfWindow,
     "un segment hors de toute fenêtre de son flux ; il a été mis de côté"},
    {DefectKind::kFlowEvicted,
     "le flux a été abandonné : plus de flux suivis à la fois que la limite"},
    {DefectKind::kBareLf,
     "une ligne finit par LF sans CR (RFC 5321, section 2.3.8)"},
    {DefectKind::kBareCr,
     "CR sans LF (RFC 5321, section 2.3.8)"},
    {DefectKind::kNulByte,
     "un octet nul (RFC 5322, section 2.2)"},
    {DefectKind::kLineTooLong,
     "une ligne plus longue que le plafond ; la suite n'a pas été analysée"},
    {DefectKind::kCommandOutOfOrder,
     "une commande que la RFC 5321, section 4.1.4, ne permet pas à cet endroit"},
    {DefectKind::kCommandMalformed,
     "une ligne de commande qui ne suit pas la RFC 5321, section 4.1.2"},
    {DefectKind::kCommandUnknown,
     "une commande absente de la table"},
    {DefectKind::kReplyMalformed,
     "une ligne de réponse qui ne suit pas la RFC 5321, section 4.2"},
    {DefectKind::kReplyUnexpected,
     "une réponse à laquelle ne correspond aucune commande"},
    {DefectKind::kEndOfDataAmbiguous,
     "une ligne réduite à un point, aux fins de ligne non normalisées, que certains serveurs prennent pour la fin du message"},
    {DefectKind::kBdatMalformed,
     "une taille de morceau BDAT illisible (RFC 3030)"},
    {DefectKind::kPlaintextAfterStarttls,
     "du texte en clair suit un STARTTLS accepté"},
    {DefectKind::kTransactionLimit,
     "plus de transactions ou de destinataires que le plafond ; le reste est seulement dénombré"},
    {DefectKind::kHeaderFieldMalformed,
     "une ligne d'en-tête sans nom de champ valable (RFC 5322, section 2.2)"},
    {DefectKind::kHeaderFieldTooLong,
     "un champ d'en-tête plus long que le plafond ; la suite n'a pas été analysée"},
    {DefectKind::kHeaderLimit,
     "plus de champs d'en-tête que le plafond ; le reste n'a pas été analysé"},
    {DefectKind::kHeaderUnterminated,
     "pas de ligne vide entre l'en-tête et le corps"},
    {DefectKind::kDuplicateField,
     "un champ que la RFC 5322, section 3.6, n'admet qu'une fois figure plusieurs fois"},
    {DefectKind::kAddressMalformed,
     "une adresse qui ne suit pas la RFC 5322, section 3.4"},
    {DefectKind::kAddressLimit,
     "plus d'adresses que le plafond ; le reste est seulement dénombré"},
    {DefectKind::kEncodedWordMalformed,
     "un mot codé qui ne suit pas la RFC 2047"},
    {DefectKind::kParameterMalformed,
     "un paramètre MIME qui ne suit pas la RFC 2045 ou la RFC 2231"},
    {DefectKind::kDateMalformed,
     "une date qui ne suit pas la RFC 5322, section 3.3"},
    {DefectKind::kRawEightBitHeader,
     "des octets supérieurs à 127 dans un en-tête, sans jeu de caractères déclaré"},
    {DefectKind::kBoundaryMissing,
     "un multipart sans paramètre boundary"},
    {DefectKind::kBoundaryNotClosed,
     "un multipart dont le séparateur de fin ne vient jamais"},
    {DefectKind::kPartLimit,
     "plus de parties MIME que le plafond ; le reste n'a pas été analysé"},
    {DefectKind::kDepthLimit,
     "des parties MIME imbriquées plus profondément que le plafond ; le reste n'a pas été analysé"},
    {DefectKind::kTransferEncodingUnknown,
     "un Content-Transfer-Encoding inconnu de la RFC 2045 ; lu tel quel"},
    {DefectKind::kBase64Malformed,
     "un texte base64 qui ne suit pas la RFC 2045, section 6.8"},
    {DefectKind::kQuotedPrintableMalformed,
     "un texte quoted-printable qui ne suit pas la RFC 2045, section 6.7"},
    {DefectKind::kCharsetUnknown,
     "un jeu de caractères absent de la liste ; lu octet par octet"},
    {DefectKind::kCharsetInvalidBytes,
     "des octets que le jeu de caractères déclaré ne contient pas"},
    {DefectKind::kTextLimit,
     "plus de texte que le plafond ; le reste a été haché, non analysé"},
    {DefectKind::kMailTooLarge,
     "un message plus grand que le plafond ; la suite a été hachée, non analysée"},
    {DefectKind::kListHeaderMalformed,
     "un champ List-* qui ne suit pas la RFC 2369 ou la RFC 8058"},
    {DefectKind::kFactLimit,
     "plus de faits que le plafond ; le reste est seulement dénombré"},
    {DefectKind::kFrameLengthOdd,
     "un enregistrement contient plus d'octets d'une trame qu'il n'en annonce sur le fil ; tous ont été lus"},
    {DefectKind::kPartAfterClose,
     "une ligne de séparation après le séparateur de fin de son multipart ; la partie a été lue"},
};
// clang-format on

}  // namespace

std::string_view french(DefectKind kind) {
  const auto* const end = std::end(kMeanings);
  const auto* const found = std::find_if(
      std::begin(kMeanings), end, [kind](const Meaning& meaning) { return meaning.kind == kind; });
  return found == end ? std::string_view() : found->text;
}

}  // namespace constat::report
