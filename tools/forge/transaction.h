// The transactions of one "mail" block: MAIL, RCPT, DATA or BDAT, and the replies, recorded as they
// are said (RFC 5321 section 3.3, RFC 3030).
#pragma once

#include <cstdint>
#include <string>

#include "tools/forge/build_mail.h"
#include "tools/forge/dialogue.h"
#include "tools/forge/speaker.h"

namespace constat::forge {

class TransactionWriter {
 public:
  enum class Then : std::uint8_t { kGoOn, kHangUp };

  // All must outlive the writer.
  TransactionWriter(const SessionPlan& session, Dialogue& dialogue, Speaker& speaker,
                    Random& random)
      : session_(session), dialogue_(dialogue), speaker_(speaker), random_(random) {}

  // kHangUp when a reply never came or the mail was cut: nothing can follow on the connection.
  Then write(const MailPlan& plan, const Template& mail);

 private:
  Then write_copy(const MailPlan& plan, const Template& mail,
                  const std::vector<RecipientPlan>& recipients, std::uint64_t copy);
  Then write_envelope(const MailPlan& plan, SentTransaction& sent,
                      const std::vector<RecipientPlan>& recipients);
  Then leave_envelope(const MailPlan& plan, SentTransaction& sent);
  Then write_content(const MailPlan& plan, SentTransaction& sent, const Values& values);
  void write_data(const std::string& content, SentMail& mail, const std::string& reply);
  void write_chunks(const MailPlan& plan, const std::string& content, SentMail& mail,
                    const std::string& reply);
  void end_command();

  const SessionPlan& session_;
  Dialogue& dialogue_;
  Speaker& speaker_;
  Random& random_;
  std::int64_t waited_ = 0;
  std::uint64_t mails_ = 0;
};

}  // namespace constat::forge
