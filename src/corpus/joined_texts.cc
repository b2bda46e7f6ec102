#include "src/corpus/joined_texts.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "proto/run_options.pb.h"
#include "src/config/option_name.h"
#include "src/config/option_value.h"
#include "src/corpus/phrase_joiner.h"
#include "src/corpus/phrase_pair.h"
#include "src/corpus/phrase_search.h"
#include "src/corpus/phrase_words.h"
#include "src/corpus/text_words.h"
#include "src/corpus/tokenizer.h"
#include "src/input/byte_input.h"

namespace windowlm {
namespace {

// Gives the ids of words to an encoder.
class EncodingSink : public WordSink {
 public:
  explicit EncodingSink(WordEncoder& encoder) : encoder_(encoder) {}

  bool AddWord(absl::string_view word) override {
    const absl::optional<uint32_t> known = encoder_.known().Find(word);
    return Append(known.has_value() ? *known : encoder_.Add(word));
  }
  bool EndLine() override { return Append(encoder_.line_end_id()); }

  void Flush() {
    const auto wanted = std::min<uint64_t>(ids_.size(), encoder_.Wanted());
    encoder_.Append(absl::MakeConstSpan(ids_).subspan(0, wanted));
    ids_.clear();
  }

 private:
  static constexpr size_t kBufferIds = size_t{1} << 14;

  bool Append(uint32_t id) {
    ids_.push_back(id);
    if (ids_.size() < std::min<uint64_t>(kBufferIds, encoder_.Wanted())) return true;
    Flush();
    return encoder_.Wanted() > 0;
  }

  WordEncoder& encoder_;
  std::vector<uint32_t> ids_;
};

absl::Status CheckCanBeReadAgain(const std::string& path) {
  std::error_code ignored;
  if (path != "-" && !std::filesystem::is_fifo(path, ignored)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(OptionName<CorpusConfig>(CorpusConfig::kPhrasesFieldNumber), " reads a corpus ",
                   "more than once, and ", InputName(path), " can be read only once"));
}

}  // namespace

absl::Status FindAndJoinPhrases(absl::Span<const std::string> paths, int passes, bool chooses_case,
                                TextConfig* config, WordEncoder& encoder, TextReport* report) {
  for (const std::string& path : paths) {
    if (absl::Status status = CheckCanBeReadAgain(path); !status.ok()) return status;
  }
  TextReport chosen;
  absl::Status status = ChooseTextConfigOf(paths, chooses_case, config, &chosen);
  if (!status.ok()) return status;
  PhraseOptions options;
  SetDefaults(options);
  const PhraseWords words;
  PhraseSearch search(paths, *config, words);
  for (int pass = 0; pass < passes; ++pass) {
    const absl::StatusOr<PhrasePass> found = search.AddPass(options);
    if (!found.ok()) return found.status();
  }
  EncodingSink sink(encoder);
  status = search.Join(sink);
  sink.Flush();
  *report = search.report();
  report->tokenizer_reason = chosen.tokenizer_reason;
  report->lowercase_reason = chosen.lowercase_reason;
  return status;
}

std::vector<PhraseSet> PhrasesOf(const Vocabulary& vocabulary, int passes) {
  std::vector<PhraseSet> phrases(static_cast<size_t>(passes));
  for (PhraseSet& pass : phrases) {
    for (uint32_t id = 0; id < vocabulary.size(); ++id) {
      const absl::string_view word = vocabulary.word(id);
      for (size_t at = word.find(kPhraseSeparator); at != absl::string_view::npos;
           at = word.find(kPhraseSeparator, at + 1)) {
        if (at > 0 && at + 1 < word.size()) pass.Add(word.substr(0, at), "", word.substr(at + 1));
      }
    }
  }
  return phrases;
}

absl::Status ReadJoinedTexts(absl::Span<const std::string> paths, const TextConfig& config,
                             absl::Span<const PhraseSet> phrases, WordEncoder& encoder,
                             TextReport* report) {
  TextConfig settled = config;
  EncodingSink sink(encoder);
  const PhraseWords words;
  PhraseJoiners joiners(phrases, words, sink);
  absl::Status status = VisitWords(paths, /*chooses_case=*/false, &settled, joiners.sink(), report);
  sink.Flush();
  return status;
}

}  // namespace windowlm
