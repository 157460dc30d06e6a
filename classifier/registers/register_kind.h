// The kinds of registers that may be supplied with a run (registers/register.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace constat::classifier {

enum class RegisterKind : std::uint8_t { kConsent, kObjection, kSales, kComplaints, kMailboxes };
std::string_view name_of(RegisterKind kind);  // "consent", …
std::optional<RegisterKind> register_kind_named(std::string_view name);

}  // namespace constat::classifier
