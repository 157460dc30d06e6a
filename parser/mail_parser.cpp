// MailParser: header, parts, texts of one mail, in this order.

#include <algorithm>

#include "parser/auth/authenticator.h"
#include "parser/message/body_parts.h"
#include "parser/message/boundary_stack.h"
#include "parser/message/defect_log.h"
#include "parser/message/encoded_file_reader.h"
#include "parser/message/encoded_word.h"
#include "parser/message/header_fields.h"
#include "parser/message/header_returns.h"
#include "parser/message/header_summary.h"
#include "parser/message/holes.h"
#include "parser/message/line_census.h"
#include "parser/message/line_scanner.h"
#include "parser/message/other_structures.h"
#include "parser/message/part_decoder.h"
#include "parser/message/recycler.h"
#include "parser/message/report_reader.h"
#include "parser/message/second_readings.h"
#include "parser/message/structure_doubts.h"
#include "parser/message/text_reader.h"
#include "parser/parsed_mail.h"

namespace constat::parser {
namespace {

// Items kept for the next mail: enough for ordinary mails, little memory after an extraordinary
// one.
constexpr std::size_t kSpareParts = 64;
constexpr std::size_t kSpareTexts = 4;

// Robustness X03: the body as bytes, under either reading of where it starts.
void keep_other_body(std::string_view bytes, const message::HeaderBlock& block,
                     message::SecondReadings& readings) {
  const std::string_view first = bytes.substr(block.body);
  const std::string_view second = bytes.substr(*block.other_body);
  readings.add({DefectKind::kHeaderEndAmbiguous, block.other_line, -1, first.size(), second.size(),
                sha256(first), sha256(second)});
}

}  // namespace

struct MailParser::Workspace {
  Workspace(const Limits& limits, const auth::Sources& sources)
      : authenticator(limits, sources),
        defects(limits.defects_per_mail),
        text(defects),
        readings(limits, defects),
        fields(limits, lines, boundaries, defects),
        summary(limits, text, defects),
        doubts(limits, lines, defects),
        parts(limits, lines, boundaries, text, &doubts, defects),
        decoder(defects, readings),
        other_structures(limits, decoder, readings),
        report(limits, text, defects),
        texts(limits, decoder, defects) {}

  auth::Authenticator authenticator;
  Defects authentication_defects;
  message::DefectLog defects;
  message::HeaderText text;
  message::SecondReadings readings;
  message::LineScanner lines;
  message::BoundaryStack boundaries;
  message::HeaderFieldReader fields;
  message::HeaderSummary summary;
  message::StructureDoubts doubts;
  message::BodyParts parts;
  message::PartDecoder decoder;
  message::OtherStructures other_structures;
  message::ReportReader report;
  message::TextReader texts;
  message::Holes holes;
  message::Recycler<Part> spare_parts{kSpareParts};
  message::Recycler<TextPart> spare_texts{kSpareTexts};
};

MailParser::MailParser(const Limits& limits, ParsedMailSink& sink, Decode decode)
    : MailParser(limits, sink, decode, auth::Sources()) {}

MailParser::MailParser(const Limits& limits, ParsedMailSink& sink, Decode decode,
                       const auth::Sources& sources)
    : limits_(limits),
      sink_(sink),
      decode_(decode),
      work_(std::make_unique<Workspace>(limits, sources)) {}

MailParser::~MailParser() = default;

void MailParser::start(const capture::RawMail& mail) {
  Workspace& work = *work_;
  mail_.raw = &mail;
  mail_.fields.clear();
  work.spare_parts.take_back(mail_.parts);
  work.spare_texts.take_back(mail_.texts);
  mail_.header_incomplete = false;
  mail_.body_incomplete = false;
  mail_.other_reading.outcome = OtherReaderOutcome::kNotAsked;
  mail_.other_reading.differences.clear();
  mail_.encoded_files.clear();
  mail_.encoded_files_count = 0;
  work.defects.clear();
  work.defects.add_all(mail.defects);
  work.defects.count_not_kept(mail.defects_not_kept);
  work.readings.start(mail.bytes.size(), mail_.second_readings);
  work.decoder.start(mail.bytes);
  work.lines.start(mail.bytes);
  work.boundaries.clear();
  work.holes.read(mail);
}

// Gives where the body starts.
std::uint64_t MailParser::read_header() {
  Workspace& work = *work_;
  const std::uint64_t begin = message::after_mbox_lines(work.lines);
  const message::HeaderBlock block = work.fields.read(begin, limits_.header_fields, mail_.fields);
  mail_.header_where = block.where;
  if (block.doubtful) mail_.body_incomplete = true;
  const bool terminated = block.end == message::HeaderEnd::kEmptyLine;
  mail_.header_incomplete = block.cut_by_cap || work.holes.head_missing() ||
                            work.holes.before(block.body) ||
                            (!terminated && work.holes.touch(block.body, block.decided_at));
  if (block.other_body) keep_other_body(mail_.raw->bytes, block, work.readings);
  message::read_header_by_returns(limits_, mail_.raw->bytes, begin, mail_.fields, block,
                                  work.readings);
  work.summary.read(mail_.raw->bytes, mail_.fields, mail_.header);
  return block.body;
}

void MailParser::mark_holes(std::uint64_t body) {
  const message::Holes& holes = work_->holes;
  if (!holes.any()) return;
  // What a hole in the header took away may have said how the body is to be read.
  if (mail_.header_incomplete || holes.at_or_after(body)) mail_.body_incomplete = true;
  for (Part& part : mail_.parts) {
    const std::uint64_t begin = part.header.empty() ? part.body.offset : part.header.offset;
    part.holed = holes.touch(begin, part.body.end());
  }
  if (holes.head_missing()) mail_.parts.front().holed = true;
}

void MailParser::read_texts() {
  Workspace& work = *work_;
  work.texts.start();
  for (std::size_t i = 0; i < mail_.parts.size(); ++i) {
    Part& part = mail_.parts[i];
    if (message::is_readable_text(part)) {
      TextPart& text = work.spare_texts.append(mail_.texts);
      work.texts.read(part, static_cast<std::uint32_t>(i), text);
      if (text.incomplete) mail_.body_incomplete = true;
    } else if (decode_ == Decode::kAll && !part.is_container) {
      work.decoder.hash(part, static_cast<int>(i));
    }
    if (message::may_hold_files(part)) {
      message::read_encoded_files(i, limits_, mail_, work.defects);
    }
  }
}

void MailParser::read_parts(std::uint64_t body) {
  Workspace& work = *work_;
  const message::Reading reading =
      work.parts.read(mail_.fields, body, work.spare_parts, mail_.parts);
  const message::Reading other =
      work.other_structures.read(mail_.raw->bytes, work.doubts, work.spare_parts, mail_.parts);
  if (reading == message::Reading::kPartly || other == message::Reading::kPartly) {
    mail_.body_incomplete = true;
  }
  mark_holes(body);
}

void MailParser::read_authentication(std::uint64_t body) {
  Workspace& work = *work_;
  work.authentication_defects.clear();
  work.authenticator.read(mail_, body, mail_.authentication, work.authentication_defects);
  work.defects.add_all(work.authentication_defects);
}

void MailParser::on_mail(const capture::RawMail& mail) {
  Workspace& work = *work_;
  start(mail);
  const std::uint64_t body = read_header();
  read_parts(body);
  mail_.report = work.report.read(mail.bytes, mail_.parts);
  read_texts();
  read_authentication(body);
  if (mail.door == capture::Door::kMail) message::note_line_ends(mail.bytes, work.defects);
  work.defects.copy_sorted(mail_.defects);
  mail_.defects_not_kept = work.defects.not_kept();
  if (other_reader_ != nullptr) other_reader_->read(mail_, mail_.other_reading);
  sink_.on_mail(mail_);
  mail_.raw = nullptr;
}

}  // namespace constat::parser
