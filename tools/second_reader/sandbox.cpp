#include "tools/second_reader/sandbox.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <cstddef>
#include <initializer_list>
#include <vector>

#include "core/limits.h"

namespace constat::tools::second_reader {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "the numbers of system calls are known for x86_64 and aarch64"
#endif

// Builds with a sanitizer are for tests: their runtime maps terabytes and asks the system for more.
#if !defined(__has_feature)
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_THREAD__) || __has_feature(thread_sanitizer)
constexpr bool kStartsThreads = true;  // its own, in each process: no filter can be had
#else
constexpr bool kStartsThreads = false;
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = kStartsThreads;
#endif

constexpr std::uint32_t kNumber = offsetof(seccomp_data, nr);
constexpr std::uint32_t kArch = offsetof(seccomp_data, arch);
// The low half of the fourth argument: the flags of mmap.
constexpr std::uint32_t kFlags = offsetof(seccomp_data, args) + 3 * sizeof(std::uint64_t);

// An allow-list; any other call ends the process.
class Filter {
 public:
  Filter() {
    load(kArch);
    add(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0);
    end(SECCOMP_RET_KILL_PROCESS);
    load(kNumber);
    // mmap: only of memory that no file stands behind.
    add(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 4);
    load(kFlags);
    add(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 0, 1);
    end(SECCOMP_RET_ALLOW);
    end(SECCOMP_RET_KILL_PROCESS);
  }

  void allow(std::initializer_list<long> calls) {
    for (const long call : calls) {
      add(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1);
      end(SECCOMP_RET_ALLOW);
    }
  }

  Narrowed install() {
    end(SECCOMP_RET_KILL_PROCESS);
    if (kStartsThreads) return Narrowed::kYes;
    const sock_fprog program{static_cast<unsigned short>(code_.size()), code_.data()};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 ? Narrowed::kYes
                                                                     : Narrowed::kNo;
  }

 private:
  void add(int code, std::uint32_t operand, std::uint8_t if_true, std::uint8_t if_false) {
    code_.push_back({static_cast<std::uint16_t>(code), if_true, if_false, operand});
  }
  void load(std::uint32_t offset) { add(BPF_LD | BPF_W | BPF_ABS, offset, 0, 0); }
  void end(std::uint32_t action) { add(BPF_RET | BPF_K, action, 0, 0); }

  std::vector<sock_filter> code_;
};

void allow_memory(Filter& filter) {
  filter.allow(
      {SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise, SYS_exit_group, SYS_exit, SYS_rt_sigreturn});
  // The sanitizers' runtime asks for more, none of it a file.
  if (kSanitized) {
    filter.allow(
        {SYS_mprotect, SYS_sched_yield, SYS_getpid, SYS_gettid, SYS_futex, SYS_sigaltstack});
  }
}

bool limit(__rlimit_resource_t resource, rlim_t value, rlim_t hard) {
  const rlimit limits{value, hard};
  return setrlimit(resource, &limits) == 0;
}

}  // namespace

Narrowed narrow_to_waiting() {
  const Limits limits;
  const rlim_t memory = limits.other_reader_memory_bytes;
  const bool limited = limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_FSIZE, 0, 0) &&
                       (kSanitized || limit(RLIMIT_AS, memory, memory)) &&
                       limit(RLIMIT_NOFILE, 3, 3) && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
  if (!limited) return Narrowed::kNo;
  Filter filter;
  allow_memory(filter);
  filter.allow({SYS_read, SYS_write, SYS_clone, SYS_wait4, SYS_prctl, SYS_prlimit64,
                SYS_rt_sigprocmask, SYS_set_robust_list, SYS_mprotect});
#if defined(SYS_clone3)
  filter.allow({SYS_clone3});
#endif
  return filter.install();
}

Narrowed narrow_to_reading(std::uint32_t seconds) {
  if (!limit(RLIMIT_CPU, seconds, seconds + 1)) return Narrowed::kNo;
  Filter filter;
  allow_memory(filter);
  return filter.install();
}

}  // namespace constat::tools::second_reader
