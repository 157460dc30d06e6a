// Time grows with the input and no faster (robustness O2), for the rows M02 to M20 that a session
// or a mail can bring: the whole way from one flow to lines of JSON, at n and at 2n.
//
//   mail_growth_bench N MOST_RATIO [WORD]
//
// WORD: only the generators whose name holds it. Prints a line for each generator; exit code 1 when
// a result is wrong or a ratio above the bound.

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "classifier/classifier.h"
#include "classifier/record_json.h"
#include "parser/parsed_mail.h"
#include "parser/smtp/session_pool.h"

namespace constat {
namespace {

using capture::Side;

constexpr std::size_t kSegment = 1460;

// What both sides say, in the order of the capture.
struct Script {
  struct Turn {
    Side side;
    std::string bytes;
    std::size_t segment = kSegment;
  };
  std::vector<Turn> turns;

  Script& client(std::string bytes, std::size_t segment = kSegment) {
    turns.push_back({Side::kInitiator, std::move(bytes), segment});
    return *this;
  }
  Script& server(std::string bytes, std::size_t segment = kSegment) {
    turns.push_back({Side::kResponder, std::move(bytes), segment});
    return *this;
  }
};

std::string times(std::size_t n, std::string_view piece) {
  std::string all;
  all.reserve(n * piece.size());
  for (std::size_t i = 0; i < n; ++i) all += piece;
  return all;
}

// Number i in each piece: "name*0=x;name*1=x;".
template <typename Piece>
std::string numbered(std::size_t n, Piece piece) {
  std::string all;
  for (std::size_t i = 0; i < n; ++i) all += piece(std::to_string(i));
  return all;
}

Script opened() {
  Script script;
  script.server("220 mx.example ESMTP\r\n").client("EHLO c.example\r\n");
  return script.server("250 mx.example\r\n");
}

Script in_data() {
  Script script = opened();
  script.client("MAIL FROM:<a@s.example>\r\n").server("250 ok\r\n");
  script.client("RCPT TO:<b@r.example>\r\n").server("250 ok\r\n");
  return script.client("DATA\r\n").server("354 go\r\n");
}

Script mail(std::string bytes) {
  return in_data().client(std::move(bytes)).client("\r\n.\r\n").server("250 queued\r\n");
}
Script header(std::string fields) {
  return mail("From: <a@s.example>\r\n" + std::move(fields) + "\r\n\r\nBonjour\r\n");
}
Script text(std::string_view type, std::string body) {
  return mail("From: <a@s.example>\r\nContent-Type: text/" + std::string(type) + "\r\n\r\n" +
              std::move(body));
}
Script encoded(std::string_view encoding, std::string body) {
  return mail("From: <a@s.example>\r\nContent-Transfer-Encoding: " + std::string(encoding) +
              "\r\n\r\n" + std::move(body));
}
Script multipart(std::string body) {
  return mail("Content-Type: multipart/mixed; boundary=a\r\n\r\n" + std::move(body));
}

struct Generator {
  const char* name;
  Script (*make)(std::size_t n);
};

constexpr Generator kSessions[] = {
    {"a command line without end (M02)",
     [](std::size_t n) { return opened().client(times(n, "a hundred bytes of one line ")); }},
    {"a body line without end (M02)",
     [](std::size_t n) { return mail(times(n, "a hundred bytes of one line ")); }},
    {"MAIL and RSET in turn (M16)",
     [](std::size_t n) {
       Script script = opened();
       for (std::size_t i = 0; i < n; ++i) {
         script.client("MAIL FROM:<a@s.example>\r\nRSET\r\n").server("250 ok\r\n250 ok\r\n");
       }
       return script;
     }},
    {"commands before the first reply (M16)",
     [](std::size_t n) {
       return opened().client(times(n, "NOOP\r\n")).server(times(n, "250 ok\r\n"));
     }},
    {"recipients (M16)",
     [](std::size_t n) {
       return opened()
           .client("MAIL FROM:<a@s.example>\r\n")
           .client(numbered(n, [](const auto& i) { return "RCPT TO:<r" + i + "@r.example>\r\n"; }))
           .server(times(n + 1, "250 ok\r\n"));
     }},
    {"lines of one reply (M17)",
     [](std::size_t n) {
       return opened().client("NOOP\r\n").server(times(n, "250-ok\r\n") + "250 ok\r\n");
     }},
    {"a reply line without end (M17)",
     [](std::size_t n) { return opened().client("NOOP\r\n").server("250 " + times(n, "ok ok ")); }},
    {"empty chunks (M18)",
     [](std::size_t n) {
       return opened().client(times(n, "BDAT 0\r\n")).server(times(n, "250 ok\r\n"));
     }},
    {"chunks of one byte (M18)",
     [](std::size_t n) {
       return opened().client(times(n, "BDAT 1\r\nx")).server(times(n, "250 ok\r\n"));
     }},
    {"chunk sizes that are none (M18)",
     [](std::size_t n) {
       return opened()
           .client(times(n, "BDAT -1\r\nBDAT 18446744073709551616 LAST\r\n"))
           .server(times(2 * n, "501 what\r\n"));
     }},
    {"mails in chunks, LAST twice (M18)",
     [](std::size_t n) { return opened().client(times(n, "BDAT 1 LAST\r\nxBDAT 0 LAST\r\n")); }},
    {"a body byte by byte (M20)",
     [](std::size_t n) { return in_data().client(times(n, "ab c\r\n.x\r\n"), 1); }},
    {"commands byte by byte (M20)",
     [](std::size_t n) { return opened().client(times(n, "NOOP xxxxxxxx\r\n"), 1); }},
    {"bytes that are not SMTP, one by one (M20)",
     [](std::size_t n) { return Script().client(times(n, "HELP me\r\n"), 1); }},
};

constexpr Generator kMails[] = {
    {"one folded field (M03)",
     [](std::size_t n) { return header("Subject: x" + times(n, "\r\n x")); }},
    {"From fields (M04)",
     [](std::size_t n) { return header(times(n, "From: <a@s.example>\r\n")); }},
    {"lines that are no field",
     [](std::size_t n) { return header(times(n, "no field at all\r\n")); }},
    {"names without a colon, tabs and colons",
     [](std::size_t n) { return header(times(n, ": x\r\n\t:\r\nX :\r\n\r")); }},
    {"nested multiparts (M05)",
     [](std::size_t n) {
       return multipart(numbered(n, [](const auto& i) {
         return "--" + (i == "0" ? "a" : "b" + i) +
                "\r\nContent-Type: multipart/mixed; boundary=b" +
                std::to_string(std::stoul(i) + 1) + "\r\n\r\n";
       }));
     }},
    {"a chain of message/rfc822 (M06)",
     [](std::size_t n) { return mail(times(n, "Content-Type: message/rfc822\r\n\r\n")); }},
    {"sibling parts (M07)", [](std::size_t n) { return multipart(times(n, "--a\r\n\r\n")); }},
    {"lines that look like boundaries (M08)",
     [](std::size_t n) { return multipart(times(n, "--ab\r\n--a-\r\n---\r\n")); }},
    {"continued parameters (M09)",
     [](std::size_t n) {
       return header("Content-Type: text/plain" +
                     numbered(n, [](const auto& i) { return ";\r\n name*" + i + "=x"; }));
     }},
    {"starts of encoded words (M10)",
     [](std::size_t n) { return header("Subject: " + times(n, "=?utf-8?Q?\r\n ")); }},
    {"adjacent encoded words (M10)",
     [](std::size_t n) { return header("Subject:" + times(n, " =?utf-8?Q?=C3=A9?=\r\n")); }},
    {"colons and brackets of addresses (M11)",
     [](std::size_t n) { return header("To: " + times(n, ":<(\r\n ")); }},
    {"comments inside comments (M11)",
     [](std::size_t n) { return header("To: " + times(n, "((((((((\r\n ")); }},
    {"base64, one character a line (M13)",
     [](std::size_t n) { return encoded("base64", times(n, "Zm9\r\nv\r\n")); }},
    {"soft breaks only (M13)",
     [](std::size_t n) { return encoded("quoted-printable", times(n, "=\r\n")); }},
    {"escapes with a bare CR (M13)",
     [](std::size_t n) { return encoded("quoted-printable", times(n, "=41 \r")); }},
    {"tags that are not closed (M14)",
     [](std::size_t n) { return text("html", times(n, "<div><b><td>x")); }},
    {"attributes (M14)",
     [](std::size_t n) { return text("html", "<a " + times(n, "href=x\r\n ") + ">x</a>"); }},
    {"comments that are not closed (M14)",
     [](std::size_t n) { return text("html", times(n, "<!-- <a href=x\r\n")); }},
    {"starts of URLs (M15)",
     [](std::size_t n) { return text("plain", times(n, "http:// https:\r\n")); }},
    {"near matches of phrases (M19)",
     [](std::size_t n) { return text("plain", times(n, "pour ne plus recevoi si vous ne\r\n")); }},
    {"instructions to stop (M19)",
     [](std::size_t n) {
       return text("plain", times(n, "pour ne plus recevoir, ecrivez a a@b.example\r\n"));
     }},
    {"names of the sender's domain",
     [](std::size_t n) { return text("plain", times(n, "s s.s-x ")); }},
    {"numbers, streets and legal forms",
     [](std::size_t n) {
       return text("plain", times(n, "12 rue 75001 Lille SAS 552 100 554 RCS 01 02 03 04 05\r\n"));
     }},
};

struct Records final : classifier::RecordSink {
  void on_mail(classifier::MailRecord&& record) override {
    line.clear();
    classifier::append_json(record, line);
    ++mails;
  }
  void on_session(classifier::SessionRecord&& record) override {
    line.clear();
    classifier::append_json(record, line);
    ++sessions;
  }
  std::string line;
  std::uint64_t mails = 0;
  std::uint64_t sessions = 0;
};

double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// Seconds of one reading; `right` is cleared when a flow or byte is missing from the account.
double read_once(const Script& script, bool& right) {
  const Limits limits;
  const Pseudonymiser pseudonyms("the key of the bench, 32 bytes..");
  const std::vector<std::string> names{"bench"};
  const double start = cpu_seconds();
  Records records;
  classifier::Classifier classifier(limits, pseudonyms, classifier::Disclosure::kFacts, names,
                                    records);
  parser::MailParser mails(limits, classifier);
  parser::smtp::SessionPool sessions(limits, capture::Door::kPacket, mails, classifier);
  const auto flow = sessions.open({});
  std::uint64_t at[2] = {0, 0};
  for (const Script::Turn& turn : script.turns) {
    std::uint64_t& offset = at[static_cast<std::size_t>(turn.side)];
    for (std::size_t i = 0; i < turn.bytes.size(); i += turn.segment) {
      const std::string_view bytes = std::string_view(turn.bytes).substr(i, turn.segment);
      flow->on_bytes({turn.side, offset, bytes, {}, {0, 1}});
      offset += bytes.size();
    }
  }
  flow->on_end(capture::StreamEnd::kFinished, {0, 1});
  const double seconds = cpu_seconds() - start;
  right = right && records.sessions + sessions.other_flows().flows == 1;
  return seconds;
}

double best_time(const Script& script, bool& right) {
  double best = 1e9;
  for (int repeat = 0; repeat < 3; ++repeat) best = std::min(best, read_once(script, right));
  return best;
}

bool holds(const Generator& generator, std::size_t n, double most_ratio) {
  const Script script = generator.make(n);
  const Script larger = generator.make(2 * n);
  bool right = true;
  double once = 0, ratio = 1e9;
  // The machine is shared: a ratio above the bound is measured again before it counts.
  for (int attempt = 0; attempt < 3 && ratio > most_ratio; ++attempt) {
    once = best_time(script, right);
    ratio = std::min(ratio, best_time(larger, right) / once);
  }
  const bool good = right && ratio <= most_ratio;
  std::printf("%-45s T(n) %7.1f ms  T(2n)/T(n) %.2f%s%s\n", generator.name, once * 1e3, ratio,
              right ? "" : "  WRONG RESULT", good ? "" : "  ABOVE THE BOUND");
  return good;
}

int measure(std::size_t n, double most_ratio, std::string_view word) {
  bool all = true;
  const auto each = [&](const Generator& generator) {
    if (std::string_view(generator.name).find(word) == std::string_view::npos) return;
    all = holds(generator, n, most_ratio) && all;
  };
  for (const Generator& generator : kSessions) each(generator);
  for (const Generator& generator : kMails) each(generator);
  return all ? 0 : 1;
}

}  // namespace
}  // namespace constat

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::fprintf(stderr, "usage: mail_growth_bench N MOST_RATIO [WORD]\n");
    return 2;
  }
  return constat::measure(std::strtoul(argv[1], nullptr, 10), std::strtod(argv[2], nullptr),
                          argc == 4 ? argv[3] : "");
}
