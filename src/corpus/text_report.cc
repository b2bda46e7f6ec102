#include "src/corpus/text_report.h"

#include "absl/strings/str_cat.h"
#include "src/base/format_count.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"

namespace windowlm {

std::vector<std::string> TextWarnings(const TextReport& report) {
  std::vector<std::string> warnings;
  if (report.invalid_sequences > 0) {
    warnings.push_back(absl::StrCat(Counted(report.invalid_sequences, "ill-formed UTF-8 sequence"),
                                    " read as U+FFFD, the first at ", report.first_invalid));
  }
  if (report.overlong_words > 0) {
    warnings.push_back(absl::StrCat(Counted(report.overlong_words, "word"), " longer than ",
                                    kMaxWordBytes, " bytes read as ", kUnknownWord));
  }
  if (report.reserved_words > 0) {
    warnings.push_back(absl::StrCat(Counted(report.reserved_words, "word"), " spelt ",
                                    kLineStartWord, " or ", kLineEndWord, " read as ",
                                    kUnknownWord));
  }
  return warnings;
}

}  // namespace windowlm
