// gmime_json: what GMime 3 says of mails, one JSON object a mail, to compare constat's reading
// with. Standard input names them, one a line: PATH, tab, offset, tab, length.

#include <gmime/gmime.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "core/json_writer.h"

namespace {

using constat::JsonWriter;

std::string_view text_of(const char* text) { return text == nullptr ? "" : text; }

// Groups are flattened: their members, in order.
void write_addresses(JsonWriter& json, InternetAddressList* list) {
  for (int index = 0; list != nullptr && index < internet_address_list_length(list); ++index) {
    InternetAddress* address = internet_address_list_get_address(list, index);
    if (INTERNET_ADDRESS_IS_GROUP(address)) {
      write_addresses(json, internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)));
      continue;
    }
    const char* mailbox = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address));
    json.begin_array().value(text_of(internet_address_get_name(address)));
    json.value(text_of(mailbox)).end_array();
  }
}

void write_header(JsonWriter& json, GMimeMessage* message) {
  constexpr std::pair<const char*, GMimeAddressType> kLists[] = {
      {"from", GMIME_ADDRESS_TYPE_FROM},
      {"sender", GMIME_ADDRESS_TYPE_SENDER},
      {"reply_to", GMIME_ADDRESS_TYPE_REPLY_TO},
      {"to", GMIME_ADDRESS_TYPE_TO},
      {"cc", GMIME_ADDRESS_TYPE_CC},
      {"bcc", GMIME_ADDRESS_TYPE_BCC}};
  json.key("subject").value(text_of(g_mime_message_get_subject(message)));
  for (const auto& [name, type] : kLists) {
    json.key(name).begin_array();
    write_addresses(json, g_mime_message_get_addresses(message, type));
    json.end_array();
  }
  json.key("date");
  GDateTime* date = g_mime_message_get_date(message);
  if (date == nullptr) {
    json.null();
    return;
  }
  json.begin_array().value(std::int64_t{g_date_time_to_unix(date)});
  json.value(std::int64_t{g_date_time_get_utc_offset(date) / 60'000'000}).end_array();
}

std::string decoded_bytes(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return {};
  GMimeStream* memory = g_mime_stream_mem_new();
  g_mime_data_wrapper_write_to_stream(content, memory);
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
  std::string decoded(reinterpret_cast<const char*>(bytes->data), bytes->len);
  g_object_unref(memory);
  return decoded;
}

void write_entity(JsonWriter& json, GMimeObject* entity, int depth) {
  if (entity == nullptr) return;
  GMimeContentType* type = g_mime_object_get_content_type(entity);
  std::string name(text_of(g_mime_content_type_get_media_type(type)));
  name.append("/").append(text_of(g_mime_content_type_get_media_subtype(type)));
  std::ranges::transform(name, name.begin(), [](char c) { return g_ascii_tolower(c); });
  json.begin_object().key("depth").value(depth).key("type").value(name);
  if (GMIME_IS_PART(entity)) {
    const std::string bytes = decoded_bytes(GMIME_PART(entity));
    json.key("bytes").value(std::uint64_t{bytes.size()});
    json.key("sha256").value(to_hex(constat::sha256(bytes)));
  }
  json.end_object();
  if (GMIME_IS_MULTIPART(entity)) {
    GMimeMultipart* multipart = GMIME_MULTIPART(entity);
    for (int index = 0; index < g_mime_multipart_get_count(multipart); ++index) {
      write_entity(json, g_mime_multipart_get_part(multipart, index), depth + 1);
    }
  } else if (GMIME_IS_MESSAGE_PART(entity)) {
    GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(entity));
    if (message != nullptr) write_entity(json, g_mime_message_get_mime_part(message), depth + 1);
  }
}

std::string json_of(const std::string& mail) {
  std::string line;
  JsonWriter json(line);
  GMimeStream* stream = g_mime_stream_mem_new_with_buffer(mail.data(), mail.size());
  GMimeParser* parser = g_mime_parser_new_with_stream(stream);
  GMimeMessage* message = g_mime_parser_construct_message(parser, nullptr);
  json.begin_object();
  if (message != nullptr) {
    write_header(json, message);
    json.key("parts").begin_array();
    write_entity(json, g_mime_message_get_mime_part(message), 0);
    json.end_array();
    g_object_unref(message);
  }
  json.end_object();
  g_object_unref(parser);
  g_object_unref(stream);
  return line;
}

std::size_t number_of(std::string_view text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

int main() {
  g_mime_init();
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    if (first == std::string::npos || second == std::string::npos) return 2;
    std::ifstream file(line.substr(0, first), std::ios::binary);
    std::string mail((std::istreambuf_iterator<char>(file)), {});
    mail.erase(0, number_of(line.substr(first + 1, second - first - 1)));
    mail.resize(std::min(mail.size(), number_of(line.substr(second + 1))));
    std::cout << json_of(mail) << '\n' << std::flush;
  }
  g_mime_shutdown();
}
