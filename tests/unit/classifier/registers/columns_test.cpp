// What columns of registers are called, in files as people make them.

#include "classifier/registers/columns.h"

#include <gtest/gtest.h>

namespace constat::classifier {
namespace {

using Kind = RegisterKind;

TEST(Columns, are_known_by_names_in_use) {
  struct Known {
    Kind kind;
    const char* name;
    ColumnRole role;
    const char* canonical;
  };
  for (const Known& known :
       {Known{Kind::kConsent, "E-Mail", ColumnRole::kAddress, "address"},
        Known{Kind::kSales, "Adresse e-mail", ColumnRole::kAddress, "address"},
        Known{Kind::kConsent, "Date du consentement", ColumnRole::kTime, "time"},
        Known{Kind::kObjection, "date d'opposition", ColumnRole::kTime, "time"},
        Known{Kind::kObjection, "Unsubscribed at", ColumnRole::kTime, "time"},
        Known{Kind::kConsent, "Finalit\xC3\xA9", ColumnRole::kDetail, "purpose"},
        Known{Kind::kConsent, "FINALIT\xC3\x89", ColumnRole::kDetail, "purpose"},
        Known{Kind::kObjection, "P\xC3\xA9rim\xC3\xA8tre", ColumnRole::kDetail, "scope"},
        Known{Kind::kMailboxes, "jusqu'au", ColumnRole::kEnded, "until"},
        Known{Kind::kConsent, "withdrawn_at", ColumnRole::kEnded, "withdrawn"}}) {
    const ColumnMeaning meaning = meaning_of_column(known.kind, known.name);
    EXPECT_EQ(meaning.role, known.role) << known.name;
    EXPECT_EQ(meaning.canonical, known.canonical) << known.name;
  }
}

TEST(Columns, of_another_kind_of_register_or_none_keep_their_name) {
  for (const auto& [kind, name] :
       {std::pair{Kind::kSales, "consented_at"}, std::pair{Kind::kConsent, "Pr\xC3\xA9nom"},
        std::pair{Kind::kConsent, ""}}) {
    const ColumnMeaning meaning = meaning_of_column(kind, name);
    EXPECT_EQ(meaning.role, ColumnRole::kUnknown) << name;
    EXPECT_EQ(meaning.canonical, name);
  }
}

}  // namespace
}  // namespace constat::classifier
