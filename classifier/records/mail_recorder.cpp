// One parsed mail as a MailRecord.

#include "classifier/records/mail_recorder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "classifier/records/authentication_record.h"
#include "classifier/records/correspondents.h"
#include "classifier/records/enclosed_report.h"
#include "classifier/records/fact_frames.h"
#include "classifier/records/header_record.h"
#include "classifier/records/organisational_domain.h"
#include "classifier/records/parts_record.h"
#include "classifier/records/recipients.h"
#include "classifier/records/telling.h"
#include "core/digest.h"
#include "core/json_writer.h"

namespace constat::classifier {
namespace {

void record_origin(const capture::RawMail& raw, const std::vector<std::string>& input_names,
                   FrameTrace& trace, MailRecord& record) {
  record.id = raw.id;
  record.session = raw.session_id;
  record.input = name_at(input_names, trace.own_input());
  record.door = raw.door;
  record.first_frame = raw.first_frame.frame;
  record.last_frame = raw.last_frame.frame;
  if (raw.last_frame.frame != 0 && raw.last_frame.input != trace.own_input()) {
    record.last_input = name_at(input_names, raw.last_frame.input);
  }
  record.origins = trace.of_mail();
  if (raw.pieces != nullptr && !raw.pieces->empty()) {
    record.source_offset = raw.pieces->front().source_offset;
  }
  record.time = to_rfc3339(raw.time);
  record.bytes = raw.size;
  record.sha256 = to_hex(raw.sha256);
  record.completeness = raw.completeness;
  record.missing = raw.missing;
}

void record_envelope(const capture::RawMail& raw, const Pseudonymiser& pseudonyms, Telling& telling,
                     MailRecord& record) {
  record.client_ip = telling.word("client_ip", raw.client_ip);
  record.helo = telling.word("helo", raw.helo);
  record.has_envelope = raw.has_envelope;
  if (!raw.has_envelope) return;
  if (raw.mail_from_seen) record.mail_from = telling.text("envelope.mail_from", raw.mail_from);
  record.recipients = recipient_records(raw.recipients, pseudonyms, telling);
  record.recipients_not_kept = raw.recipients_not_kept;
  record.reply_code = raw.reply.code;
  if (raw.reply.code != 0) record.reply_text = telling.text("reply.text", raw.reply.text);
  record.outcome = raw.outcome;
}

std::string sender_domain_of(const parser::Header& header) {
  if (header.from.mailboxes.empty()) return {};
  return to_valid_utf8(organisational_domain(domain_of(header.from.mailboxes.front().address)));
}

void record_links(const parser::ParsedMail& mail, const Limits& limits, Telling& telling,
                  MailRecord& record) {
  for (const parser::TextPart& text : mail.texts) {
    for (const parser::Link& link : text.links) {
      if (record.links.size() == limits.links_per_mail) {
        ++record.links_not_kept;
        continue;
      }
      LinkRecord& told = record.links.emplace_back();
      told.url = telling.text("links.url", link.url);
      told.text = telling.text_if_any("links.text", link.text, Disclosure::kHeaders);
      if (text.part < mail.parts.size()) told.part = mail.parts[text.part].path;
      told.hidden = link.visibility == parser::Visibility::kHidden;
      told.kind = link.kind;
      told.hidden_by = link.hidden_by;
      if (!link.resolved.empty()) told.resolved = telling.text("links.url", link.resolved);
    }
  }
}

// A fact of an unknown kind is told as content is.
Disclosure level_of(const Fact& fact) {
  const FactKind* kind = fact_kind(fact.id);
  if (kind == nullptr) return Disclosure::kContent;
  switch (kind->sensitivity) {
    case Sensitivity::kPublic:
      return Disclosure::kFacts;
    case Sensitivity::kHeaders:
      return Disclosure::kHeaders;
    case Sensitivity::kContent:
      break;
  }
  return Disclosure::kContent;
}

// Nothing is stored for the many facts whose frames are all of the mail's own input.
void record_origin(RangeOrigin origin, std::size_t fact, MailRecord& record) {
  record.fact_frames.push_back(origin.frames);
  record.fact_sources.push_back(origin.source);
  if (origin.inputs.empty()) return;
  record.fact_origins.resize(record.facts.size());
  record.fact_origins[fact] = std::move(origin.inputs);
}

void record_facts(const parser::ParsedMail& mail, const Limits& limits, FrameTrace& trace,
                  Telling& telling, MailRecord& record) {
  FactSink sink(limits);
  find_facts(mail, limits, sink);
  record.facts_not_kept = sink.not_kept();
  record.facts = sink.take();
  for (const Criterion* criterion : criteria()) {
    record.findings.push_back(examine(*criterion, mail, record.facts));
  }
  record.fact_frames.reserve(record.facts.size());
  record.fact_sources.reserve(record.facts.size());
  for (std::size_t index = 0; index < record.facts.size(); ++index) {
    Fact& fact = record.facts[index];
    record_origin(trace.of(fact.range), index, record);
    const Disclosure level = level_of(fact);
    // The name is told only where the fact is withheld.
    const std::string name = telling.allows(level) ? std::string() : "facts." + fact.id;
    fact.value = telling.word(name, fact.value, level);
    fact.quote = telling.word(name, fact.quote, level);
  }
}

void record_defects(const parser::ParsedMail& mail, MailRecord& record) {
  record.defects = mail.defects;
  record.defects_not_kept = mail.defects_not_kept;
  if (record.facts_not_kept > 0) record.defects.push_back({DefectKind::kFactLimit, {}});
  std::ranges::stable_sort(record.defects, {}, [](const Defect& defect) {
    return std::pair(defect.where.offset, defect.kind);
  });
}

}  // namespace

MailRecord record_mail(const parser::ParsedMail& mail, const Limits& limits,
                       const Pseudonymiser& pseudonyms, Disclosure disclosure,
                       const std::vector<std::string>& input_names) {
  Telling telling(disclosure, AddressMask(pseudonyms, disclosure < Disclosure::kHeaders
                                                          ? masked_addresses(mail)
                                                          : std::vector<std::string>()));
  for (MaskedName& masked : masked_names(mail, telling.mask(), limits.masked_names)) {
    telling.hide_name(std::move(masked.name), pseudonyms.of_address(masked.address));
  }
  MailRecord record;
  FrameTrace trace(*mail.raw, input_names);
  record_origin(*mail.raw, input_names, trace, record);
  // First, because it may name more addresses to mask.
  record.report = enclosed_report(mail, pseudonyms, telling);
  record_envelope(*mail.raw, pseudonyms, telling, record);
  record.sender_domain = sender_domain_of(mail.header);
  record.header = header_record(mail.header, pseudonyms, telling);
  record.authentication = told_authentication(mail.authentication, telling);
  record.fields = field_records(mail.fields, telling);
  record_parts(mail, telling, record);
  record_links(mail, limits, telling, record);
  record_facts(mail, limits, trace, telling, record);
  record_defects(mail, record);
  record.withheld = telling.withheld();
  return record;
}

}  // namespace constat::classifier
