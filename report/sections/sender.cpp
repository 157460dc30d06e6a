// One sender: how it names itself, how many mails, to how many recipients, what servers answered.
#include "report/sections/sections.h"

namespace constat::report {
namespace {

using classifier::Assessment;

Terms identity_terms(const Wording& wording, const Assessment& sender) {
  const auto row = [&wording](Key key, const std::vector<std::string>& values) {
    return Terms::Row{wording.line(key), listed(wording, values)};
  };
  Terms terms;
  terms.rows = {row(Key::kFromNames, sender.from_names),
                row(Key::kFromAddresses, sender.from_addresses),
                row(Key::kReturnPathDomains, sender.return_path_domains),
                row(Key::kListIds, sender.list_ids),
                row(Key::kSirens, sender.sirens),
                row(Key::kClientIps, sender.client_ips)};
  Line period = sender.first_time.empty()
                    ? wording.line(Key::kSenderNoTime)
                    : wording.line(Key::kFromTo, {wording.time(sender.first_time),
                                                  wording.time(sender.last_time)});
  terms.rows.push_back({wording.line(Key::kSenderPeriod), {std::move(period)}});
  return terms;
}

template <std::size_t N>
std::vector<Count> counts_of(const std::array<Key, N>& keys,
                             const std::array<std::uint64_t, N>& values, Count total) {
  std::vector<Count> counts = {total};
  for (std::size_t i = 0; i < N; ++i) counts.emplace_back(keys[i], values[i]);
  return counts;
}

Tables volume_tables(const Wording& wording, const Assessment& sender) {
  std::vector<Count> mails =
      counts_of(kOutcomeKeys, sender.mail_outcomes, {Key::kMailsTotal, sender.mails});
  mails.emplace_back(Key::kNoEnvelope, sender.mails_without_envelope);
  std::vector<Count> recipients = counts_of(kOutcomeKeys, sender.recipient_outcomes,
                                            {Key::kRecipientsTotal, sender.recipients});
  recipients.emplace_back(Key::kRecipientsNotKept, sender.recipients_not_kept);
  const std::vector<Count> categories =
      counts_of(kCategoryKeys, sender.recipient_categories,
                {Key::kDistinctRecipients, sender.distinct_recipients});
  const std::vector<Count> whole =
      counts_of(kCompletenessKeys, sender.completeness, {Key::kMailsTotal, sender.mails});
  return Tables{{count_table(wording, Key::kMailsOf, mails),
                 count_table(wording, Key::kRecipientsOf, recipients),
                 count_table(wording, Key::kCategory, categories),
                 count_table(wording, Key::kCompleteness, whole)}};
}

}  // namespace

void write_sender(Draft& draft, const Assessment& sender) {
  const Wording& wording = draft.wording();
  draft.heading(2, sender.sender_domain.empty()
                       ? wording.line(Key::kSenderUnknown)
                       : wording.line(Key::kSender, {seen(sender.sender_domain)}));
  draft.heading(3, wording.line(Key::kIdentity));
  draft.paragraph(Key::kIdentityLead);
  draft.add(identity_terms(wording, sender));
  draft.heading(3, wording.line(Key::kVolume));
  draft.add(volume_tables(wording, sender));
  write_objections(draft, sender);
  write_criteria(draft, sender);
}

}  // namespace constat::report
