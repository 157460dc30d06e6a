// The report as one HTML file that opens offline: no script, nothing remote, one style sheet whose
// digest the page's own policy names.
#include "core/digest.h"
#include "report/case_report.h"
#include "report/excerpt.h"
#include "report/html_blocks.h"
#include "report/sections/sections.h"

namespace constat::report {
namespace {

// CSP level 3, section 2.3.1: the hash is over the bytes between the style tags.
std::string policy() {
  const Digest digest = sha256(style_sheet());
  const std::string_view bytes(reinterpret_cast<const char*>(digest.bytes.data()),
                               digest.bytes.size());
  return "default-src 'none'; style-src 'sha256-" + to_base64(bytes) +
         "'; base-uri 'none'; form-action 'none'";
}

std::string head_of(const Document& document) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"";
  out += document.language == Language::kFrench ? "fr" : "en";
  out += "\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy() + "\">\n";
  out += "<meta name=\"referrer\" content=\"no-referrer\">\n";
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += "<meta name=\"color-scheme\" content=\"light dark\">\n";
  out += "<title>" + escape_html(document.title) + "</title>\n<style>";
  out += style_sheet();
  out += "</style>\n</head>\n";
  return out;
}

}  // namespace

std::string render_html(const CaseReport& report, classifier::Language language) {
  const Document document = case_document(report, language);
  const Wording wording(language);
  std::string out = head_of(document);
  out += "<body>\n<a class=\"skip\" href=\"#s1\">" +
         escape_html(wording.text(Key::kSkipToCoverage)) + "</a>\n<main>\n<h1>" +
         escape_html(document.title) + "</h1>\n";
  HtmlSetter setter(language, out);
  for (const Block& block : document.blocks) std::visit(setter, block);
  setter.finish();
  out += "</main>\n</body>\n</html>\n";
  return out;
}

}  // namespace constat::report
