// Fuzz target: two streams of a flow, cut and interleaved as the input says, with gaps,
// retransmissions that differ, and notes. The accounts close, pieces are sorted, and another
// cutting of the same streams gives the same mails.
//
// Input: steps of a control byte and bytes. Control: bit 0 side, bit 1 gap, bits 2-7 length (of a
// gap, 63 is a retransmission of the last bytes of the side, whose length and bytes follow, and 62
// a note); a leading byte chooses pickup and end.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parser/smtp/session_pool.h"
#include "tests/fuzz/check.h"

namespace {

using namespace constat;
using capture::Side;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

struct Step {
  enum class Kind : std::uint8_t { kBytes, kGap, kConflict, kNote };
  Side side;
  Kind kind;
  std::uint64_t gap;
  std::string_view bytes;
};

struct Result final : capture::MailSink, parser::smtp::SessionSink {
  std::string text;
  std::uint64_t accounted = 0;

  void on_mail(const capture::RawMail& mail) override {
    std::uint64_t end = 0;
    for (const capture::Piece& piece : *mail.pieces) {
      require(piece.mail_offset == end && piece.length > 0, "pieces are adjacent");
      end += piece.length;
    }
    require(end == mail.bytes.size(), "pieces cover the mail");
    std::uint64_t at = 0;
    for (const ByteRange& hole : mail.missing) {
      require(hole.offset >= at && hole.offset <= mail.size, "holes are sorted");
      at = hole.offset;
    }
    for (const Defect& defect : mail.defects) {
      require(defect.where.offset <= mail.size, "defects lie in the mail");
    }
    if (mail.size == mail.bytes.size()) {
      require(mail.sha256 == sha256(mail.bytes), "the digest is that of the bytes");
    }
    text += mail.id + ' ' + mail.mail_from + ' ' + std::to_string(mail.reply.code) + ' ' +
            std::string(capture::name_of(mail.completeness));
    for (const capture::Recipient& recipient : mail.recipients) {
      text += ' ' + recipient.address + '=' + std::to_string(recipient.reply);
    }
    text += '\n';
  }
  void on_session(const parser::smtp::SessionFacts& session) override {
    const auto& bytes = session.bytes;
    accounted += bytes.command + bytes.mail + bytes.encrypted + bytes.unparsed;
    text += "session " + std::to_string(bytes.command) + ' ' + std::to_string(bytes.mail) + ' ' +
            std::to_string(bytes.encrypted) + ' ' + std::to_string(bytes.missing) + ' ' +
            std::to_string(session.transactions.size()) + '\n';
    for (const Defect& defect : session.client_defects) text += name_of(defect.kind);
    for (const Defect& defect : session.server_defects) text += name_of(defect.kind);
    tell(session);
    for (const parser::smtp::Transaction& transaction : session.transactions) {
      require(transaction.details.size() == transaction.recipients.size(), "details are beside");
    }
  }

 private:
  void tell(const parser::smtp::SessionFacts& session) {
    for (const parser::smtp::EndOfDataReading& reading : session.end_of_data_readings) {
      require(reading.form.size() == reading.where.length, "the form is what stands there");
      text += reading.mail + std::string(name_of(reading.taken)) + to_hex(reading.strict.sha256);
      for (const auto& mail : reading.second) text += to_hex(mail.sha256);
    }
    for (const parser::smtp::Claim& claim : session.claims) {
      text += std::string(name_of(claim.by)) + to_string(claim.source.ip) + ' ';
    }
    for (const parser::smtp::Tunnel& tunnel : session.tunnels) text += tunnel.host + ' ';
    for (const std::string& capability : session.capabilities) text += capability + ' ';
    text += name_of(session.after_starttls);
  }
};

// Of what came before nothing is remembered here: the first reading is made up, as a reassembler
// that has forgotten it would leave it out.
void say_again(capture::StreamSink& sink, const Step& step, std::uint64_t offset,
               std::uint64_t frame) {
  const std::string later(step.bytes);
  const std::string first(step.bytes.size(), 'x');
  if (later == first || later.empty() || later.size() > offset) return;
  capture::StreamConflict conflict{
      step.side, {offset - later.size(), later.size()}, sha256(first), sha256(later), {0, frame}};
  conflict.first_bytes = first;
  conflict.later_bytes = later;
  sink.on_conflict(conflict);
}

std::string run(const std::vector<Step>& steps, std::uint8_t choice) {
  Result result;
  parser::smtp::SessionPool pool(fuzz::limits_of_run(), capture::Door::kStream, result, result);
  capture::Flow flow;
  flow.initiator = {ip_address_from("192.0.2.1"), 40000};
  flow.responder = {ip_address_from("198.51.100.25"), 25};
  if (choice & 1) flow.pickup = capture::Pickup::kMidstream;
  auto sink = pool.open(flow);
  std::uint64_t offsets[2] = {0, 0};
  std::uint64_t delivered = 0;
  std::uint64_t frame = 0;
  for (const Step& step : steps) {
    std::uint64_t& offset = offsets[static_cast<std::size_t>(step.side)];
    ++frame;
    if (step.kind == Step::Kind::kGap) {
      sink->on_gap({step.side, offset, step.gap, {}, {0, frame}});
      offset += step.gap;
    } else if (step.kind == Step::Kind::kNote) {
      sink->on_note({step.side, DefectKind::kUrgentData, {offset, 1}, {0, frame}});
    } else if (step.kind == Step::Kind::kConflict) {
      say_again(*sink, step, offset, frame);
    } else {
      // An exact-size copy: reading past the chunk, or keeping it, is found by the sanitizer.
      const std::vector<char> copy(step.bytes.begin(), step.bytes.end());
      sink->on_bytes({step.side, offset, {copy.data(), copy.size()}, {}, {0, frame}});
      offset += step.bytes.size();
      delivered += step.bytes.size();
    }
  }
  sink->on_end(choice & 2 ? capture::StreamEnd::kInputEnd : capture::StreamEnd::kFinished,
               {0, frame});
  require(result.accounted + pool.other_flows().bytes == delivered, "every byte is accounted for");
  return result.text;
}

// The same two streams: first all of one side, then the other; or byte by byte.
std::vector<Step> cut_otherwise(const std::vector<Step>& steps) {
  std::vector<Step> cut;
  for (const Side side : {Side::kInitiator, Side::kResponder}) {
    for (const Step& step : steps) {
      if (step.side != side) continue;
      if (step.kind == Step::Kind::kGap) {
        cut.push_back(step);
        continue;
      }
      for (std::size_t at = 0; at < step.bytes.size(); ++at) {
        cut.push_back({side, Step::Kind::kBytes, 0, step.bytes.substr(at, 1)});
      }
    }
  }
  return cut;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Below the recognition cap the decision cannot depend on which side came first.
  if (size < 2 || size > 4000) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  std::vector<Step> steps;
  bool plain = true;  // conflicts and notes tell of places in time, which another cutting changes
  for (std::size_t at = 1; at < size;) {
    const auto control = static_cast<std::uint8_t>(input[at++]);
    const Side side = control & 1 ? Side::kResponder : Side::kInitiator;
    const std::size_t length = control >> 2;
    if ((control & 2) != 0 && length >= 62) {
      plain = false;
      const std::size_t count = length == 63 && at < size ? data[at++] : 0;
      const std::string_view bytes = input.substr(std::min(at, size), count);
      at += bytes.size();
      const auto kind = length == 63 ? Step::Kind::kConflict : Step::Kind::kNote;
      steps.push_back({side, kind, 0, bytes});
    } else if (control & 2) {
      steps.push_back({side, Step::Kind::kGap, length, {}});
    } else {
      const std::string_view bytes = input.substr(at, length);
      at += bytes.size();
      if (!bytes.empty()) steps.push_back({side, Step::Kind::kBytes, 0, bytes});
    }
  }
  const std::string first = run(steps, data[0]);
  if (!plain) return 0;
  const std::string second = run(cut_otherwise(steps), data[0]);
  if (first != second) std::fprintf(stderr, "%s\nand\n%s\n", first.c_str(), second.c_str());
  require(first == second, "cutting changes nothing");
  return 0;
}
