#include "src/corpus/text_words.h"

#include <deque>
#include <utility>

#include "absl/strings/string_view.h"
#include "src/corpus/text_blocks.h"
#include "src/corpus/text_choice.h"
#include "src/input/text_input.h"
#include "src/input/unicode_text.h"

namespace windowlm {
namespace {

// Wants nothing: the rules for a text are chosen before its first word.
class NoWords : public WordSink {
 public:
  bool AddWord(absl::string_view) override { return false; }
  bool EndLine() override { return false; }
};

}  // namespace

void ChooseTextConfig(absl::string_view start, bool chooses_case, TextConfig* config,
                      TextReport* report) {
  const bool chooses_tokenizer = config->tokenizer() == TOKENIZER_AUTO;
  if (chooses_tokenizer || chooses_case) {
    const TextChoice choice = ChooseTextRules(start);
    if (chooses_tokenizer) {
      config->set_tokenizer(choice.tokenizer);
      report->tokenizer_reason = choice.tokenizer_reason;
    }
    if (chooses_case && !choice.lowercase_reason.empty()) {
      config->set_lowercase(choice.lowercase);
      if (config->locale().empty() && !choice.locale.empty()) config->set_locale(choice.locale);
      report->lowercase_reason = choice.lowercase_reason;
    }
  }
  config->set_icu(UsesIcu(*config) ? IcuVersion() : "");
}

absl::Status ChooseTextConfigOf(absl::Span<const std::string> paths, bool chooses_case,
                                TextConfig* config, TextReport* report) {
  NoWords none;
  return VisitWords(paths, chooses_case, config, none, report);
}

absl::Status VisitWords(absl::Span<const std::string> paths, bool chooses_case, TextConfig* config,
                        WordSink& sink, TextReport* report, const TextColumns& columns,
                        absl::FunctionRef<void()> text_ended) {
  TextBlocks blocks(paths, config->invalid_utf8() == INVALID_UTF8_ERROR, columns,
                    TextInput::kBlockBytes);
  std::deque<TextBlock> read;
  std::string start;
  if (config->tokenizer() == TOKENIZER_AUTO || chooses_case) {
    while (start.size() < kTextChoiceBytes) {
      read.emplace_back();
      if (!blocks.Next(&read.back())) {
        read.pop_back();
        break;
      }
      start += read.back().text;
    }
  }
  TextReport chosen;
  ChooseTextConfig(start, chooses_case, config, &chosen);
  Tokenizer tokenizer(*config, sink);
  TextBlock block;
  bool wanted = true;
  while (wanted) {
    if (!read.empty()) {
      block = std::move(read.front());
      read.pop_front();
    } else if (!blocks.Next(&block)) {
      break;
    }
    wanted = tokenizer.Add(block.text, block.last);
    if (block.last) text_ended();
    *report = block.report;
  }
  report->overlong_words = tokenizer.overlong_words();
  report->reserved_words = tokenizer.reserved_words();
  report->skipped_words = tokenizer.skipped_words();
  report->tokenizer_reason = chosen.tokenizer_reason;
  report->lowercase_reason = chosen.lowercase_reason;
  return blocks.status();
}

}  // namespace windowlm
