// The English wording, in the order of keys.inc.
#include "report/catalogue/catalogue.h"

namespace constat::report {
namespace {

// clang-format off
constexpr Entries kEntries = {{
    // --- the document ---
    {Key::kTitle, "Technical findings on a mail flow"},
    {Key::kNotice, 
     "This report states technical findings. It classifies no message and no sender and "
     "recommends no measure. Assessment under article L.34-5 CPCE belongs to the CNIL, "
     "the competent authorities and the courts."},
    {Key::kSkipToCoverage, "Go to what was examined"},
    {Key::kContents, "Contents"},
    {Key::kColon, "{0}:"},
    {Key::kNone, "none"},
    {Key::kMore, "and {0} more, listed in the JSON report"},
    // --- opening ---
    {Key::kBasis, "Basis of the examination"},
    {Key::kBasisOwnCampaign, "the sender's own campaign"},
    {Key::kBasisOwnMailbox, "mailboxes of the operator or of consenting volunteers"},
    {Key::kBasisHandedOver, "mails handed over by their addressee"},
    {Key::kBasisAuthorityOrder, "order of a competent authority"},
    {Key::kBasisOperatorFlow, "flow of an operator, automated and scoped"},
    {Key::kBasisUndeclared, "undeclared"},
    {Key::kMandate, "Mandate"},
    {Key::kMandateNone, "no mandate stated"},
    {Key::kDisclosure, "Level of disclosure"},
    {Key::kDisclosureCounts, "counts only"},
    {Key::kDisclosureFacts, "facts; recipients under pseudonyms, no subject, no text of the body"},
    {Key::kDisclosureHeaders, "facts and header fields"},
    {Key::kDisclosureContent, "facts, header fields and text of the parts"},
    {Key::kRulePack, "Criteria"},
    {Key::kRulePackCount, "{0} criterion|{0} criteria"},
    {Key::kRulePackChecked, "texts last checked: {0}"},
    {Key::kSuffixList, "Public suffix list"},
    {Key::kSuffixListOf, "list of {0}"},
    {Key::kSuffixListUnknown, "date not known"},
    {Key::kProgram, "Program"},
    {Key::kPeriod, "Period of the inputs"},
    {Key::kFromTo, "from {0} to {1}"},
    {Key::kAtTime, "{0}"},
    {Key::kNoTime, "the inputs carry no time"},
    // --- coverage ---
#include "report/catalogue/coverage_en.inc"
    // --- how to read ---
    {Key::kReading, "How to read the findings"},
    {Key::kReadingLead, "Per mail and criterion, one of four states:"},
    {Key::kStateObserved, "observed"},
    {Key::kStateNotObserved, "not observed"},
    {Key::kStateDiscordant, "discordant"},
    {Key::kStateNotObservable, "not observable"},
    {Key::kGlossObserved, "facts consistent with the criterion were seen"},
    {Key::kGlossNotObserved, 
     "looked for in the bytes that were seen, and not found there; or only facts not "
     "consistent were seen"},
    {Key::kGlossDiscordant, "facts point both ways"},
    {Key::kGlossNotObservable, "bytes are missing or encrypted, or a mail flow cannot show it"},
    {Key::kReadingBothWays, 
     "Facts are shown both ways, side by side, also where a column is empty. The states "
     "of different criteria are not added up, and senders stand in the order of their "
     "names."},
    {Key::kReadingAccepted, 
     "“Accepted by the server” means that the server answered 2xx to the recipient and to "
     "the end of the mail. Whether the mail was then delivered, kept or read is not "
     "visible."},
    {Key::kReadingExhibits, 
     "An exhibit that was not supplied proves nothing: its absence is never evidence of "
     "absence of consent."},
    // --- senders ---
    {Key::kSender, "Sender {0}"},
    {Key::kSenderUnknown, "Mails without a readable From"},
    {Key::kNoSenders, "No mail was found in the inputs."},
    {Key::kIdentity, "Names, addresses and period"},
    {Key::kIdentityLead, "As the mails carry them, sorted; whether they are right was not examined."},
    {Key::kFromNames, "Display names"},
    {Key::kFromAddresses, "Addresses in From"},
    {Key::kReturnPathDomains, "Domains of the return path"},
    {Key::kListIds, "List identifiers"},
    {Key::kClientIps, "Sending hosts"},
    {Key::kSirens, "SIREN numbers found"},
    {Key::kSenderPeriod, "Period"},
    {Key::kSenderNoTime, "the mails carry no capture time"},
    {Key::kVolume, "Mails and recipients"},
    {Key::kMailsOf, "Mails"},
    {Key::kRecipientsOf, "Recipients"},
    {Key::kMailsTotal, "mails in all"},
    {Key::kRecipientsTotal, "recipients in all"},
    {Key::kRecipientsNotKept, "beyond the cap, counted only"},
    {Key::kDistinctRecipients, "different recipients"},
    {Key::kCategory, "Category of recipients"},
    {Key::kConsumer, "address at a consumer mailbox provider"},
    {Key::kRole, "role address (contact@, info@ …)"},
    {Key::kNamed, "name-shaped address at an organisation"},
    {Key::kUnknown, "category not known"},
    {Key::kCompleteness, "Completeness"},
    // --- objections ---
    {Key::kObjections, "Objections and mails after them"},
    {Key::kObjectionsNone, 
     "No objection to this sender was seen in the flow. An objection made through a web "
     "link, by telephone or by post does not pass through a mail flow."},
    {Key::kObjection, "Objection of {0}"},
    {Key::kObjectionNoTime, "Objection without a capture time"},
    {Key::kObjectionPerson, "Person"},
    {Key::kObjectionMail, "Mail"},
    {Key::kObjectionChannel, "Channel"},
    {Key::kObjectionAnswer, "Answer of the server"},
    {Key::kObjectionAccepted, "accepted (2xx to the end of the mail)"},
    {Key::kObjectionNotAccepted, "no acceptance seen"},
    {Key::kObjectionOrigin, "Seen in"},
    {Key::kChannelMailto, 
     "mail to the address that the sender's List-Unsubscribe names; its DKIM signature "
     "was not examined"},
    {Key::kObjectionShared, 
     "The mails of {0} senders name the address that was written to: the address alone "
     "does not tell which of them was meant."},
    {Key::kLater, "Later mails of this sender to this person"},
    {Key::kLaterNone, "No later mail of this sender to this person was seen within scope."},
    {Key::kLaterTime, "Time"},
    {Key::kLaterElapsed, "Elapsed"},
    {Key::kLaterOrigin, "Where"},
    {Key::kReferences, "Lines of reference"},
    {Key::kReferencesLead, "Article L.34-5 CPCE sets no fixed period. For reference only:"},
    {Key::kReferenceBest, "“dans les meilleurs délais” (as soon as possible)"},
    {Key::kReferenceMonth, "one month: GDPR, article 12(3)"},
    {Key::kReferenceTwoDays, "48 hours: rules of large mailbox providers, private contract"},
    {Key::kReferenceTenDays, "10 business days: United States (CAN-SPAM Act), Canada (CASL)"},
    // --- criteria ---
    {Key::kCriteria, "Criteria"},
    {Key::kSourceUndated, "date of this version not known, last checked: {0}"},
    {Key::kSourceTexte, "text in force since {0}, last checked: {1}"},
    {Key::kSourceDoctrine, "doctrine of an authority, of {0}, last checked: {1}"},
    {Key::kSourceJurisprudence, "case law, of {0}, last checked: {1}"},
    {Key::kSourcePendant, "question pending before a court; text of {0}, last checked: {1}"},
    {Key::kQuestion, "Looked for"},
    {Key::kStates, "State"},
    {Key::kStatesMails, "Mails"},
    {Key::kForTitle, "Facts for"},
    {Key::kForGloss, "consistent with the rule"},
    {Key::kAgainstTitle, "Facts against"},
    {Key::kAgainstGloss, "not consistent with the rule"},
    {Key::kContextTitle, "Context"},
    {Key::kContextGloss, "points neither way"},
    {Key::kNoneFound, "none found"},
    {Key::kTally, "{0} mail|{0} mails"},
    {Key::kMoreExamples, "{0} more example|{0} more examples"},
    {Key::kReasons, "Reasons of the states"},
    {Key::kReasonTally, "{0}: {1}"},
    {Key::kNeverVisible, "Never visible in a mail flow"},
    {Key::kExhibit, "Exhibit that would settle it"},
    {Key::kNotProduced, "exhibit not supplied"},
    {Key::kTextsOfCriteria, "The text and the question of each criterion stand under the first sender."},
    // --- origin of a fact ---
    {Key::kOriginMail, "mail {0}"},
    {Key::kOriginHeader, "header"},
    {Key::kOriginEnvelope, "SMTP envelope"},
    {Key::kOriginPart, "part {0}"},
    {Key::kOriginRange, "{0} from byte {1} of the mail on"},
    {Key::kOriginFrame, "frame {0}"},
    {Key::kOriginFrames, "frames {0} to {1}"},
    {Key::kOriginInput, "input {0}"},
    {Key::kOriginMailDigest, "SHA-256 of the mail: {0}"},
    // --- method ---
    {Key::kMethod, "Method"},
    {Key::kMethodStates, 
     "States. Each fact bears on a criterion in a direction set beforehand, the same for "
     "every sender. Facts for and against give “discordant”; facts for only give "
     "“observed”; facts against only give “not observed”. Without any, the state is “not "
     "observed” if every byte the criterion needs was seen, else “not observable”. A "
     "criterion may state its own rule; absence is claimed of seen bytes only, whatever "
     "it states."},
    {Key::kMethodPseudonyms, 
     "Pseudonyms. A recipient appears as “p:” and 26 characters, a keyed hash "
     "(HMAC-SHA-256) of the address under the key of the case. Whoever holds the key can "
     "test a given address: this is pseudonymisation, not anonymisation."},
    {Key::kMethodFirstSeen, 
     "Two readings. Where the same bytes of a stream were captured twice with different "
     "values, the value seen first is read; both are recorded."},
    {Key::kMethodSenders, 
     "Senders. Mails are grouped by the organisational domain of the first address in "
     "From, which anybody can write. Sending host, return path and advertiser may be "
     "different persons; a routing provider is usual."},
    {Key::kMethodExamples,
     "Examples. Under each fact stands the earliest mail that shows it; on the page up to two "
     "more unfold, with different values where possible, and the JSON report holds all three. "
     "The count covers all mails. Bytes of a mail are counted from 0, bytes that were not "
     "captured left out."},
    {Key::kMethodEscapes, 
     "Signs. What was read is shown so that nothing in it is active or hidden: \\u{…} "
     "stands for a control or invisible character, \\x.. for a byte that is not text, “… "
     "[+n]” for n bytes left out here, and line ends within a quotation are shown as "
     "spaces."},
    {Key::kMethodTime, 
     "Time. All times are those of the capture, in UTC, without fractions of a second; "
     "the records keep them."},
    // --- how to verify ---
    {Key::kVerify, "How to verify"},
    {Key::kVerifyDigest, "Compare the digest of each input with the one given above:"},
    {Key::kVerifyFrames,
     "With each example stands a command that shows its bytes again with programs "
     "independent of this one: for a capture, its frames with tshark; for a mail file, the "
     "bytes themselves."},
    {Key::kVerifyExtract,
     "The exact bytes of one mail, and in them those of a fact, from byte FIRST on (where "
     "the basis of the examination allows the content to be read):"},
    {Key::kVerifyBasisName, "BASIS"},
    {Key::kVerifyMailName, "MAIL"},
    {Key::kVerifyFirstName, "FIRST"},
    {Key::kVerifyLengthName, "LENGTH"},
    {Key::kVerifyMailsName, "MAILS"},
    {Key::kVerifyAgain, "The same inputs, key and options give the same dossier, byte for byte:"},
    {Key::kVerifyInputName, "INPUT"},
    {Key::kVerifyDossierName, "CASE"},
}};
// clang-format on
static_assert(complete(kEntries), "an entry is missing or out of order");

}  // namespace

std::string_view english(Key key) { return kEntries[static_cast<std::size_t>(key)].text; }

}  // namespace constat::report
