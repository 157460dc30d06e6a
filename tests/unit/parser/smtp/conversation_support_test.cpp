// The body of conversation.h: a *_test.cpp, so that it is built with the tests.
#include <gtest/gtest.h>

#include <memory>
#include <sstream>

#include "tests/unit/parser/smtp/conversation.h"

namespace constat::parser::smtp::test {

using capture::Side;

void Seen::on_mail(const capture::RawMail& mail) {
  SeenMail& kept = mails.emplace_back();
  kept.raw = mail;
  kept.bytes.assign(mail.bytes);
  if (mail.pieces != nullptr) kept.pieces = *mail.pieces;
  kept.raw.bytes = {};
  kept.raw.pieces = nullptr;
  if (mail.size == mail.bytes.size()) {
    EXPECT_EQ(to_hex(mail.sha256), to_hex(sha256(mail.bytes)));
  }
  std::uint64_t end = 0;
  for (const capture::Piece& piece : kept.pieces) {
    EXPECT_EQ(piece.mail_offset, end);
    EXPECT_GT(piece.length, 0u);
    end = piece.mail_offset + piece.length;
  }
  EXPECT_EQ(end, mail.bytes.size());
}

const SessionFacts& Seen::session() const {
  static const SessionFacts kNone;
  EXPECT_EQ(sessions.size(), 1u);
  return sessions.empty() ? kNone : sessions[0];
}

namespace {

struct CountingSink final : capture::StreamSink {
  CountingSink(std::unique_ptr<capture::StreamSink> next, std::uint64_t& delivered)
      : next_(std::move(next)), delivered_(delivered) {}
  void on_bytes(const capture::StreamChunk& chunk) override {
    delivered_ += chunk.bytes.size();
    // A copy of its own: nothing may be kept of it after the call.
    std::string copy(chunk.bytes);
    capture::StreamChunk borrowed = chunk;
    borrowed.bytes = copy;
    next_->on_bytes(borrowed);
    copy.assign(copy.size(), '#');
  }
  void on_gap(const capture::StreamGap& gap) override { next_->on_gap(gap); }
  void on_conflict(const capture::StreamConflict& conflict) override {
    next_->on_conflict(conflict);
  }
  void on_end(capture::StreamEnd reason, capture::FrameRef last) override {
    next_->on_end(reason, last);
  }
  std::unique_ptr<capture::StreamSink> next_;
  std::uint64_t& delivered_;
};

struct CountingPool final : capture::StreamSinkFactory {
  CountingPool(const Limits& limits, Seen& seen)
      : pool(limits, capture::Door::kStream, seen, seen), seen_(seen) {}
  std::unique_ptr<capture::StreamSink> open(const capture::Flow& flow) override {
    return std::make_unique<CountingSink>(pool.open(flow), seen_.delivered);
  }
  SessionPool pool;
  Seen& seen_;
};

struct Recorder final : capture::StreamSinkFactory {
  struct Sink final : capture::StreamSink {
    explicit Sink(Events& events) : events_(events) {}
    void on_bytes(const capture::StreamChunk& chunk) override {
      events_.steps.push_back({chunk.side, std::string(chunk.bytes), false, 0});
    }
    void on_gap(const capture::StreamGap& gap) override {
      events_.steps.push_back({gap.side, "", true, gap.length});
    }
    void on_conflict(const capture::StreamConflict&) override {}
    void on_end(capture::StreamEnd reason, capture::FrameRef) override { events_.end = reason; }
    Events& events_;
  };
  std::unique_ptr<capture::StreamSink> open(const capture::Flow& flow) override {
    events.flow = flow;
    return std::make_unique<Sink>(events);
  }
  Events events;
};

void expect_accounts_close(const Seen& seen) {
  std::uint64_t bytes = seen.other.bytes;
  for (const SessionFacts& session : seen.sessions) bytes += accounted(session);
  EXPECT_EQ(bytes, seen.delivered) << "bytes of sessions and other flows do not add up";
}

}  // namespace

std::uint64_t accounted(const SessionFacts& session) {
  const SessionBytes& bytes = session.bytes;
  return bytes.command + bytes.mail + bytes.encrypted + bytes.unparsed;
}

Seen read(std::string_view transcript, const Limits& limits) {
  Seen seen;
  CountingPool pool(limits, seen);
  capture::InputFacts facts;
  const auto source = capture::open_bytes(transcript);
  EXPECT_TRUE(capture::read_transcript(*source, 0, limits, pool, facts).ok());
  EXPECT_TRUE(facts.defects.empty()) << "the transcript itself is malformed";
  seen.other = pool.pool.other_flows();
  expect_accounts_close(seen);
  return seen;
}

Events events_of(std::string_view transcript) {
  Recorder recorder;
  capture::InputFacts facts;
  const Limits limits;
  const auto source = capture::open_bytes(transcript);
  EXPECT_TRUE(capture::read_transcript(*source, 0, limits, recorder, facts).ok());
  return recorder.events;
}

Seen replay(const Events& events, Cutting cutting, std::mt19937& random, const Limits& limits) {
  Seen seen;
  CountingPool pool(limits, seen);
  auto sink = pool.open(events.flow);
  std::vector<Events::Step> sides[2];
  for (const Events::Step& step : events.steps) {
    auto& steps = sides[static_cast<std::size_t>(step.side)];
    const bool joins =
        cutting != Cutting::kBytes && !steps.empty() && !step.is_gap && !steps.back().is_gap;
    if (joins) {
      steps.back().bytes += step.bytes;
    } else {
      steps.push_back(step);
    }
  }
  std::size_t at[2] = {0, 0};
  std::size_t used[2] = {0, 0};
  std::uint64_t offset[2] = {0, 0};
  std::uint64_t frame = 0;
  // How long one side goes on before the other: from strictly in turn to one after the other.
  std::bernoulli_distribution change(std::uniform_real_distribution<>(0.001, 0.9)(random));
  const std::size_t longest = cutting == Cutting::kBytes ? 1 : std::size_t{1} << (random() % 9);
  std::size_t side = random() % 2;
  while (at[0] < sides[0].size() || at[1] < sides[1].size()) {
    if (change(random)) side = 1 - side;
    if (at[side] >= sides[side].size()) side = 1 - side;
    const Events::Step& step = sides[side][at[side]];
    const auto which = static_cast<Side>(side);
    ++frame;
    if (step.is_gap) {
      sink->on_gap({which, offset[side], step.gap, {}, {0, frame}});
      offset[side] += step.gap;
      ++at[side];
      continue;
    }
    const std::size_t left = step.bytes.size() - used[side];
    const std::size_t wanted = cutting == Cutting::kWhole ? left : 1 + random() % longest;
    const std::size_t length = std::min(left, wanted);
    sink->on_bytes({which,
                    offset[side],
                    std::string_view(step.bytes).substr(used[side], length),
                    {},
                    {0, frame}});
    offset[side] += length;
    used[side] += length;
    if (used[side] == step.bytes.size()) {
      used[side] = 0;
      ++at[side];
    }
  }
  sink->on_end(events.end, {0, frame});
  seen.other = pool.pool.other_flows();
  expect_accounts_close(seen);
  return seen;
}

namespace {

void write(std::ostream& out, const Defects& defects) {
  for (const Defect& defect : defects) {
    out << ' ' << name_of(defect.kind) << '@' << defect.where.offset << '+' << defect.where.length;
  }
}

void write(std::ostream& out, const std::vector<capture::Recipient>& recipients) {
  for (const capture::Recipient& recipient : recipients) {
    out << " <" << recipient.address << ">=" << recipient.reply << name_of(recipient.outcome);
  }
}

void write(std::ostream& out, const EndOfDataReading& reading) {
  out << "\n E " << reading.mail << '@' << reading.where.offset << ' ' << reading.form << ' '
      << reading.strict.size << to_hex(reading.strict.sha256) << name_of(reading.taken)
      << reading.commands;
  for (const ReadMail& mail : reading.second) out << ' ' << mail.size << to_hex(mail.sha256);
}

void write_new(std::ostream& out, const SessionFacts& session) {
  out << ' ' << name_of(session.after_starttls);
  for (const std::string& capability : session.capabilities) out << ' ' << capability;
  for (const Tunnel& tunnel : session.tunnels) {
    out << "\n U " << name_of(tunnel.kind) << tunnel.host << ':' << tunnel.port << '@'
        << tunnel.where.offset << '+' << tunnel.where.length;
  }
  for (const Claim& claim : session.claims) {
    out << "\n A " << name_of(claim.by) << to_string(claim.source.ip) << claim.source.port
        << to_string(claim.destination.ip) << claim.destination.port << '@' << claim.where.offset;
    if (claim.outcome) out << name_of(*claim.outcome);
    for (const ClaimAttribute& attribute : claim.attributes) {
      out << ' ' << attribute.name << '=' << attribute.value;
    }
  }
  for (const EndOfDataReading& reading : session.end_of_data_readings) write(out, reading);
}

}  // namespace

std::string digest_of(const Seen& seen) {
  std::ostringstream out;
  for (const SeenMail& mail : seen.mails) {
    const capture::RawMail& raw = mail.raw;
    out << "mail " << raw.id << ' ' << raw.has_envelope << raw.mail_from_seen << '<'
        << raw.mail_from << '>';
    write(out, raw.recipients);
    out << ' ' << raw.recipients_not_kept << ' ' << raw.helo << ' ' << raw.reply.code
        << raw.reply.text << name_of(raw.outcome) << ' ' << raw.size << name_of(raw.completeness);
    for (const ByteRange& hole : raw.missing) out << " !" << hole.offset << '+' << hole.length;
    write(out, raw.defects);
    out << ' ' << raw.defects_not_kept << '\n' << mail.bytes << '\n';
  }
  for (const SessionFacts& session : seen.sessions) {
    out << session.id << ' ' << to_string(session.client.ip) << name_of(session.starttls)
        << name_of(session.sides) << session.midstream << session.mails;
    for (const std::string& helo : session.helo) out << ' ' << helo;
    for (const Authentication& auth : session.auth) {
      out << ' ' << auth.mechanism << name_of(auth.outcome);
    }
    for (const Transaction& transaction : session.transactions) {
      out << "\n T " << transaction.mail_from_seen << '<' << transaction.mail_from << '>'
          << transaction.mail_from_reply << name_of(transaction.state) << transaction.mail;
      out << transaction.mail_argument << to_string(transaction.mail_from_status)
          << to_string(transaction.final_status);
      write(out, transaction.recipients);
      for (const RecipientDetail& detail : transaction.details) {
        out << ' ' << detail.argument << to_string(detail.status) << detail.final_reply
            << to_string(detail.final_status);
      }
    }
    write_new(out, session);
    const SessionBytes& bytes = session.bytes;
    out << "\n B " << bytes.command << ' ' << bytes.mail << ' ' << bytes.encrypted << ' '
        << bytes.missing << ' ' << bytes.unparsed << "\n C";
    write(out, session.client_defects);
    out << "\n S";
    write(out, session.server_defects);
    out << ' ' << session.defects_not_kept << '\n';
  }
  out << seen.other.flows << ' ' << seen.other.bytes << ' ' << seen.other.tls_flows << '\n';
  return out.str();
}

bool has(const Defects& defects, DefectKind kind) { return count(defects, kind) > 0; }

std::size_t count(const Defects& defects, DefectKind kind) {
  return static_cast<std::size_t>(std::count_if(
      defects.begin(), defects.end(), [&](const Defect& defect) { return defect.kind == kind; }));
}

}  // namespace constat::parser::smtp::test
