// What the bytes of one mail say: parser's word to the classifier.
//
//   RawMail --> MailParser --> ParsedMail (ParsedMailSink)
//
// All ranges count in RawMail::bytes. All decoded text is valid UTF-8. Every duplicate is kept;
// nothing is chosen silently. Nothing here is an opinion: a malformed thing has a Defect.
//
// Lifetime: valid until ParsedMailSink::on_mail returns; the parser reuses the memory.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capture/raw_mail.h"
#include "core/bytes.h"
#include "core/defect.h"
#include "core/digest.h"
#include "core/limits.h"
#include "core/source_map.h"
#include "parser/auth/authentication.h"
#include "parser/html/hiding.h"
#include "parser/html/link_kind.h"
#include "parser/other_reading.h"

namespace constat::parser {

namespace auth {
struct Sources;
}

// One header field of the top-level header or of a part, in order, duplicates included.
struct HeaderField {
  std::string_view name;   // as written
  std::string_view value;  // raw, folding included, without the final line end
  ByteRange where;         // the whole field, line end included
  ByteRange value_where;
};

struct Mailbox {
  std::string name;         // decoded display name, "" when none
  std::string address;      // addr-spec, comments and routes removed; domain as written
  std::string group;        // name of the enclosing group (RFC 5322 section 3.4), "" when none
  ByteRange where;          // of the whole mailbox in the mail
  std::uint32_t field = 0;  // which of several fields of the name, from 0
};

struct AddressList {
  std::vector<Mailbox> mailboxes;  // at most Limits::addresses_per_field
  std::uint64_t count = 0;         // all that were seen
  std::uint32_t fields = 0;        // how many header fields of this name were read
};

// One URI of a List-Unsubscribe or similar field (RFC 2369).
struct ListUri {
  std::string uri;  // white space inside the brackets removed
  ByteRange where;
  std::uint32_t field = 0;  // which of several fields of the name, from 0
};

struct DecodedText {
  std::string text;
  ByteRange where;  // of the field's value
};

// One Received field (RFC 5321 section 4.4), as claimed; "" where a clause is missing.
struct TraceField {
  std::string from;  // the domain said, and the part in parentheses after it
  std::string from_info;
  std::string by;
  std::string with;
  std::string id;
  std::string recipient;  // of `for`, without brackets
  std::string date;       // RFC 3339 with the offset as sent, "" when none or malformed
  ByteRange where;
};

// The top-level header, decoded. Fields that may stand once are kept each time they stand.
struct Header {
  AddressList from, sender, reply_to, to, cc, bcc, return_path;
  std::vector<DecodedText> subject;
  std::vector<DecodedText> date_as_sent;  // raw text
  std::string date;  // RFC 3339 with the offset as sent, of the first; "" when none or malformed
  std::vector<DecodedText> message_id;  // without brackets
  std::vector<std::string> in_reply_to;
  std::vector<std::string> references;
  std::vector<DecodedText> list_id;  // the identifier inside <>, or the text
  std::vector<ListUri> list_unsubscribe;
  std::uint32_t list_unsubscribe_fields = 0;
  std::vector<DecodedText> list_unsubscribe_post;
  // The other fields of RFC 2369; "NO" of List-Post is no URI and is not here.
  std::vector<ListUri> list_help, list_subscribe, list_post, list_owner, list_archive;
  std::vector<DecodedText> precedence, auto_submitted, feedback_id,
      mailer;                             // X-Mailer or User-Agent
  std::vector<DecodedText> cfbl_address;  // RFC 9477
  // Trace fields in the order of the header, at most Limits::received_fields; claims of those who
  // wrote them.
  std::vector<TraceField> received;
  std::uint64_t received_count = 0;
};

// Bytes that programs in use read in two ways (robustness X03 to X11). What stands elsewhere in
// ParsedMail is the first reading, the one the standard asks for.
struct SecondReading {
  DefectKind why;  // what makes it ambiguous; also noted as a defect
  ByteRange where;
  int part = -1;  // index into ParsedMail::parts; -1: the header
  // Decoded bytes under each reading. Where the readings are several parts, the digest is over
  // those of the parts that have no parts themselves, in order; of the header, over "name:value\n"
  // of each field.
  std::uint64_t first_bytes = 0, second_bytes = 0;
  Digest first, second;
};

// "dns; mx.example" of a report (RFC 3464 section 2.1.2); type in lower case, "" when none stands.
struct TypedText {
  std::string type;
  std::string text;
};

// What a delivery status says of one recipient (RFC 3464 section 2.3), as claimed; "" where absent.
struct RecipientStatus {
  TypedText original_recipient, final_recipient;  // text: an address without brackets
  TypedText remote_mta, diagnostic;
  std::string action;                               // lower case
  std::string status;                               // "5.1.1", comments removed
  std::string last_attempt_date, will_retry_until;  // RFC 3339; "" also when malformed
  std::string final_log_id;
  ByteRange where;  // of the group of fields, in the mail
};

enum class ReportKind : std::uint8_t { kDeliveryStatus, kFeedback, kDisposition };
enum class ReturnedContent : std::uint8_t { kNone, kHeader, kMessage };

// The machine-readable part of a report (RFC 6522): delivery status (RFC 3464, RFC 6533), feedback
// (RFC 5965), disposition notification (RFC 8098). Claims of those who wrote it; "" where absent.
struct ReportParts {
  ReportKind kind = ReportKind::kDeliveryStatus;
  std::uint32_t part = 0;  // index into ParsedMail::parts
  std::string original_envelope_id;
  TypedText reporting_mta;
  std::string arrival_date;          // RFC 3339; "" also when malformed
  std::string arrival_date_as_sent;  // raw text
  // Of a delivery status; a disposition notification has one recipient with `action` its
  // disposition.
  TypedText dsn_gateway, received_from_mta;
  std::vector<RecipientStatus> recipients;  // at most Limits::recipients_per_mail
  std::uint64_t recipients_count = 0;
  // Of feedback. `original_message_id` also of a disposition notification.
  std::string feedback_type;  // lower case
  std::string user_agent, version, original_mail_from, source_ip, original_message_id;
  std::uint64_t incidents = 1;  // RFC 5965 section 3.2: 1 where absent
  std::vector<std::string> original_rcpt_to, reported_domains, reported_uris,
      authentication_results;
  // What is returned of the mail the report is about, and the identifier that stands there.
  ReturnedContent returned = ReturnedContent::kNone;
  std::string returned_message_id;
};

// "multipart/alternative" → type "multipart", subtype "alternative", lower case.
struct Part {
  // "1", "1.2": as IMAP numbers (RFC 3501 section 6.4.5); the whole mail's single body is "1". A
  // multipart that is the body of a message has no number there: "TEXT", below an attached one
  // "3.TEXT". Parts under another reading of multipart 2: "2.~1.1", "2.~1.2" (of the first such
  // reading), of "TEXT": "~1.1".
  std::string path;
  int parent = -1;  // index into ParsedMail::parts
  std::string type = "text";
  std::string subtype = "plain";
  std::string charset;   // as declared, lower case; "" when not declared
  std::string encoding;  // as declared, lower case; "7bit" when not declared
  std::string filename;
  std::vector<std::string> other_filenames;  // that differ from it (robustness X13)
  std::string disposition;
  ByteRange header;  // empty for the top-level part (its header is ParsedMail::fields)
  ByteRange body;    // encoded, in the mail
  std::vector<HeaderField> fields;       // of a part other than the top-level one
  bool is_container = false;             // multipart/* or message/rfc822: has children
  bool inside_attached_message = false;  // below a message/rfc822: not the sender's own words
  bool holed = false;                    // bytes of its range were not captured
  // Found only under another reading of the structure (robustness X04 to X09): after the closing
  // boundary, or at the end of ParsedMail::parts. Decoded, but it gives no text.
  bool second_reading = false;
  // Set for parts that were decoded (text parts, and all with Decode::kAll); else 0 and no digest.
  bool decoded = false;
  std::uint64_t decoded_bytes = 0;
  Digest decoded_sha256;
};

enum class Visibility : std::uint8_t { kVisible, kHidden };

struct Link {
  std::string url;   // as written; entities resolved, white space trimmed
  std::string text;  // visible text inside the anchor, white space folded; "" for a bare URL in
                     // plain text or an image alone
  std::string image_text;  // alt or title of images inside the anchor, or its own title; the labels
                           // of a form's buttons
  std::uint64_t text_offset = 0;  // where the anchor stands in TextPart::text
  ByteRange where;                // of the href value (or the bare URL) in the mail
  Visibility visibility = Visibility::kVisible;
  LinkKind kind = LinkKind::kAnchor;
  Hidings hidden_by = {};     // of a hidden link: what hides it
  std::string resolved = {};  // against <base href>, where there is one; else ""
};

// An image of HTML that is fetched from elsewhere.
struct ImageElsewhere {
  std::string url;         // references resolved, white space trimmed
  ByteRange where;         // of the src value in the mail
  bool pixel = false;      // height and width are said to be one pixel at most
  Hidings hidden_by = {};  // what hides it; empty: it is seen, though it may be a pixel
};

// What said how the bytes of a text are to be read.
enum class CharsetSource : std::uint8_t { kLabel, kByteOrderMark, kMeta, kGuess };
std::string_view name_of(CharsetSource source);  // "label", "byte_order_mark", "meta", "guess"

// The readable text of one text/plain or text/html part: decoded, in UTF-8; of HTML the visible
// text, with line ends between blocks. `map` leads from `text` to the mail's bytes.
struct TextPart {
  std::uint32_t part = 0;  // index into ParsedMail::parts
  bool html = false;
  std::string text;
  SourceMap map;
  std::string hidden_text;  // of HTML: text hidden by style, with its own map
  SourceMap hidden_map;
  std::vector<HiddenRun> hidden_runs;  // of all of hidden_text: what hides it
  std::vector<Link>
      links;         // those of HTML (LinkKind); http(s):, mailto: and tel: URLs of plain text
  std::string base;  // <base href> of HTML, as written; "" when there is none
  std::uint32_t images = 0;  // <img>, of them remote ones:
  std::uint32_t remote_images = 0;
  std::vector<ImageElsewhere> images_elsewhere;  // those, at most Limits::links_per_mail
  bool charset_guessed = false;
  // The set it was read in, "windows-1252" where the label says iso-8859-1 (as browsers do), and
  // what said so.
  std::string charset_used;
  CharsetSource charset_source = CharsetSource::kGuess;
  std::uint64_t replaced = 0;  // byte sequences that the set does not contain: U+FFFD in `text`
  bool incomplete = false;     // a hole or a cap cut it: absence may not be claimed of it
};

enum class FileEncoding : std::uint8_t { kUuencode, kBase64, kYenc };
std::string_view name_of(FileEncoding encoding);  // "uuencode", "begin_base64", "yenc"

// A file that stands encoded in the text of a part (POSIX uuencode, yEnc). TextPart::text holds its
// lines as well: that is what a reader who does not decode them sees.
struct EncodedFile {
  FileEncoding encoding = FileEncoding::kUuencode;
  std::uint32_t part = 0;  // index into ParsedMail::parts
  std::string name;
  ByteRange where;  // first to last line, in the mail
  std::uint64_t decoded_bytes = 0;
  Digest decoded_sha256;
  bool complete = false;  // its last line was found, and what it says of size and CRC is so
};

struct ParsedMail {
  const capture::RawMail* raw = nullptr;
  std::vector<HeaderField> fields;
  ByteRange header_where;  // first field to the end of the last one, without the empty line
  Header header;
  // In order of position, a parent before its children, at least one; then, in the same order,
  // those of each other reading of a multipart.
  std::vector<Part> parts;
  std::optional<ReportParts> report;       // the first that is not in an attached message
  std::vector<TextPart> texts;             // only of parts not inside an attached message
  std::vector<EncodedFile> encoded_files;  // at most Limits::encoded_files_per_mail
  std::uint64_t encoded_files_count = 0;   // all that were seen
  auth::Authentication authentication;
  std::vector<SecondReading> second_readings;  // at most Limits::second_readings_per_mail
  Defects defects;                             // those of RawMail and the parser's, by position
  std::uint64_t defects_not_kept = 0;
  bool header_incomplete = false;  // a hole or a cap touches the header
  bool body_incomplete = false;    // a hole or a cap touches any readable part
  OtherReading other_reading;      // where another reader was asked

  std::string_view bytes_of(ByteRange range) const {
    return raw->bytes.substr(range.offset, range.length);
  }
};

class ParsedMailSink {
 public:
  virtual ~ParsedMailSink() = default;
  virtual void on_mail(const ParsedMail& mail) = 0;
};

enum class Decode : std::uint8_t { kTextParts, kAll };

class MailParser final : public capture::MailSink {
 public:
  // Both must outlive the parser.
  MailParser(const Limits& limits, ParsedMailSink& sink, Decode decode = Decode::kTextParts);
  MailParser(Limits&& temporary, ParsedMailSink& sink, Decode decode = Decode::kTextParts) = delete;
  // With what names are looked up in (parser/auth/sources.h); copied, what it points to is not.
  MailParser(const Limits& limits, ParsedMailSink& sink, Decode decode,
             const auth::Sources& sources);

  ~MailParser() override;

  // Asks `other` about each mail too. It must outlive the parser.
  void compare_with(OtherReader& other) { other_reader_ = &other; }

  void on_mail(const capture::RawMail& mail) override;

 private:
  struct Workspace;
  void start(const capture::RawMail& mail);
  std::uint64_t read_header();
  void mark_holes(std::uint64_t body);
  void read_parts(std::uint64_t body);
  void read_texts();
  void read_authentication(std::uint64_t body);

  const Limits& limits_;
  ParsedMailSink& sink_;
  Decode decode_;
  OtherReader* other_reader_ = nullptr;
  std::unique_ptr<Workspace> work_;
  ParsedMail mail_;  // memory reused from mail to mail
};

}  // namespace constat::parser
