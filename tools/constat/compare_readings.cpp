// Where two readings of one mail differ. What is said of it holds numbers and paths only, nothing
// of the mail's own text.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "parser/decode/decode.h"
#include "tools/constat/cross_check.h"

namespace constat::tools {
namespace {

using parser::Part;

// What mimetic knows of the parts: those of the first reading, and none below a message/global.
struct Row {
  std::size_t part;
  std::uint32_t depth;
};

std::vector<Row> comparable_parts(const std::vector<Part>& parts) {
  std::vector<Row> rows;
  std::vector<std::uint32_t> depths(parts.size(), 0);
  std::vector<bool> hidden(parts.size(), false);
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const Part& part = parts[index];
    if (part.parent >= 0) {
      const auto parent = static_cast<std::size_t>(part.parent);
      depths[index] = depths[parent] + 1;
      hidden[index] =
          hidden[parent] || (parts[parent].type == "message" && parts[parent].subtype == "global");
    }
    if (part.second_reading) hidden[index] = true;
    if (!hidden[index]) rows.push_back({index, depths[index]});
  }
  return rows;
}

class Comparison {
 public:
  Comparison(const parser::ParsedMail& mail, const SecondReading& other, const Limits& limits,
             std::vector<parser::ReadingDifference>& out)
      : mail_(mail), other_(other), limits_(limits), out_(out) {}

  void compare_addresses() {
    const parser::Header& header = mail_.header;
    const parser::AddressList* const lists[] = {&header.from, &header.sender, &header.reply_to,
                                                &header.to,   &header.cc,     &header.bcc};
    for (std::size_t index = 0; index < kAddressFields.size(); ++index) {
      compare_list(kAddressFields[index], *lists[index], other_.addresses[index]);
    }
  }

  void compare_parts() {
    const std::vector<Row> rows = comparable_parts(mail_.parts);
    if (rows.size() != other_.entities.size()) {
      add("0", mail_.parts.front().body,
          "structure: " + std::to_string(rows.size()) + " parts, " +
              std::to_string(other_.entities.size()) + " in the other reading");
      return;
    }
    for (std::size_t index = 0; index < rows.size(); ++index) {
      compare_part(mail_.parts[rows[index].part], rows[index].depth, other_.entities[index]);
    }
  }

 private:
  void add(std::string_view part, ByteRange where, std::string what) {
    if (out_.size() < limits_.reading_differences) {
      out_.push_back({std::string(part), where, std::move(what)});
    }
  }

  // Of the first field of the name.
  ByteRange where_of(std::string_view name) const {
    for (const parser::HeaderField& field : mail_.fields) {
      const bool same = std::ranges::equal(field.name, name, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
      });
      if (same) return field.value_where;
    }
    return {};
  }

  void compare_list(std::string_view name, const parser::AddressList& list,
                    const std::vector<std::string>& theirs) {
    std::vector<std::string_view> ours;
    for (const parser::Mailbox& mailbox : list.mailboxes) {
      if (mailbox.field == 0 && !mailbox.address.empty()) ours.push_back(mailbox.address);
    }
    if (std::ranges::equal(ours, theirs)) return;
    std::string what = std::string(name) + ": " + std::to_string(ours.size()) + " addresses, ";
    what += ours.size() == theirs.size() ? "not the same in the other reading"
                                         : std::to_string(theirs.size()) + " in the other reading";
    add("0", where_of(name), std::move(what));
  }

  void compare_part(const Part& part, std::uint32_t depth, const SecondEntity& other) {
    if (depth != other.depth) {
      add(part.path, part.body, "structure: below another part in the other reading");
      return;
    }
    if (!other.type.empty() && other.type != part.type + '/' + part.subtype) {
      add(part.path, part.body, "structure: of another type in the other reading");
      return;
    }
    if (!part.is_container && other.leaf) compare_bytes(part, other);
  }

  void compare_bytes(const Part& part, const SecondEntity& other) {
    parser::TransferEncoding encoding = parser::transfer_encoding_named(part.encoding);
    if (encoding == parser::TransferEncoding::kUnknown) {
      encoding = parser::TransferEncoding::kIdentity;
    }
    decoded_.clear();
    map_ = SourceMap();
    defects_.clear();
    parser::decode_transfer(mail_.bytes_of(part.body), encoding, 0, part.body.length, decoded_,
                            map_, defects_);
    if (encoding == parser::TransferEncoding::kQuotedPrintable) leave_out_line_ends(decoded_);
    if (decoded_.size() != other.bytes) {
      add(part.path, part.body,
          "decoded bytes: " + std::to_string(decoded_.size()) + ", " + std::to_string(other.bytes) +
              " in the other reading");
    } else if (sha256(decoded_) != other.sha256) {
      add(part.path, part.body,
          "decoded bytes: " + std::to_string(decoded_.size()) +
              ", not the same in the other reading");
    }
  }

  const parser::ParsedMail& mail_;
  const SecondReading& other_;
  const Limits& limits_;
  std::vector<parser::ReadingDifference>& out_;
  std::string decoded_;
  SourceMap map_;
  Defects defects_;
};

}  // namespace

void compare_readings(const parser::ParsedMail& mail, const SecondReading& other,
                      const Limits& limits, std::vector<parser::ReadingDifference>& out) {
  Comparison comparison(mail, other, limits, out);
  comparison.compare_addresses();
  comparison.compare_parts();
}

}  // namespace constat::tools
