// auth_policies SNAPSHOT: reads lines "IP<tab>HELO<tab>MAIL FROM" and prints for each what the
// sender policy of MAIL FROM (of HELO, where it is empty) says, and the name that the snapshot does
// not hold: "RESULT<tab>NAME TYPE".

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "core/limits.h"
#include "parser/auth/dns_snapshot.h"
#include "parser/auth/spf.h"

namespace {

namespace auth = constat::parser::auth;

std::string answer(const auth::DnsSnapshot& dns, const std::string& line,
                   const constat::Limits& limits) {
  const std::size_t first = line.find('\t');
  const std::size_t second = line.find('\t', first + 1);
  if (second == std::string::npos) return "malformed line";
  const std::string helo = line.substr(first + 1, second - first - 1);
  const std::string sender = line.substr(second + 1);
  auth::SpfQuestion question;
  question.identity = sender.empty() ? auth::SpfIdentity::kHelo : auth::SpfIdentity::kMailFrom;
  question.client = constat::ip_address_from(line.substr(0, first));
  question.helo = helo;
  question.sender = sender;
  const auth::SpfStatement statement = auth::evaluate_spf(dns, question, limits);
  return std::string(name_of(statement.result)) + '\t' + statement.missing;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream file(argv[1], std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const constat::Limits limits;
  const auto read = auth::read_dns_snapshot(text, limits);
  if (!read.ok()) return 1;
  for (std::string line; std::getline(std::cin, line);) {
    std::puts(answer(read->snapshot, line, limits).c_str());
  }
  return 0;
}
