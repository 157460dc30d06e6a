// By what the mails of one campaign are alike: a digest of the readable text with what varies from
// one recipient to another masked. Two mails of one digest say the same to different people.
//
// Masked are words with a digit or '@', the recipient's name and the words of his address, and what
// follows a greeting; of links the host alone counts.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classifier/fact.h"
#include "classifier/wording/fold.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/url_tokens.h"
#include "core/digest.h"

namespace constat::classifier {
namespace {

constexpr FactKind kKinds[] = {
    {"template.text", "Digest of the text with names, numbers and addresses masked",
     "Empreinte du texte, noms, nombres et adresses masqués"},
    {"template.image",
     "Address of an image from elsewhere that is a pixel, hidden, or carries a token",
     "Adresse d’une image distante d’un pixel, masquée, ou portant un jeton"},
};

constexpr std::string_view kGreetings[] = {"bonjour", "bonsoir", "buongiorno", "cher",  "chere",
                                           "ciao",    "dear",    "hallo",      "hello", "hi",
                                           "hola",    "madame",  "monsieur",   "ola",   "sehr"};

static_assert(std::ranges::is_sorted(kGreetings));

// Few words of a text start with the letter of any, so that hardly one is compared.
bool is_greeting(std::string_view word) {
  if (word.empty()) return false;
  const auto first = [](std::string_view greeting) { return greeting.front(); };
  const auto alike = std::ranges::equal_range(kGreetings, word.front(), {}, first);
  return std::ranges::find(alike, word) != alike.end();
}

enum class Mark : std::uint8_t { kNone, kSeparator, kOfNumberOrAddress };

constexpr std::array<Mark, 256> kMarks = [] {
  std::array<Mark, 256> marks{};
  for (const char c : {' ', '\n', '\t'}) marks[static_cast<unsigned char>(c)] = Mark::kSeparator;
  for (const char c : std::string_view("0123456789@:"))
    marks[static_cast<unsigned char>(c)] = Mark::kOfNumberOrAddress;
  return marks;
}();

// The words of a folded text, in order, and whether a number or an address stands in each.
template <typename Visit>
void for_each_word(std::string_view text, const Visit& visit) {
  const auto mark_at = [text](std::size_t at) {
    return kMarks[static_cast<unsigned char>(text[at])];
  };
  for (std::size_t at = 0; at < text.size();) {
    bool number_or_address = false;
    std::size_t end = at;
    for (; end < text.size() && mark_at(end) != Mark::kSeparator; ++end)
      number_or_address |= mark_at(end) == Mark::kOfNumberOrAddress;
    if (end > at) visit(text.substr(at, end - at), number_or_address);
    at = end + 1;
  }
}

std::string_view letters_of(std::string_view word) {
  while (!word.empty() && !wording::is_word_byte(word.front())) word.remove_prefix(1);
  while (!word.empty() && !wording::is_word_byte(word.back())) word.remove_suffix(1);
  return word;
}

// What may stand in a mail because of whom it goes to.
class Personal {
 public:
  explicit Personal(const parser::ParsedMail& mail) {
    for (const capture::Recipient& recipient : mail.raw->recipients) add(recipient.address);
    for (const auto* list : {&mail.header.to, &mail.header.cc}) {
      for (const parser::Mailbox& mailbox : list->mailboxes) {
        add(mailbox.address);
        add(mailbox.name);
      }
    }
    std::ranges::sort(words_);
  }
  bool holds(std::string_view word) const {
    return !word.empty() && (starts_ & start_of(word)) != 0 &&
           std::ranges::binary_search(words_, word);
  }

 private:
  // Mails to more people than this do not speak to one.
  static constexpr std::size_t kMost = 64;

  static std::uint64_t start_of(std::string_view word) {
    return std::uint64_t{1} << (static_cast<unsigned char>(word.front()) % 64);
  }
  void add(std::string_view text) {
    constexpr std::size_t kLeastLetters = 2;
    const std::string folded = wording::fold(text.substr(0, text.rfind('@')));
    for (std::size_t at = 0; at < folded.size() && words_.size() < kMost;) {
      std::size_t end = at;
      while (end < folded.size() && wording::is_word_byte(folded[end])) ++end;
      if (end - at >= kLeastLetters) {
        starts_ |= start_of(words_.emplace_back(folded.substr(at, end - at)));
      }
      at = end + 1;
    }
  }
  std::vector<std::string> words_;
  std::uint64_t starts_ = 0;  // a bit for the first letters of words_
};

// `masked` is memory to work in.
void add_line(std::string_view line, const Personal& personal, std::string& masked,
              Sha256& digest) {
  masked.clear();
  bool greeting = false;
  for_each_word(line, [&](std::string_view word, bool number_or_address) {
    if (greeting) return;
    const std::string_view letters = letters_of(word);
    const bool varies = number_or_address || personal.holds(letters);
    masked += varies ? std::string_view("#") : word;
    masked += ' ';
    greeting = is_greeting(letters);
  });
  if (masked.empty()) return;
  masked.back() = '\n';
  digest.update(masked);
}

// What may tell one recipient from another, whether it does is seen in other mails.
void find_images(const wording::MailReading& reading, const wording::ReadText& text,
                 FactSink& facts) {
  constexpr std::size_t kMost = 3;
  std::size_t told = 0;
  for (const parser::ImageElsewhere& image : text.source->images_elsewhere) {
    const bool may_tell = image.pixel || !image.hidden_by.empty() ||
                          wording::carries_personal_token(image.url, reading.recipients());
    if (!may_tell || told == kMost) continue;
    ++told;
    facts.add({"template.image", image.url, std::string(text.path), image.where, ""});
  }
}

void find(const wording::MailReading& reading, const Limits&, FactSink& facts) {
  const Personal personal(reading.mail());
  Sha256 digest;
  std::string masked;
  bool any = false;
  for (const wording::ReadText& text : reading.texts()) {
    std::string_view rest = text.text();
    any = any || rest.find_first_not_of(" \n\t") != std::string_view::npos;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      add_line(rest.substr(0, end), personal, masked, digest);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    for (const parser::Link& link : text.source->links) {
      digest.update(wording::host_of(link.url));
      digest.update("\n");
    }
    find_images(reading, text, facts);
  }
  if (!any) return;
  constexpr std::size_t kHexDigits = 16;
  facts.add({"template.text", to_hex(digest.finish()).substr(0, kHexDigits), "", {}, ""});
}

}  // namespace

extern const FactFamily mail_template = {.id = "mail_template", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
