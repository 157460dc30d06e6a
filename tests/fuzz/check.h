// What every fuzz target shares: the check of an invariant, and the caps of the run.
#pragma once

#include <cstdlib>
#include <cstring>

#include "core/limits.h"
#include "tests/support/require.h"

namespace constat::fuzz {

inline void check(bool holds) { require(holds, "an invariant of the target"); }

// All caps of the parser and classifier beyond what an input of libFuzzer can reach.
inline Limits without_caps() {
  constexpr std::size_t kNone = std::size_t{1} << 40;
  Limits limits;
  for (std::size_t* cap : {&limits.recognition_bytes,
                           &limits.smtp_line_bytes,
                           &limits.smtp_waiting_bytes,
                           &limits.smtp_pending_commands,
                           &limits.recipients_per_mail,
                           &limits.transactions_per_session,
                           &limits.envelope_bytes_per_transaction,
                           &limits.envelope_bytes_per_session,
                           &limits.smtp_argument_bytes,
                           &limits.smtp_capabilities,
                           &limits.claims_per_session,
                           &limits.mail_bytes,
                           &limits.pieces_per_mail,
                           &limits.header_field_bytes,
                           &limits.header_fields,
                           &limits.header_bytes,
                           &limits.addresses_per_field,
                           &limits.parameters_per_field,
                           &limits.comment_depth,
                           &limits.mime_parts,
                           &limits.mime_depth,
                           &limits.text_runs,
                           &limits.second_reading_passes,
                           &limits.encoded_files_per_mail,
                           &limits.text_bytes_per_mail,
                           &limits.html_tokens,
                           &limits.html_depth,
                           &limits.html_attributes_per_tag,
                           &limits.html_style_rules,
                           &limits.links_per_mail,
                           &limits.defects_per_mail,
                           &limits.second_readings_per_mail,
                           &limits.received_fields,
                           &limits.signatures_per_mail,
                           &limits.signature_key_bytes,
                           &limits.keys_per_signature,
                           &limits.authentication_fields,
                           &limits.authentication_results,
                           &limits.facts_per_mail,
                           &limits.facts_per_kind})
    *cap = kNone;
  return limits;
}

// The caps as shipped, or none with CONSTAT_FUZZ_CAPS=off in the environment.
inline const Limits& limits_of_run() {
  static const Limits kLimits = [] {
    const char* caps = std::getenv("CONSTAT_FUZZ_CAPS");
    return caps != nullptr && std::strcmp(caps, "off") == 0 ? without_caps() : Limits{};
  }();
  return kLimits;
}

}  // namespace constat::fuzz
