#include "classifier/timeline/template_groups.h"

#include <string>

#include "classifier/timeline/found_facts.h"
#include "classifier/timeline/packing.h"

namespace constat::classifier {
namespace {

// A delivery of a template, with what its addresses come to.
struct Sent {
  std::string group;  // sender and template, as a key
  std::string person;
  std::uint64_t addresses = 0;
  std::uint64_t ordinal = 0, index = 0;
};

void add_sent(const Sent& sent, RecordSpool& spool) {
  SortKey key;
  key.add(sent.group).add(sent.addresses).add(sent.ordinal).add(sent.index);
  std::string record;
  Packer pack(record);
  pack.text(sent.group);
  pack.text(sent.person);
  for (const std::uint64_t number : {sent.addresses, sent.ordinal, sent.index}) pack.number(number);
  spool.add(key.bytes(), record);
}

// Walks the deliveries group by group.
class Walk {
 public:
  explicit Walk(std::vector<RecordSpool>& spools) : sorted_(spools) { advance(); }
  bool at_end() const { return at_end_; }
  const Sent& sent() const { return sent_; }
  void advance() {
    std::string_view record;
    at_end_ = !sorted_.next(record);
    if (at_end_) return;
    Unpacker unpack(record);
    sent_.group = unpack.text();
    sent_.person = unpack.text();
    sent_.addresses = unpack.number();
    sent_.ordinal = unpack.number();
    sent_.index = unpack.number();
  }
  const absl::Status& status() const { return sorted_.status(); }

 private:
  SortedRecords sorted_;
  Sent sent_;
  bool at_end_ = false;
};

struct Group {
  std::string name;
  std::uint64_t deliveries = 0, different = 0;
  bool several_persons = false;
  bool differs_per_recipient() const { return several_persons && different > deliveries / 2; }
};

Group count_group(Walk& ahead) {
  Group group;
  group.name = ahead.sent().group;
  const std::string person = ahead.sent().person;
  std::uint64_t last = 0;
  for (; !ahead.at_end() && ahead.sent().group == group.name; ahead.advance()) {
    if (group.deliveries++ == 0 || ahead.sent().addresses != last) ++group.different;
    last = ahead.sent().addresses;
    group.several_persons = group.several_persons || ahead.sent().person != person;
  }
  return group;
}

// Twice side by side: a group is counted, then told.
absl::Status find_in(std::vector<RecordSpool>& spools, std::string_view id, RecordSpool& found) {
  Walk ahead(spools);
  Walk behind(spools);
  while (!ahead.at_end()) {
    const Group group = count_group(ahead);
    const DeliveryFact fact{
        std::string(id),
        std::to_string(group.different) + '/' + std::to_string(group.deliveries),
        {},
        {}};
    for (; !behind.at_end() && behind.sent().group == group.name; behind.advance()) {
      if (group.differs_per_recipient()) {
        add_facts(behind.sent().ordinal, behind.sent().index, {fact}, found);
      }
    }
  }
  absl::Status status = ahead.status();
  status.Update(behind.status());
  return status;
}

}  // namespace

TemplateGroups::TemplateGroups(const Limits& limits) {
  links_.emplace_back(limits.timeline_bytes / 16);
  images_.emplace_back(limits.timeline_bytes / 16);
}

void TemplateGroups::add(const MailTrace& trace, std::uint64_t ordinal) {
  if (trace.template_digest.empty()) return;
  SortKey group;
  group.add(trace.sender).add(trace.template_digest);
  Sent sent;
  sent.group = group.bytes();
  sent.ordinal = ordinal;
  for (std::size_t index = 0; index < trace.deliveries.size(); ++index) {
    sent.index = index;
    sent.person = trace.deliveries[index].person;
    sent.addresses = trace.links;
    if (trace.links != 0) add_sent(sent, links_.front());
    sent.addresses = trace.images;
    if (trace.images != 0) add_sent(sent, images_.front());
  }
}

absl::Status TemplateGroups::find(RecordSpool& found) {
  absl::Status status = find_in(links_, "timeline.link_per_recipient", found);
  status.Update(find_in(images_, "timeline.image_per_recipient", found));
  return status;
}

}  // namespace constat::classifier
