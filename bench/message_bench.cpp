// parser/message: bytes of mail per second. Shapes: a small plain mail, a newsletter of two texts,
// a mail that is mostly attachment, ten thousand recipients, and three hostile shapes.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "parser/parsed_mail.h"

namespace {

using namespace constat;
using namespace constat::parser;

class Counter final : public ParsedMailSink {
 public:
  void on_mail(const ParsedMail& mail) override {
    parts = mail.parts.size();
    links = 0;
    for (const TextPart& text : mail.texts) links += text.links.size();
    recipients = mail.header.to.count;
  }
  std::size_t parts = 0;
  std::size_t links = 0;
  std::uint64_t recipients = 0;
};

struct Expected {
  std::size_t parts;
  std::size_t links;
  std::uint64_t recipients;
};

std::string header(const std::string& to) {
  return "Received: from a.example (a.example [192.0.2.1])\r\n\tby b.example with ESMTP id 1;\r\n"
         "\tMon, 1 Jan 2024 10:00:00 +0100\r\nFrom: =?utf-8?Q?=C3=89lodie?= <e@news.example>\r\n"
         "To: " +
         to +
         "\r\nSubject: =?utf-8?Q?Des_nouvelles_de_l=27=C3=A9t=C3=A9?=\r\n"
         "Date: Mon, 1 Jan 2024 10:00:00 +0100\r\nMessage-ID: <1@news.example>\r\n"
         "List-Unsubscribe: <mailto:u@news.example>,\r\n <https://news.example/u/1>\r\n"
         "MIME-Version: 1.0\r\n";
}

std::string repeated(const std::string& line, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += line;
  return out;
}

std::string plain_mail() {
  return header("a@b.example") + "Content-Type: text/plain; charset=utf-8\r\n\r\n" +
         repeated("Bonjour, voici quelques nouvelles de la semaine - bonne lecture.\r\n", 40) +
         "https://news.example/u/1\r\n";
}

std::string newsletter() {
  return header("a@b.example") + "Content-Type: multipart/alternative; boundary=\"=_b1\"\r\n\r\n" +
         "--=_b1\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
         "Content-Transfer-Encoding: quoted-printable\r\n\r\n" +
         repeated(
             "Les nouvelles de l'=E9t=E9 sont arriv=E9es, d=E9couvrez-les sans attendre=\r\n.\r\n",
             60) +
         "--=_b1\r\nContent-Type: text/html; charset=utf-8\r\n"
         "Content-Transfer-Encoding: quoted-printable\r\n\r\n" +
         repeated(
             "<tr><td style=3D\"color:#333333\"><p>Les nouvelles de "
             "l'=C3=A9t=C3=A9</p></td></tr>=\r\n\r\n",
             300) +
         "<a href=3D\"https://news.example/u/1\">Se d=C3=A9sabonner</a>\r\n--=_b1--\r\n";
}

std::string attachment() {
  return header("a@b.example") + "Content-Type: multipart/mixed; boundary=\"=_b1\"\r\n\r\n" +
         "--=_b1\r\n\r\nhttps://news.example/\r\n--=_b1\r\nContent-Type: application/pdf\r\n"
         "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n" +
         repeated(std::string(76, 'A') + "\r\n", 20'000) + "--=_b1--\r\n";
}

std::string many_recipients() {
  std::string to;
  for (int i = 0; i < 10'000; ++i) {
    to += "Name Of Person " + std::to_string(i) + " <person" + std::to_string(i) +
          "@b.example>,\r\n ";
  }
  return header(to) + "\r\nhttps://news.example/\r\n";
}

// Boundaries that are prefixes of one another on 100 levels, and lines that nearly match.
std::string boundary_bomb() {
  std::string text = "To: a@b.example\n";
  std::string boundary;
  for (int i = 0; i < 100; ++i) {
    boundary += 'x';
    text += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  return text + "\nhttps://news.example/\n" + repeated("--" + boundary + "y\n", 10'000);
}

std::string many_parts() {
  return "To: a@b.example\nContent-Type: multipart/mixed; "
         "boundary=a\n\n--a\n\nhttps://news.example/\n" +
         repeated("--a\nContent-Type: image/gif\n\n", 9'998) + "--a--\n";
}

std::string encoded_words() {
  return "To: a@b.example\nSubject: " + repeated("=?utf-8?Q?a?= =?iso-8859-1?q?b?=\n ", 1'900) +
         "\n\nhttps://news.example/\n";
}

void parse(benchmark::State& state, const std::string& bytes, const Expected& expected) {
  const Limits limits;
  Counter counter;
  MailParser parser(limits, counter);
  capture::RawMail mail;
  mail.bytes = bytes;
  mail.size = bytes.size();
  parser.on_mail(mail);
  if (counter.parts != expected.parts || counter.links != expected.links ||
      counter.recipients != expected.recipients) {
    std::fprintf(stderr, "wrong result: %zu parts, %zu links, %llu recipients\n", counter.parts,
                 counter.links, static_cast<unsigned long long>(counter.recipients));
    std::exit(1);
  }
  for (auto _ : state) parser.on_mail(mail);
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(bytes.size()));
}

BENCHMARK_CAPTURE(parse, plain_mail, plain_mail(), Expected{1, 1, 1});
BENCHMARK_CAPTURE(parse, newsletter, newsletter(), Expected{3, 1, 1});
BENCHMARK_CAPTURE(parse, attachment, attachment(), Expected{3, 1, 1});
BENCHMARK_CAPTURE(parse, many_recipients, many_recipients(), Expected{1, 1, 10'000});
BENCHMARK_CAPTURE(parse, boundary_bomb, boundary_bomb(), Expected{101, 1, 1});
BENCHMARK_CAPTURE(parse, many_parts, many_parts(), Expected{10'000, 1, 1});
BENCHMARK_CAPTURE(parse, encoded_words, encoded_words(), Expected{1, 1, 1});

}  // namespace

BENCHMARK_MAIN();
