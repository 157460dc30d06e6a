// T01 and T02: bytes of one place sent twice.
#include <array>
#include <map>

#include "core/digest.h"
#include "tools/forge/rows/all_rows.h"
#include "tools/forge/rows/expect.h"

namespace constat::forge {
namespace {

namespace json = boost::json;

json::object conflict(std::uint64_t offset, std::string_view first, std::string_view later) {
  return {{"side", "initiator"},
          {"range", json::array{offset, first.size()}},
          {"first_sha256", to_hex(sha256(first))},
          {"later_sha256", to_hex(sha256(later))}};
}

// --- T01 ---

struct Place {
  const char* name;
  std::string real;   // all of one segment of the client
  std::string other;  // as long, and different in every byte
};

// A conversation in which the words of the place are a segment of their own, said first with
// `first` and, before or after the server acknowledged them, with `later`.
struct Twice {
  Shots shots;
  std::uint64_t offset = 0;
};

Twice said_twice(const Place& place, std::string_view first, std::string_view later,
                 std::string_view moment) {
  const Letter mail = letter(1);
  Conversation talk({});
  talk.handshake().greeting();
  const std::string name = place.name;
  const auto speak = [&](const std::string& before, const std::string& after) {
    if (!before.empty()) talk.client(before);
    talk.client(first);
    if (!after.empty()) talk.client(after);
  };
  if (name == "mail_from") {
    speak("MAIL FROM:<", "@ferme.example>\r\n");
    talk.server("250 2.1.0 Sender ok\r\n").client("RCPT TO:<" + mail.recipient + ">\r\n");
    talk.server("250 2.1.5 Recipient ok\r\n").client("DATA\r\n").server("354 Go ahead\r\n");
    talk.content(mail);
  } else if (name == "data") {
    talk.envelope(mail);
    speak(mail.content, "\r\n.\r\n");
    talk.server("250 2.0.0 Queued\r\n");
  } else {
    talk.envelope(mail);
    speak(mail.content.substr(0, mail.content.size() - 2), "");
    talk.server("250 2.0.0 Queued\r\n");
  }
  talk.quit();
  Twice out;
  const std::size_t at = talk.place_of(Side::kClient, first);
  out.offset = talk.offset_of(talk.shots()[at].packet);
  Shot copy = talk.shots()[at];
  copy.packet.payload = later;
  ++copy.packet.ip_id;
  insert_after(talk.shots(), moment == "before_ack" ? at : at + 1, copy);
  out.shots = std::move(talk.shots());
  return out;
}

Expect expect_conflict(const Twice& said, std::string_view first, std::string_view later) {
  Expect expect(0);
  expect.exit_any({0, 3}).count("session", 1);
  expect.record({{"record", "session"},
                 {"mails", 1},
                 {"conflicts", json::array{conflict(said.offset, first, later)}}});
  expect.streams({{"conflicts", 1}, {"conflicting_bytes", first.size()}, {"gaps", 0}});
  return expect;
}

}  // namespace

void make_inconsistent_retransmissions(Size, CaseSink& cases) {
  const Place places[] = {{"mail_from", "AAAA", "BBBB"},
                          {"data", "ZZZZ", "QQQQ"},
                          {"end_of_data", "\r\n.\r\n", "XYXYX"}};
  for (const Place& place : places) {
    for (const char* order : {"real_first", "other_first"}) {
      const bool real_first = std::string_view(order) == "real_first";
      const std::string& first = real_first ? place.real : place.other;
      const std::string& later = real_first ? place.other : place.real;
      for (const char* moment : {"before_ack", "after_ack"}) {
        const Twice said = said_twice(place, first, later, moment);
        Expect expect = expect_conflict(said, first, later);
        const std::string name = place.name;
        if (name == "mail_from")
          expect.some({{"record", "mail"},
                       {"envelope", json::object{{"mail_from", first + "@ferme.example"}}}});
        if (name == "data") {
          Letter read = letter(1);
          read.content += first + "\r\n";
          expect.some(mail_record(read));
        }
        if (name == "end_of_data" && real_first) expect.some(mail_record(letter(1)));
        add_case(cases, name + "_" + order + "_" + moment, pcap_of(said.shots), std::move(expect));
      }
    }
  }
}

namespace {

// --- T02 ---

struct Span {
  std::size_t begin, end;
};

// Y in its relation to X, both in a window of 60 bytes of the body.
struct Relation {
  const char* name;
  Span x, y;
};
constexpr Relation kAllen[] = {
    {"before", {10, 20}, {30, 40}},        {"meets", {10, 20}, {20, 30}},
    {"overlaps", {10, 30}, {20, 40}},      {"starts", {10, 20}, {10, 40}},
    {"during", {20, 30}, {10, 40}},        {"finishes", {30, 40}, {10, 40}},
    {"equals", {10, 40}, {10, 40}},        {"finished_by", {10, 40}, {30, 40}},
    {"contains", {10, 40}, {20, 30}},      {"started_by", {10, 40}, {10, 20}},
    {"overlapped_by", {20, 40}, {10, 30}}, {"met_by", {20, 30}, {10, 20}},
    {"after", {30, 40}, {10, 20}},
};
constexpr std::size_t kWindow = 60;

// The window of the body, from the segments in the order sent: the first copy of a byte counts.
struct Window {
  std::string bytes = std::string(kWindow, '\0');
  std::array<bool, kWindow> seen{};
  void take(Span span, std::string_view text) {
    for (std::size_t at = span.begin; at < span.end; ++at) {
      if (!seen[at]) bytes[at] = text[at];
      seen[at] = true;
    }
  }
};

struct Sent {
  Span span;
  std::string_view text;  // of the whole window
};

// The rest of the window, as segments of what was said in the end.
std::vector<Span> rest_of(const Window& window) {
  std::vector<Span> out;
  for (std::size_t at = 0; at < kWindow; ++at) {
    if (window.seen[at]) continue;
    if (!out.empty() && out.back().end == at) {
      ++out.back().end;
    } else {
      out.push_back({at, at + 1});
    }
  }
  return out;
}

std::string window_text(char base) {
  std::string out;
  for (std::size_t at = 0; at < kWindow - 2; ++at)
    out += static_cast<char>(base + static_cast<char>(at % 26));
  return out + "\r\n";
}

struct Overlap {
  Letter read;
  Shots shots;
  json::array conflicts;
  std::uint64_t conflicting = 0;
};

void note_conflict(const Sent& first, const Sent& later, std::uint64_t start, Overlap& out) {
  const std::size_t begin = std::max(first.span.begin, later.span.begin);
  const std::size_t end = std::min(first.span.end, later.span.end);
  if (begin >= end) return;
  const std::string_view kept = first.text.substr(begin, end - begin);
  const std::string_view other = later.text.substr(begin, end - begin);
  if (kept == other) return;
  out.conflicts.push_back(conflict(start + begin, kept, other));
  out.conflicting += kept.size();
}

Overlap overlap(const Sent& first, const Sent& later, std::string_view truth) {
  Overlap out;
  out.read = letter(1);
  Conversation talk({});
  talk.handshake().greeting().envelope(out.read).client(out.read.content);
  const Shot next = talk.next(Side::kClient, kAck);
  const std::uint64_t start = talk.offset_of(next.packet);
  Window window;
  std::vector<Sent> sent = {first, later};
  window.take(first.span, first.text);
  window.take(later.span, later.text);
  for (const Span& span : rest_of(window)) {
    sent.push_back({span, truth});
    window.take(span, truth);
  }
  note_conflict(first, later, start, out);
  for (const Sent& one : sent) {
    Shot shot = next;
    shot.packet.sequence += static_cast<std::uint32_t>(one.span.begin);
    shot.packet.payload = one.text.substr(one.span.begin, one.span.end - one.span.begin);
    shot.packet.ip_id = static_cast<std::uint16_t>(shot.packet.ip_id + 1000 + talk.shots().size());
    talk.shots().push_back(shot);
  }
  out.read.content += window.bytes;
  // The conversation goes on behind the window.
  const std::size_t before = talk.shots().size();
  talk.emit(Side::kClient, kAck, window.bytes);
  erase_at(talk.shots(), before);
  talk.client(".\r\n").server("250 2.0.0 Queued\r\n").quit();
  out.shots = std::move(talk.shots());
  return out;
}

}  // namespace

void make_partial_overlaps(Size, CaseSink& cases) {
  const std::string truth = window_text('a');
  std::string other = window_text('A');
  other.replace(kWindow - 2, 2, "##");
  for (const Relation& relation : kAllen) {
    for (const char* values : {"same", "different"}) {
      const std::string& y_text = std::string_view(values) == "same" ? truth : other;
      const Sent x{relation.x, truth};
      const Sent y{relation.y, y_text};
      for (const char* order : {"x_first", "y_first"}) {
        const bool x_first = std::string_view(order) == "x_first";
        const Overlap made = overlap(x_first ? x : y, x_first ? y : x, truth);
        Expect expect = expect_whole({made.read});
        expect.some({{"record", "session"}, {"conflicts", made.conflicts}});
        expect.streams({{"conflicts", made.conflicts.size()},
                        {"conflicting_bytes", made.conflicting},
                        {"gaps", 0}});
        add_case(cases, std::string(relation.name) + "_" + values + "_" + order,
                 pcap_of(made.shots), std::move(expect));
      }
    }
  }
}

}  // namespace constat::forge
