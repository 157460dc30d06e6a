#include "capture/stream/transcript_line.h"

#include <charconv>
#include <optional>

namespace constat::capture {
namespace {

using Kind = TranscriptLine::Kind;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// A backslash before anything else stands for itself.
void append_unescaped(std::string_view text, std::string& bytes) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (c != '\\' || at + 1 == text.size()) {
      bytes.push_back(c);
      continue;
    }
    const int high = next == 'x' && at + 3 < text.size() ? hex_digit(text[at + 2]) : -1;
    const int low = high >= 0 ? hex_digit(text[at + 3]) : -1;
    if (low >= 0) {
      bytes.push_back(static_cast<char>(high * 16 + low));
      at += 3;
      continue;
    }
    constexpr std::string_view kLetters = "rnt0\\";
    constexpr std::string_view kBytes("\r\n\t\0\\", 5);
    const std::size_t known = kLetters.find(next);
    if (known == std::string_view::npos) {
      bytes.push_back(c);
      continue;
    }
    bytes.push_back(kBytes[known]);
    ++at;
  }
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::string_view take_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

template <typename Number>
bool read_number(std::string_view text, Number& number) {
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && rest == end && !text.empty();
}

// "192.0.2.1:25" or "[2001:db8::1]:25".
std::optional<Endpoint> endpoint_from(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view address = text.substr(0, colon);
  if (address.size() > 2 && address.front() == '[' && address.back() == ']') {
    address = address.substr(1, address.size() - 2);
  }
  Endpoint endpoint{ip_address_from(address), 0};
  if (!endpoint.ip.known() || !read_number(text.substr(colon + 1), endpoint.port)) {
    return std::nullopt;
  }
  return endpoint;
}

void read_directive(std::string_view text, TranscriptLine& line) {
  if (take_prefix(text, "# client ")) {
    const auto client = endpoint_from(take_word(text));
    const bool named = take_word(text) == "server";
    const auto server = endpoint_from(take_word(text));
    if (!client || !named || !server) return;  // an ordinary comment
    line.kind = Kind::kEndpoints;
    line.client = *client;
    line.server = *server;
  } else if (take_prefix(text, "# time ")) {
    line.time = capture_time_from_rfc3339(text);
    if (line.time.known()) line.kind = Kind::kTime;
  } else if (text == "# pickup midstream") {
    line.kind = Kind::kPickup;
  }
}

void read_end(std::string_view text, TranscriptLine& line) {
  line.kind = Kind::kEnd;
  const std::string_view word = take_word(text);
  if (word == "finished") {
    line.end = StreamEnd::kFinished;
  } else if (word == "reset") {
    line.end = StreamEnd::kReset;
  } else if (word == "idle") {
    line.end = StreamEnd::kIdle;
  } else if (word == "cut") {
    line.end = StreamEnd::kInputEnd;
  } else {
    line.kind = Kind::kMalformed;
  }
}

void read_gap(std::string_view text, TranscriptLine& line) {
  const bool number = read_number(take_word(text), line.gap);
  line.kind = number ? Kind::kGap : Kind::kMalformed;
}

}  // namespace

void read_transcript_line(std::string_view text, TranscriptLine& line) {
  line.kind = Kind::kNothing;
  line.bytes.clear();
  if (text.empty()) return;
  if (text[0] == '#') {
    read_directive(text, line);
    return;
  }
  line.kind = Kind::kMalformed;
  if (take_prefix(text, "E:")) {
    read_end(text, line);
    return;
  }
  if (text.size() < 2 || (text[0] != 'C' && text[0] != 'S')) return;
  line.side = text[0] == 'C' ? Side::kInitiator : Side::kResponder;
  const char mark = text[1];
  text.remove_prefix(2);
  if (mark == '!') {
    read_gap(text, line);
    return;
  }
  if (mark != ':' && mark != '-') return;
  take_prefix(text, " ");
  line.kind = Kind::kBytes;
  append_unescaped(text, line.bytes);
  if (mark == ':') line.bytes += "\r\n";
}

}  // namespace constat::capture
