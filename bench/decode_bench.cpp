// Transfer decoding and character sets, in bytes of input a second.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "parser/decode/decode.h"

namespace {

using namespace constat;
using namespace constat::parser;

constexpr std::size_t kSize = 1 << 20;

std::string repeated(std::string_view piece) {
  std::string all;
  while (all.size() < kSize) all += piece;
  return all;
}

void require(bool holds) {
  if (!holds) std::abort();
}

void transfer(benchmark::State& state, const std::string& encoded, TransferEncoding encoding,
              std::string_view begins_with) {
  std::string out;
  SourceMap map;
  Defects defects;
  const auto once = [&] {
    out.clear();
    map.clear();
    decode_transfer(encoded, encoding, 0, 4 * kSize, out, map, defects);
  };
  once();
  require(out.starts_with(begins_with) && defects.empty());
  for (auto _ : state) {
    once();
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(encoded.size()) * state.iterations());
}

void charset(benchmark::State& state, const std::string& bytes, std::string_view label,
             std::string_view begins_with) {
  std::string out;
  SourceMap map;
  Defects defects;
  const auto once = [&] {
    out.clear();
    map.clear();
    decode_charset(bytes, label, out, map, defects);
  };
  once();
  require(out.starts_with(begins_with) && defects.empty());
  for (auto _ : state) {
    once();
    benchmark::DoNotOptimize(out.data());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes.size()) * state.iterations());
}

void base64_lines(benchmark::State& state) {
  std::string line;
  while (line.size() < 76) line += "Zm9v";
  transfer(state, repeated(line + "\r\n"), TransferEncoding::kBase64, "foofoo");
}
BENCHMARK(base64_lines);

void base64_one_character_a_line(benchmark::State& state) {
  transfer(state, repeated("Z\r\nm\r\n9\r\nv\r\n"), TransferEncoding::kBase64, "foofoo");
}
BENCHMARK(base64_one_character_a_line);

void quoted_printable_french(benchmark::State& state) {
  transfer(state,
           repeated("Vous recevez ce message parce que vous =C3=AAtes inscrit =C3=A0 notre l=\r\n"
                    "ettre ; pour ne plus la recevoir, suivez le lien ci-dessous. Merci !\r\n"),
           TransferEncoding::kQuotedPrintable, "Vous recevez");
}
BENCHMARK(quoted_printable_french);

void quoted_printable_html(benchmark::State& state) {
  transfer(
      state,
      repeated(
          "<td align=3D\"center\" style=3D\"font-size:14px;color:#333333\">texte</td=\r\n>\r\n"),
      TransferEncoding::kQuotedPrintable, "<td align=\"center\"");
}
BENCHMARK(quoted_printable_html);

void utf8_ascii(benchmark::State& state) {
  charset(state, repeated("You receive this message because you subscribed. "), "utf-8", "You");
}
BENCHMARK(utf8_ascii);

void utf8_french(benchmark::State& state) {
  charset(state, repeated("Pour vous d\u00e9sabonner, cliquez ici \u00e0 tout moment. "), "utf-8",
          "Pour");
}
BENCHMARK(utf8_french);

void latin1_french(benchmark::State& state) {
  charset(state, repeated("Pour vous d\xe9sabonner, cliquez ici \xe0 tout moment. "), "iso-8859-1",
          "Pour vous d\u00e9");
}
BENCHMARK(latin1_french);

void koi8_russian(benchmark::State& state) {
  charset(state, repeated("\xd0\xd2\xc9\xd7\xc5\xd4 \xcd\xc9\xd2 "), "koi8-r", "\u043f");
}
BENCHMARK(koi8_russian);

void shift_jis_by_icu(benchmark::State& state) {
  charset(state, repeated("\x93\xfa\x96\x7b "), "shift_jis", "\u65e5\u672c ");
}
BENCHMARK(shift_jis_by_icu);

void short_encoded_word(benchmark::State& state) {
  charset(state, "Newsletter de mars", "utf-8", "Newsletter");
}
BENCHMARK(short_encoded_word);

}  // namespace

BENCHMARK_MAIN();
