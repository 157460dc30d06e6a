#include "classifier/registers/columns.h"

#include <algorithm>
#include <array>

namespace constat::classifier {
namespace {

using Kind = RegisterKind;

constexpr unsigned bit(Kind kind) { return 1u << static_cast<unsigned>(kind); }
constexpr unsigned kAll = 0xFF;

struct Name {
  std::string_view name;
  ColumnRole role;
  std::string_view canonical;
  unsigned kinds = kAll;
};

// Folded as fold_name() folds.
constexpr Name kNames[] = {
    {"address", ColumnRole::kAddress, "address"},
    {"email", ColumnRole::kAddress, "address"},
    {"e_mail", ColumnRole::kAddress, "address"},
    {"mail", ColumnRole::kAddress, "address"},
    {"email_address", ColumnRole::kAddress, "address"},
    {"adresse", ColumnRole::kAddress, "address"},
    {"adresse_email", ColumnRole::kAddress, "address"},
    {"adresse_e_mail", ColumnRole::kAddress, "address"},
    {"adresse_mail", ColumnRole::kAddress, "address"},
    {"courriel", ColumnRole::kAddress, "address"},
    {"adresse_courriel", ColumnRole::kAddress, "address"},
    {"recipient", ColumnRole::kAddress, "address"},
    {"destinataire", ColumnRole::kAddress, "address"},
    {"pseudonym", ColumnRole::kAddress, "address"},
    {"pseudonyme", ColumnRole::kAddress, "address"},
    {"time", ColumnRole::kTime, "time"},
    {"date", ColumnRole::kTime, "time"},
    {"timestamp", ColumnRole::kTime, "time"},
    {"horodatage", ColumnRole::kTime, "time"},
    {"date_heure", ColumnRole::kTime, "time"},
    {"consent_time", ColumnRole::kTime, "time", bit(Kind::kConsent)},
    {"consented_at", ColumnRole::kTime, "time", bit(Kind::kConsent)},
    {"opt_in_date", ColumnRole::kTime, "time", bit(Kind::kConsent)},
    {"date_consentement", ColumnRole::kTime, "time", bit(Kind::kConsent)},
    {"date_inscription", ColumnRole::kTime, "time", bit(Kind::kConsent)},
    {"objection_time", ColumnRole::kTime, "time", bit(Kind::kObjection)},
    {"objected_at", ColumnRole::kTime, "time", bit(Kind::kObjection)},
    {"unsubscribed_at", ColumnRole::kTime, "time", bit(Kind::kObjection)},
    {"date_opposition", ColumnRole::kTime, "time", bit(Kind::kObjection)},
    {"date_desinscription", ColumnRole::kTime, "time", bit(Kind::kObjection)},
    {"sale_date", ColumnRole::kTime, "time", bit(Kind::kSales)},
    {"sold_at", ColumnRole::kTime, "time", bit(Kind::kSales)},
    {"order_date", ColumnRole::kTime, "time", bit(Kind::kSales)},
    {"date_vente", ColumnRole::kTime, "time", bit(Kind::kSales)},
    {"date_commande", ColumnRole::kTime, "time", bit(Kind::kSales)},
    {"complaint_time", ColumnRole::kTime, "time", bit(Kind::kComplaints)},
    {"arrival_date", ColumnRole::kTime, "time", bit(Kind::kComplaints)},
    {"date_plainte", ColumnRole::kTime, "time", bit(Kind::kComplaints)},
    {"date_signalement", ColumnRole::kTime, "time", bit(Kind::kComplaints)},
    {"since", ColumnRole::kTime, "time", bit(Kind::kMailboxes)},
    {"depuis", ColumnRole::kTime, "time", bit(Kind::kMailboxes)},
    {"confirmed", ColumnRole::kConfirmed, "confirmed", bit(Kind::kConsent)},
    {"confirmed_at", ColumnRole::kConfirmed, "confirmed", bit(Kind::kConsent)},
    {"confirmation_time", ColumnRole::kConfirmed, "confirmed", bit(Kind::kConsent)},
    {"double_opt_in_time", ColumnRole::kConfirmed, "confirmed", bit(Kind::kConsent)},
    {"date_confirmation", ColumnRole::kConfirmed, "confirmed", bit(Kind::kConsent)},
    {"withdrawn", ColumnRole::kEnded, "withdrawn", bit(Kind::kConsent)},
    {"withdrawn_at", ColumnRole::kEnded, "withdrawn", bit(Kind::kConsent)},
    {"withdrawal_time", ColumnRole::kEnded, "withdrawn", bit(Kind::kConsent)},
    {"revoked_at", ColumnRole::kEnded, "withdrawn", bit(Kind::kConsent)},
    {"date_retrait", ColumnRole::kEnded, "withdrawn", bit(Kind::kConsent)},
    {"until", ColumnRole::kEnded, "until", bit(Kind::kMailboxes)},
    {"jusqu_au", ColumnRole::kEnded, "until", bit(Kind::kMailboxes)},
    {"source", ColumnRole::kDetail, "source"},
    {"origine", ColumnRole::kDetail, "source"},
    {"form", ColumnRole::kDetail, "source", bit(Kind::kConsent)},
    {"formulaire", ColumnRole::kDetail, "source", bit(Kind::kConsent)},
    {"url", ColumnRole::kDetail, "url"},
    {"wording", ColumnRole::kDetail, "wording", bit(Kind::kConsent)},
    {"texte", ColumnRole::kDetail, "wording", bit(Kind::kConsent)},
    {"wording_version", ColumnRole::kDetail, "wording_version", bit(Kind::kConsent)},
    {"version", ColumnRole::kDetail, "wording_version", bit(Kind::kConsent)},
    {"version_texte", ColumnRole::kDetail, "wording_version", bit(Kind::kConsent)},
    {"purpose", ColumnRole::kDetail, "purpose"},
    {"finalite", ColumnRole::kDetail, "purpose"},
    {"controllers", ColumnRole::kDetail, "controllers"},
    {"controller", ColumnRole::kDetail, "controllers"},
    {"responsables", ColumnRole::kDetail, "controllers"},
    {"responsable", ColumnRole::kDetail, "controllers"},
    {"responsable_traitement", ColumnRole::kDetail, "controllers"},
    {"channel", ColumnRole::kDetail, "channel"},
    {"canal", ColumnRole::kDetail, "channel"},
    {"scope", ColumnRole::kDetail, "scope"},
    {"perimetre", ColumnRole::kDetail, "scope"},
    {"liste", ColumnRole::kDetail, "scope", bit(Kind::kObjection)},
    {"list", ColumnRole::kDetail, "scope", bit(Kind::kObjection)},
    {"proof", ColumnRole::kDetail, "proof"},
    {"preuve", ColumnRole::kDetail, "proof"},
    {"siren", ColumnRole::kDetail, "siren"},
    {"siret", ColumnRole::kDetail, "siret"},
    {"category", ColumnRole::kDetail, "category"},
    {"categorie", ColumnRole::kDetail, "category"},
    {"sender", ColumnRole::kDetail, "sender"},
    {"emetteur", ColumnRole::kDetail, "sender"},
    {"domain", ColumnRole::kDetail, "sender", bit(Kind::kComplaints)},
    {"reported_domain", ColumnRole::kDetail, "sender", bit(Kind::kComplaints)},
    {"feedback_type", ColumnRole::kDetail, "feedback_type", bit(Kind::kComplaints)},
    {"type", ColumnRole::kDetail, "feedback_type", bit(Kind::kComplaints)},
};

// The second byte of the letters with accents that French column names have, in UTF-8 behind C3.
constexpr char without_accent(unsigned char second) {
  switch (second | 0x20) {  // upper and lower case differ in this bit
    case 0xA0:
    case 0xA2:
    case 0xA4:
      return 'a';
    case 0xA7:
      return 'c';
    case 0xA8:
    case 0xA9:
    case 0xAA:
    case 0xAB:
      return 'e';
    case 0xAE:
    case 0xAF:
      return 'i';
    case 0xB4:
    case 0xB6:
      return 'o';
    case 0xB9:
    case 0xBB:
    case 0xBC:
      return 'u';
    default:
      return '?';
  }
}

std::string fold_name(std::string_view name) {
  if (name.starts_with("\xEF\xBB\xBF")) name.remove_prefix(3);
  std::string folded;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char c = name[at];
    if (c == '\xC3' && at + 1 < name.size()) {
      folded += without_accent(static_cast<unsigned char>(name[++at]));
    } else if (c >= 'A' && c <= 'Z') {
      folded += static_cast<char>(c - 'A' + 'a');
    } else if (c == ' ' || c == '-' || c == '_' || c == '\'' || c == '.') {
      if (!folded.empty() && folded.back() != '_') folded += '_';
    } else {
      folded += c;
    }
  }
  while (!folded.empty() && folded.back() == '_') folded.pop_back();
  // "date de la confirmation", "date d'opposition"
  for (const std::string_view article : {"_de_", "_du_", "_d_", "_la_", "_l_"}) {
    const std::size_t at = folded.find(article);
    if (at != std::string::npos) folded.replace(at, article.size(), "_");
  }
  return folded;
}

}  // namespace

ColumnMeaning meaning_of_column(RegisterKind kind, std::string_view name) {
  const std::string folded = fold_name(name);
  const auto* const found = std::find_if(
      std::begin(kNames), std::end(kNames),
      [&](const Name& one) { return one.name == folded && (one.kinds & bit(kind)) != 0; });
  if (found == std::end(kNames)) return {ColumnRole::kUnknown, std::string(name)};
  return {found->role, std::string(found->canonical)};
}

}  // namespace constat::classifier
