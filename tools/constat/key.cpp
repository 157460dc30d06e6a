#include <cstdio>

#include "dossier/dossier.h"
#include "tools/constat/commands.h"

namespace constat::tools {

std::string key_for(const Options& options) {
  std::string path = options.key_file;
  if (path.empty() && !options.dossier.empty()) {
    std::string directory = options.dossier;
    while (directory.size() > 1 && directory.back() == '/') directory.pop_back();
    path = directory + ".key";
  }
  if (path.empty()) {
    std::fprintf(stderr,
                 "constat: no --key: recipients are named by a throw-away key, so that"
                 " pseudonyms differ from run to run\n");
    return dossier::random_key();
  }
  const auto key = dossier::read_or_make_key(path);
  if (key.ok()) return *key;
  std::fprintf(stderr, "constat: %s\n", std::string(key.status().message()).c_str());
  return {};
}

}  // namespace constat::tools
