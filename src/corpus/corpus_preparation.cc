#include "src/corpus/corpus_preparation.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "src/base/format_count.h"
#include "src/config/option_name.h"
#include "src/config/option_ranges.h"
#include "src/corpus/corpus_encoders.h"
#include "src/corpus/held_out_lines.h"
#include "src/corpus/joined_texts.h"
#include "src/corpus/label_prefix.h"
#include "src/corpus/special_words.h"
#include "src/corpus/text_reader.h"
#include "src/corpus/tokenizer.h"
#include "src/corpus/word_index.h"
#include "src/input/byte_input.h"
#include "src/input/text_input.h"
#include "src/input/unicode_text.h"

namespace windowlm {
namespace {

// The most of a small text that is held out unasked.
constexpr double kMostValidFraction = 0.1;

absl::Status NoWords(absl::string_view where) {
  return absl::InvalidArgumentError(absl::StrCat("there are no words in ", where));
}

absl::Status NoTrainingWords(uint64_t train_lines, absl::Span<const std::string> paths,
                             const CorpusConfig& config) {
  return NoWords(absl::StrCat("the ", Counted(train_lines, "line"), " of ", InputNames(paths),
                              " that are for training (",
                              OptionName<CorpusConfig>(CorpusConfig::kValidFractionFieldNumber),
                              " is ", config.valid_fraction(), ")"));
}

// The columns to read of texts that are tables or JSON lines.
TextColumns ColumnsOf(const CorpusConfig& config) {
  TextColumns columns(config.text_column());
  columns.label = config.label_column();
  columns.label_prefix = config.text().label_prefix();
  return columns;
}

// Appends texts to `ids`, and sets *lines to the number of their lines.
absl::Status AppendTexts(absl::Span<const std::string> paths, const Vocabulary& vocabulary,
                         const CorpusConfig& config, const TextColumns& columns,
                         EncodedCorpusWriter& ids, uint64_t* lines, TextReport* report) {
  const uint64_t before = ids.size();
  VocabularyEncoder encoder(vocabulary, ids);
  TextConfig resolved = ResolveTextConfig(config.text());
  absl::Status status =
      config.phrases() > 0
          ? ReadJoinedTexts(paths, resolved, PhrasesOf(vocabulary, config.phrases()), encoder,
                            report)
          : ReadTexts(paths, /*chooses_case=*/false, &resolved, encoder, report, columns);
  if (!status.ok()) return status;
  if (!ids.status().ok()) return ids.status();
  *lines = encoder.lines();
  if (ids.size() - before == *lines) return NoWords(InputNames(paths));
  return absl::OkStatus();
}

absl::Status CheckArguments(absl::Span<const std::string> paths,
                            absl::Span<const std::string> valid_paths, const CorpusConfig& config) {
  if (paths.empty()) return absl::InvalidArgumentError("no corpus was given");
  if (std::count(paths.begin(), paths.end(), "-") +
          std::count(valid_paths.begin(), valid_paths.end(), "-") >
      1) {
    return absl::InvalidArgumentError("standard input (-) was given twice; it can be read once");
  }
  for (const absl::Span<const std::string> texts : {paths, valid_paths}) {
    for (const std::string& path : texts) {
      absl::Status status = CheckReadable(path);
      if (!status.ok()) return status;
      // Opening finds folders and unsupported compression; a pipe can be opened only once.
      std::error_code ignored;
      if (path == "-" || std::filesystem::is_fifo(path, ignored)) continue;
      status = TextInput::Open(path).status();
      if (!status.ok()) return status;
    }
  }
  if (config.phrases() > 0 && !config.text_column().empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        OptionName<CorpusConfig>(CorpusConfig::kPhrasesFieldNumber), " does not go with ",
        OptionName<CorpusConfig>(CorpusConfig::kTextColumnFieldNumber)));
  }
  const std::string& locale = config.text().locale();
  if (!locale.empty() && !IsLanguage(locale)) {
    return absl::InvalidArgumentError(
        absl::StrCat(OptionName<TextConfig>(TextConfig::kLocaleFieldNumber),
                     " takes a language that ICU knows, such as tr, and \"", locale, "\" is none"));
  }
  return CheckGivenRanges(config);
}

CorpusConfig Resolve(const CorpusConfig& config, bool has_valid_paths) {
  CorpusConfig resolved = config;
  TextConfig& text = *resolved.mutable_text();
  if (text.invalid_utf8() == INVALID_UTF8_AUTO) text.set_invalid_utf8(INVALID_UTF8_REPLACE);
  if (has_valid_paths) resolved.set_valid_fraction(0);
  return resolved;
}

// The number of words in the first `lines` lines, each of which ends with `line_end`.
uint64_t WordsOfLines(absl::Span<const uint32_t> ids, uint64_t lines, uint32_t line_end) {
  uint64_t words = 0;
  for (uint64_t ended = 0; ended < lines; ++words) ended += ids[words] == line_end ? 1 : 0;
  return words;
}

// Counts the words of the first `lines` lines by their first-seen ids; sets *words to the sum.
absl::StatusOr<std::vector<uint64_t>> CountWords(EncodedCorpusWriter& ids, uint64_t lines,
                                                 size_t distinct_words, uint64_t* words) {
  std::vector<uint64_t> counts(distinct_words, 0);
  *words = 0;
  absl::Status status = ids.Visit([&](absl::Span<const uint32_t> piece) {
    for (const uint32_t id : piece) {
      if (counts[FirstSeenEncoder::kLineEnd] == lines) return;
      ++counts[id];
      ++*words;
    }
  });
  if (!status.ok()) return status;
  return counts;
}

// Whether a word, not counting line ends, was seen at least `least` times.
bool HasCount(absl::Span<const uint64_t> counts, int64_t least) {
  for (size_t id = 0; id < counts.size(); ++id) {
    if (id != FirstSeenEncoder::kLineEnd && counts[id] >= static_cast<uint64_t>(least)) return true;
  }
  return false;
}

// The error of texts of which so many words are for training, all of them `<unk>`. The report may
// be on other words, too.
absl::Status OnlyUnknownWords(absl::Span<const std::string> paths, uint64_t words,
                              const TextReport& report) {
  std::vector<std::string> reasons;
  const uint64_t others = report.overlong_words + report.reserved_words;
  if (report.overlong_words > 0) {
    reasons.push_back(absl::StrCat(FormatCount(report.overlong_words), " for having more than ",
                                   kMaxWordBytes, " bytes"));
  }
  if (report.reserved_words > 0) {
    reasons.push_back(absl::StrCat(FormatCount(report.reserved_words), " for being spelt ",
                                   kLineStartWord, " or ", kLineEndWord));
  }
  if (words > others) {
    reasons.push_back(
        absl::StrCat(FormatCount(words - others), " for being ", kUnknownWord, " in the text"));
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "there is nothing to learn from ", InputNames(paths), ": its ", Counted(words, "word"),
      " for training", words == 1 ? " is read as " : " are all read as ", kUnknownWord, ", ",
      absl::StrJoin(reasons, ", ")));
}

// Whether a word that is none of the special ones was seen.
bool HasOrdinaryWord(const WordIndex& words, absl::Span<const uint64_t> counts) {
  for (uint32_t id = 0; id < words.size(); ++id) {
    if (counts[id] > 0 && !IsSpecialWord(words.word(id))) return true;
  }
  return false;
}

// Makes the vocabulary of `given`, which are counted in the training part, and of labels, and no
// others.
// counts[id] is how often that has the word `id` of `words`.
absl::StatusOr<Vocabulary> CountGiven(const WordIndex& given, const WordIndex& words,
                                      absl::Span<const uint64_t> counts,
                                      absl::string_view label_prefix) {
  std::vector<WordCount> counted;
  uint64_t unknown = 0;
  for (uint32_t id = 0; id < words.size(); ++id) {
    const absl::string_view word = words.word(id);
    const bool is_given = !IsSpecialWord(word) && (given.Find(word).has_value() ||
                                                   (counts[id] > 0 && IsLabel(word, label_prefix)));
    if (is_given || word == kLineEndWord) {
      counted.push_back({word, counts[id]});
    } else {
      unknown += counts[id];
    }
  }
  counted.push_back({kUnknownWord, unknown});
  for (uint32_t i = 0; i < given.size(); ++i) {
    const absl::string_view word = given.word(i);
    if (!IsSpecialWord(word) && !words.Find(word).has_value()) counted.push_back({word, 0});
  }
  return Vocabulary::FromCounts(std::move(counted), /*min_count=*/0, /*vocab_size=*/0);
}

// Makes the vocabulary of the training part. counts[id] is how often that has the word `id` of
// `words`.
absl::StatusOr<Vocabulary> MakeVocabulary(const WordIndex& words, absl::Span<const uint64_t> counts,
                                          const CorpusConfig& config, GivenVocabulary given) {
  if (given.counted.has_value()) return *std::move(given.counted);
  const std::string& label_prefix = config.text().label_prefix();
  if (given.words != nullptr) return CountGiven(*given.words, words, counts, label_prefix);
  std::vector<WordCount> seen;
  for (uint32_t id = 0; id < words.size(); ++id) {
    if (counts[id] > 0) seen.push_back({words.word(id), counts[id]});
  }
  // Labels are never too rare.
  WordIndex kept;
  for (const WordCount& word : seen) {
    if (IsLabel(word.word, label_prefix)) kept.Add(word.word);
  }
  for (uint32_t i = 0; given.kept != nullptr && i < given.kept->size(); ++i) {
    kept.Add(given.kept->word(i));
  }
  return Vocabulary::FromCounts(std::move(seen), config.min_count(), config.vocab_size(), kept);
}

}  // namespace

int64_t AutomaticMinCount(uint64_t train_words, const SmallTextValues& small_text) {
  return train_words <= small_text.few_words ? small_text.min_count : 5;
}

Boundaries AutomaticBoundaries(uint64_t train_words, const SmallTextValues& small_text) {
  return train_words <= kLargeText ? small_text.boundaries : BOUNDARIES_LINE;
}

double LargerValidFraction(double fraction, uint64_t words, uint64_t least_valid_words) {
  const double percents = std::ceil(100.0 * static_cast<double>(least_valid_words) /
                                    static_cast<double>(std::max<uint64_t>(1, words)));
  return std::max(fraction, std::min(kMostValidFraction, percents / 100));
}

absl::StatusOr<PreparedCorpus> PrepareCorpus(absl::Span<const std::string> paths,
                                             absl::Span<const std::string> valid_paths,
                                             const CorpusConfig& unresolved, GivenVocabulary given,
                                             const SmallTextValues& small_text) {
  absl::Status status = CheckArguments(paths, valid_paths, unresolved);
  if (!status.ok()) return status;
  CorpusConfig config = Resolve(unresolved, !valid_paths.empty());

  EncodedCorpusWriter ids;
  if (!ids.status().ok()) return ids.status();
  FirstSeenEncoder encoder(static_cast<uint64_t>(config.read_words()), ids);
  TextReport corpus_report;
  const bool chooses_case = small_text.chooses_case && !config.text().has_lowercase();
  status = config.phrases() > 0 ? FindAndJoinPhrases(paths, config.phrases(), chooses_case,
                                                     config.mutable_text(), encoder, &corpus_report)
                                : ReadTexts(paths, chooses_case, config.mutable_text(), encoder,
                                            &corpus_report, ColumnsOf(config));
  if (status.ok()) status = ids.status();
  if (!status.ok()) return status;
  if (ids.size() == encoder.lines()) return NoWords(InputNames(paths));

  if (small_text.least_valid_words > 0 && valid_paths.empty()) {
    config.set_valid_fraction(
        LargerValidFraction(config.valid_fraction(), ids.size(), small_text.least_valid_words));
  }
  const absl::StatusOr<uint64_t> held_out =
      HoldOutLines(config.valid_fraction(), encoder.lines(), FirstSeenEncoder::kLineEnd, ids);
  if (!held_out.ok()) return held_out.status();
  uint64_t valid_lines = *held_out;
  const uint64_t train_lines = encoder.lines() - valid_lines;
  uint64_t train_words = 0;
  absl::StatusOr<std::vector<uint64_t>> counts =
      CountWords(ids, train_lines, encoder.known().size(), &train_words);
  if (!counts.ok()) return counts.status();
  if (train_words == train_lines) return NoTrainingWords(train_lines, paths, config);
  const bool counts_words = !given.counted.has_value() && given.words == nullptr;
  if (counts_words && !HasOrdinaryWord(encoder.known(), *counts)) {
    return OnlyUnknownWords(paths, train_words - train_lines, corpus_report);
  }
  if (config.min_count() == 0) {
    // A few lines in which no word comes twice are a text too.
    const bool any_is_left = HasCount(*counts, AutomaticMinCount(train_words, small_text));
    config.set_min_count(any_is_left ? AutomaticMinCount(train_words, small_text) : 1);
  }
  if (config.boundaries() == BOUNDARIES_AUTO) {
    config.set_boundaries(AutomaticBoundaries(train_words, small_text));
  }

  const WordIndex& words = encoder.known();
  absl::StatusOr<Vocabulary> vocabulary = MakeVocabulary(words, *counts, config, std::move(given));
  if (!vocabulary.ok()) return vocabulary.status();
  std::vector<uint32_t> final_ids(words.size());
  for (uint32_t id = 0; id < words.size(); ++id) {
    final_ids[id] = vocabulary->IdOrUnknown(words.word(id));
  }
  status = ids.Rewrite(final_ids);
  if (!status.ok()) return status;

  TextReport valid_report;
  if (!valid_paths.empty()) {
    status = AppendTexts(valid_paths, *vocabulary, config, ColumnsOf(config), ids, &valid_lines,
                         &valid_report);
    if (!status.ok()) return status;
  }
  absl::StatusOr<EncodedCorpus> corpus = ids.Finish();
  if (!corpus.ok()) return corpus.status();
  return PreparedCorpus{*std::move(vocabulary),
                        *std::move(corpus),
                        train_words,
                        train_lines,
                        valid_lines,
                        std::move(config),
                        std::move(corpus_report),
                        std::move(valid_report),
                        /*labelled=*/nullptr};
}

absl::StatusOr<PreparedCorpus> PrepareCorpus(absl::Span<const std::string> paths,
                                             const CorpusConfig& unresolved,
                                             Vocabulary vocabulary) {
  absl::Status status = CheckArguments(paths, {}, unresolved);
  if (!status.ok()) return status;
  CorpusConfig config = Resolve(unresolved, /*has_valid_paths=*/false);
  if (config.boundaries() == BOUNDARIES_AUTO) config.set_boundaries(BOUNDARIES_LINE);
  EncodedCorpusWriter ids;
  if (!ids.status().ok()) return ids.status();
  uint64_t lines = 0;
  TextReport report;
  status = AppendTexts(paths, vocabulary, config, ColumnsOf(config), ids, &lines, &report);
  if (!status.ok()) return status;
  const absl::StatusOr<uint64_t> valid_lines =
      HoldOutLines(config.valid_fraction(), lines, vocabulary.line_end_id(), ids);
  if (!valid_lines.ok()) return valid_lines.status();
  absl::StatusOr<EncodedCorpus> corpus = ids.Finish();
  if (!corpus.ok()) return corpus.status();
  const uint64_t train_lines = lines - *valid_lines;
  const uint64_t train_words = WordsOfLines(corpus->ids(), train_lines, vocabulary.line_end_id());
  if (train_words == train_lines) return NoTrainingWords(train_lines, paths, config);
  return PreparedCorpus{std::move(vocabulary), *std::move(corpus), train_words,
                        train_lines,           *valid_lines,       std::move(config),
                        std::move(report),     TextReport(),       /*labelled=*/nullptr};
}

absl::StatusOr<EncodedText> EncodeTexts(absl::Span<const std::string> paths,
                                        const Vocabulary& vocabulary, const CorpusConfig& config) {
  EncodedText text;
  EncodedCorpusWriter ids;
  if (!ids.status().ok()) return ids.status();
  absl::Status status =
      AppendTexts(paths, vocabulary, config, TextColumns(), ids, &text.lines, &text.report);
  if (!status.ok()) return status;
  absl::StatusOr<EncodedCorpus> corpus = ids.Finish();
  if (!corpus.ok()) return corpus.status();
  text.ids = *std::move(corpus);
  return text;
}

}  // namespace windowlm
