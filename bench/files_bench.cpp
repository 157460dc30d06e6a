// Reading files: a large capture plain, gzip and zstd; a million mails in one mbox; and the hostile
// files of robustness.md P03 and P10, whose time must grow as they do. Checks what was read, then
// prints rates and the peak of memory.
//
//   files_bench [MEGABYTES]    size of the capture; 1024 when not given. Times are of the
//   processor.
#include <sys/resource.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <functional>
#include <random>
#include <string>

#include "capture/mail/mail_source.h"
#include "capture/packet/packet_source.h"
#include "tests/support/require.h"

namespace {

using namespace constat;
using namespace constat::capture;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// Of the processor: other programs of the machine do not count.
double seconds_of(const std::function<void()>& work) {
  const double start = cpu_seconds();
  work();
  return cpu_seconds() - start;
}

double peak_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

std::string little(std::uint64_t value, int bytes) {
  std::string text;
  for (int at = 0; at < bytes; ++at) text.push_back(static_cast<char>(value >> (8 * at)));
  return text;
}

// --- a large capture, written as a stream so that it is never in memory ---

class File {
 public:
  explicit File(const std::string& path) : file_(std::fopen(path.c_str(), "wb")) {
    require(file_ != nullptr, "the temporary file can be written");
  }
  ~File() { std::fclose(file_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  void write(const char* bytes, std::size_t count) {
    require(std::fwrite(bytes, 1, count, file_) == count, "there is room for temporary files");
  }

 private:
  std::FILE* file_;
};

// About 1 MiB of frames with text of mails, which compresses as such text does.
std::string frames(std::uint64_t& count) {
  static const char* const kWords[] = {"bonjour ", "offre ",  "votre ",   "commande ", "merci ",
                                       "lettre ",  "detail ", "produit ", "=\r\n",     "<p>"};
  std::mt19937_64 random(count);
  std::string records;
  while (records.size() < 1024 * 1024) {
    std::string frame(54, '\x02');
    while (frame.size() < 1400) frame += kWords[random() % 10] + std::to_string(random() % 1000);
    records += little(1'700'000'000 + count / 1000, 4) + little(count % 1000, 4);
    records += little(frame.size(), 4) + little(frame.size(), 4) + frame;
    ++count;
  }
  return records;
}

struct Capture {
  std::uint64_t frames = 0;
  std::uint64_t bytes = 24;
};

Capture write_captures(const std::string& folder, std::size_t megabytes) {
  Capture capture;
  File plain(folder + "/a.pcap");
  File packed(folder + "/a.pcap.zst");
  const std::string gzip_name = folder + "/a.pcap.gz";
  gzFile gzip = gzopen(gzip_name.c_str(), "wb1");
  ZSTD_CCtx* const zstd = ZSTD_createCCtx();
  std::string out(ZSTD_CStreamOutSize(), '\0');
  const auto add = [&](const std::string& bytes, ZSTD_EndDirective directive) {
    plain.write(bytes.data(), bytes.size());
    gzwrite(gzip, bytes.data(), static_cast<unsigned>(bytes.size()));
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    for (std::size_t left = 1; left > 0 || in.pos < in.size;) {
      ZSTD_outBuffer room{out.data(), out.size(), 0};
      left = ZSTD_compressStream2(zstd, &room, &in, directive);
      packed.write(out.data(), room.pos);
      if (directive == ZSTD_e_continue && in.pos == in.size) break;
    }
  };
  add(little(0xA1B2C3D4, 4) + little(2, 2) + little(4, 2) + little(0, 8) + little(65535, 4) +
          little(1, 4),
      ZSTD_e_continue);
  for (std::size_t done = 0; done < megabytes; ++done) {
    const std::string records = frames(capture.frames);
    capture.bytes += records.size();
    add(records, ZSTD_e_continue);
  }
  add("", ZSTD_e_end);
  gzclose(gzip);
  ZSTD_freeCCtx(zstd);
  return capture;
}

void walk(const std::string& path, const Capture& capture) {
  const Limits limits;
  InputFacts facts;
  const double seconds = seconds_of([&] {
    auto bytes = open_file(path, limits);
    require(bytes.ok(), "the file opens");
    const auto packets = open_packets(std::move(*bytes), InputKind::kPcap, limits);
    for (Packet packet; packets->next(packet);) {
    }
    packets->finish();
    facts = packets->facts();
  });
  require(facts.frames == capture.frames && facts.bytes_decompressed == capture.bytes,
          "every frame is read");
  require(facts.defects.empty(), "the capture is whole");
  std::printf("walk %-5s %6.0f MB on disk  %6.2f s  %7.0f MB/s of records  peak %.0f MiB\n",
              std::string(name_of(facts.compression)).c_str(),
              static_cast<double>(facts.bytes) / 1e6, seconds,
              static_cast<double>(facts.bytes_decompressed) / 1e6 / seconds, peak_mebibytes());
}

// --- mbox ---

constexpr std::string_view kFrom = "From a@s.example Thu Jan  1 00:00:00 1970\n";

std::string million_mails(std::size_t mails) {
  std::string text;
  for (std::size_t index = 0; index < mails; ++index) {
    const std::string body =
        "Bonjour " + std::to_string(index) + ",\n" + std::string(400, 't') + "\n";
    text += kFrom;
    text += "From: a@s.example\nSubject: " + std::to_string(index) +
            "\nContent-Length: " + std::to_string(body.size()) + "\n\n" + body + "\n";
  }
  return text;
}

struct Counter final : MailSink {
  void on_mail(const RawMail&) override { ++mails; }
  std::uint64_t mails = 0;
};

InputFacts read_mbox(std::string_view text) {
  const Limits limits;
  Counter counter;
  InputFacts facts;
  const auto source = open_bytes(text, limits);
  require(read_mails(*source, InputKind::kMbox, 0, limits, counter, facts).ok(), "memory is read");
  require(counter.mails == facts.mails, "mails are counted");
  return facts;
}

void read_million(const std::string& folder) {
  constexpr std::size_t kMails = 1'000'000;
  const std::string path = folder + "/a.mbox";
  {
    const std::string text = million_mails(kMails);
    File(path).write(text.data(), text.size());
  }
  const Limits limits;
  Counter counter;
  InputFacts facts;
  const double seconds = seconds_of([&] {
    auto bytes = open_file(path, limits);
    require(bytes.ok(), "the file opens");
    require(read_mails(**bytes, InputKind::kMbox, 0, limits, counter, facts).ok(), "it is read");
  });
  require(counter.mails == kMails && facts.mbox.content_length == kMails - 1, "every mail is read");
  std::printf("mbox of %zu mails %4.0f MB  %5.2f s  %7.0f mails/s\n", kMails,
              static_cast<double>(facts.bytes) / 1e6, seconds,
              static_cast<double>(kMails) / seconds);
}

// --- hostile files ---

std::string repeated(std::string_view text, std::size_t times) {
  std::string result;
  result.reserve(text.size() * times);
  for (std::size_t index = 0; index < times; ++index) result += text;
  return result;
}

std::string block(std::uint32_t type, std::string body) {
  body.resize((body.size() + 3) / 4 * 4);
  const std::string length = little(body.size() + 12, 4);
  return little(type, 4) + length + body + length;
}
std::string section() {
  return block(0x0A0D0D0A, little(0x1A2B3C4D, 4) + little(1, 4) + std::string(8, '\xff'));
}
std::string interface_block() { return block(1, little(1, 4) + little(0, 4)); }
std::string statistics(std::uint32_t interface) {
  return block(5, little(interface, 4) + little(0, 8) + little(5, 2) + little(8, 2) + little(7, 8));
}
std::string packet() {
  return block(6, std::string(12, '\0') + little(3, 4) + little(3, 4) + std::string("abc\0", 4) +
                      little(4, 2) + little(8, 2) + little(1, 8) + little(0, 4));
}

void read_pcapng(const std::string& file) {
  const Limits limits;
  const auto packets = open_packets(open_bytes(file, limits), InputKind::kPcapng, limits);
  for (Packet frame; packets->next(frame);) {
  }
  packets->finish();
  require(packets->facts().bytes == file.size(), "the file is hashed whole");
}

struct Hostile {
  const char* name;
  std::function<std::string(std::size_t)> make;
  void (*read)(const std::string&);
};

void read_hostile_mbox(const std::string& text) { read_mbox(text); }

const Hostile kHostile[] = {
    {"mbox: empty mails", [](std::size_t n) { return repeated(std::string(kFrom) + "\n", n); },
     read_hostile_mbox},
    {"mbox: separators only", [](std::size_t n) { return repeated(kFrom, n); }, read_hostile_mbox},
    {"mbox: From in text",
     [](std::size_t n) { return std::string(kFrom) + repeated("From x\n", 4 * n); },
     read_hostile_mbox},
    {"mbox: empty lines first",
     [](std::size_t n) { return repeated("\n", 40 * n) + std::string(kFrom); }, read_hostile_mbox},
    {"mbox: one line without end", [](std::size_t n) { return repeated("From x ", 40 * n); },
     read_hostile_mbox},
    {"mbox: CR alone", [](std::size_t n) { return repeated("From x\rA: b\r\r", 4 * n); },
     read_hostile_mbox},
    {"mbox: lengths far ahead",
     [](std::size_t n) {
       return repeated(std::string(kFrom) + "Content-Length: 8000000\n\nx\n\n", n);
     },
     read_hostile_mbox},
    {"mbox: lengths beyond the file",
     [](std::size_t n) {
       return repeated(std::string(kFrom) + "Content-Length: 999999999999\n\nx\n\n", n);
     },
     read_hostile_mbox},
    {"pcapng: sections only", [](std::size_t n) { return repeated(section(), n); }, read_pcapng},
    {"pcapng: interfaces, then statistics",
     [](std::size_t n) {
       std::string file = section() + repeated(interface_block(), std::min<std::size_t>(n, 65'536));
       for (std::size_t at = 0; at < n; ++at)
         file += statistics(static_cast<std::uint32_t>(at % 65'536));
       return file;
     },
     read_pcapng},
    {"pcapng: drop counts on each packet",
     [](std::size_t n) { return section() + interface_block() + repeated(packet(), n); },
     read_pcapng},
    {"pcapng: custom blocks, cut",
     [](std::size_t n) { return section() + repeated(block(0xBAD, "1234567"), n) + "cut"; },
     read_pcapng},
    {"pcapng: one large unknown block",
     [](std::size_t n) { return section() + block(0xBAD, std::string(40 * n, 'u')); }, read_pcapng},
};

double best_of_three(const Hostile& hostile, const std::string& file) {
  double best = 1e9;
  for (int round = 0; round < 3; ++round) {
    best = std::min(best, seconds_of([&] { hostile.read(file); }));
  }
  return best;
}

void measure_growth() {
  constexpr std::size_t kN = 200'000;
  for (const Hostile& hostile : kHostile) {
    const std::string once = hostile.make(kN);
    const std::string twice = hostile.make(2 * kN);
    const double first = best_of_three(hostile, once);
    const double second = best_of_three(hostile, twice);
    std::printf("%-36s %6.1f MB %7.1f ms   T(2n)/T(n) %.2f\n", hostile.name,
                static_cast<double>(once.size()) / 1e6, first * 1e3, second / first);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int megabytes = argc > 1 ? std::atoi(argv[1]) : 1024;
  require(megabytes > 0, "the size is a number of megabytes");
  std::string folder = (std::filesystem::temp_directory_path() / "files_bench_XXXXXX").string();
  require(::mkdtemp(folder.data()) != nullptr, "a temporary folder can be made");
  const Capture capture = write_captures(folder, static_cast<std::size_t>(megabytes));
  for (const char* name : {"/a.pcap", "/a.pcap.gz", "/a.pcap.zst"}) walk(folder + name, capture);
  read_million(folder);
  std::filesystem::remove_all(folder);
  measure_growth();
  return 0;
}
