#include "src/corpus/vocabulary.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "proto/run_options.pb.h"
#include "proto/train_config.pb.h"
#include "src/base/format_count.h"
#include "src/config/option_name.h"
#include "src/corpus/special_words.h"
#include "src/input/shown_text.h"

namespace windowlm {
namespace {

constexpr int64_t kSpecialWords = 3;

bool ComesBefore(const WordCount& a, const WordCount& b) {
  return a.count != b.count ? a.count > b.count : a.word < b.word;
}

absl::Status Refused(size_t id, absl::string_view what) {
  return absl::DataLossError(absl::StrCat("the vocabulary is not valid: word ", id, " ", what));
}

// Leaves words out of *counts, which are in their order, until a vocabulary of them has at most
// `vocab_size` words, the last ones first, but none of `kept`. Adds their counts to *unknown.
absl::Status CutToSize(int64_t vocab_size, const WordIndex& kept, std::vector<WordCount>* counts,
                       uint64_t* unknown) {
  const auto is_kept = [&kept](const WordCount& word) { return kept.Find(word.word).has_value(); };
  const int64_t most = vocab_size - kSpecialWords;
  const int64_t to_keep = std::count_if(counts->begin(), counts->end(), is_kept);
  if (to_keep > most) {
    return absl::InvalidArgumentError(absl::StrCat(
        OptionName<CorpusConfig>(CorpusConfig::kVocabSizeFieldNumber), " is ", vocab_size,
        "; at least ", to_keep + kSpecialWords, " was expected, for the text has ", to_keep,
        " words to keep (labels, and those of ",
        OptionName<RunOptions>(RunOptions::kKeepWordsFieldNumber), "), and three are ",
        kUnknownWord, ", ", kLineStartWord, " and ", kLineEndWord));
  }
  int64_t others = most - to_keep;
  auto end = counts->begin();
  for (const WordCount& word : *counts) {
    if (is_kept(word) || others-- > 0) {
      *end++ = word;
    } else {
      *unknown += word.count;
    }
  }
  counts->erase(end, counts->end());
  return absl::OkStatus();
}

}  // namespace

Vocabulary Vocabulary::Copy() const {
  Vocabulary copy;
  for (uint32_t id = 0; id < size(); ++id) copy.Append(word(id), count(id));
  return copy;
}

void Vocabulary::Append(absl::string_view word, uint64_t count) {
  const uint32_t id = index_.Add(word);
  counts_.push_back(count);
  if (word == kUnknownWord) unknown_id_ = id;
  if (word == kLineEndWord) line_end_id_ = id;
}

absl::StatusOr<Vocabulary> Vocabulary::FromCounts(std::vector<WordCount> counts, int64_t min_count,
                                                  int64_t vocab_size, const WordIndex& kept) {
  if (vocab_size != 0 && vocab_size <= kSpecialWords) {
    return absl::InvalidArgumentError(
        absl::StrCat(OptionName<CorpusConfig>(CorpusConfig::kVocabSizeFieldNumber), " is ",
                     vocab_size, "; at least ", kSpecialWords + 1, " was expected, for three are ",
                     kUnknownWord, ", ", kLineStartWord, " and ", kLineEndWord));
  }
  WordCount unknown = {kUnknownWord, 0};
  WordCount line_end = {kLineEndWord, 0};
  uint64_t most = 0;
  const auto is_special_or_rare = [&](const WordCount& word) {
    if (word.word == kLineEndWord) {
      line_end.count += word.count;
      return true;
    }
    const bool is_unknown = word.word == kUnknownWord || word.word == kLineStartWord;
    if (!is_unknown) most = std::max(most, word.count);
    const bool is_rare = static_cast<int64_t>(word.count) < min_count;
    if (is_unknown || (is_rare && !kept.Find(word.word).has_value())) {
      unknown.count += word.count;
      return true;
    }
    return false;
  };
  counts.erase(std::remove_if(counts.begin(), counts.end(), is_special_or_rare), counts.end());
  if (counts.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("no word of the text is left for the vocabulary: ",
                     OptionName<CorpusConfig>(CorpusConfig::kMinCountFieldNumber), " is ",
                     min_count, ", and the most frequent word is seen ", Counted(most, "time")));
  }
  std::sort(counts.begin(), counts.end(), ComesBefore);
  if (vocab_size != 0) {
    absl::Status status = CutToSize(vocab_size, kept, &counts, &unknown.count);
    if (!status.ok()) return status;
  }
  for (const WordCount& special : {unknown, line_end}) {
    counts.insert(std::upper_bound(counts.begin(), counts.end(), special, ComesBefore), special);
  }

  Vocabulary vocabulary;
  for (const WordCount& word : counts) vocabulary.Append(word.word, word.count);
  vocabulary.Append(kLineStartWord, 0);
  return vocabulary;
}

absl::StatusOr<Vocabulary> Vocabulary::FromWords(absl::Span<const std::string> words,
                                                 absl::Span<const uint64_t> counts) {
  if (words.size() != counts.size()) {
    return absl::DataLossError(absl::StrCat("the vocabulary is not valid: it has ", words.size(),
                                            " words and ", counts.size(), " counts"));
  }
  if (words.empty() || words.back() != kLineStartWord || counts.back() != 0) {
    return absl::DataLossError(absl::StrCat("the vocabulary is not valid: its last word is not ",
                                            kLineStartWord, " with count 0"));
  }
  Vocabulary vocabulary;
  for (size_t id = 0; id < words.size(); ++id) {
    if (words[id].empty()) return Refused(id, "is empty");
    if (id > 0 && counts[id] > counts[id - 1]) {
      return Refused(id, absl::StrCat("has count ", counts[id], ", above the ", counts[id - 1],
                                      " of the one before it"));
    }
    vocabulary.Append(words[id], counts[id]);
    if (vocabulary.size() != id + 1) {
      return Refused(id, absl::StrCat("appears a second time: ", QuotedExcerpt(words[id])));
    }
  }
  for (const absl::string_view special : {kUnknownWord, kLineEndWord}) {
    if (!vocabulary.Find(special).has_value()) {
      return absl::DataLossError(
          absl::StrCat("the vocabulary is not valid: it has no word ", special));
    }
  }
  return vocabulary;
}

}  // namespace windowlm
