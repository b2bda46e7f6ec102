#ifndef WINDOWLM_TESTS_MODEL_NGRAM_ARPA_TEXT_H_
#define WINDOWLM_TESTS_MODEL_NGRAM_ARPA_TEXT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/corpus/vocabulary.h"
#include "src/model/ngram/arpa_reader.h"
#include "src/model/ngram/arpa_writer.h"
#include "src/model/ngram/ngram_model.h"

namespace windowlm {

// A model of six n-grams, as few as have all that a line may have.
inline constexpr char kSmallArpa[] =
    "\\data\\\n"
    "ngram 1=4\n"
    "ngram 2=2\n"
    "\n"
    "\\1-grams:\n"
    "-0.7\t<unk>\t-0.1\n"
    "-99\t<s>\t-0.5\n"
    "-0.6\t</s>\n"
    "-0.4\ta\t-0.2\n"
    "\n"
    "\\2-grams:\n"
    "-0.1\t<s> a\n"
    "-0.3\ta a\n"
    "\n"
    "\\end\\\n";

// Reads the lines of `text` as ReadArpa reads those of a file.
inline absl::StatusOr<ArpaModel> ReadArpaText(absl::string_view text,
                                              absl::optional<Vocabulary> given = {}) {
  ArpaReader reader(std::move(given));
  uint64_t number = 0;
  for (const absl::string_view raw : absl::StrSplit(text, '\n')) {
    ++number;
    const absl::string_view line = absl::StripAsciiWhitespace(raw);
    if (line.empty()) continue;
    const absl::Status status = reader.Add(line, number);
    if (!status.ok()) {
      return absl::Status(status.code(), absl::StrCat("line ", number, ": ", status.message()));
    }
  }
  return reader.Finish();
}

inline std::unique_ptr<NgramModel> ModelOf(ArpaModel arpa) {
  CorpusConfig config;
  config.set_boundaries(BOUNDARIES_LINE);
  return std::make_unique<NgramModel>(std::move(arpa.vocabulary), config, std::move(arpa.tables),
                                      NgramScale::kLog10);
}

inline std::string ArpaTextOf(const NgramModel& model) {
  std::string text;
  WriteArpa(model, [&text](absl::string_view bytes) {
    text.append(bytes.data(), bytes.size());
    return absl::OkStatus();
  }).IgnoreError();
  return text;
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_MODEL_NGRAM_ARPA_TEXT_H_
