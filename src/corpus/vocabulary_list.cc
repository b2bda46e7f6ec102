#include "src/corpus/vocabulary_list.h"

#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/types/optional.h"
#include "src/base/crc32c.h"
#include "src/base/number_text.h"
#include "src/corpus/special_words.h"
#include "src/corpus/tokenizer.h"
#include "src/corpus/word_boundaries.h"
#include "src/input/byte_input.h"
#include "src/input/cell_value.h"
#include "src/input/shown_text.h"
#include "src/input/text_lines.h"

namespace windowlm {
namespace {

constexpr uint64_t kMostCount = std::numeric_limits<int64_t>::max();

struct ListLine {
  absl::string_view word;
  // As it was found, but for commas that group digits; none if the line has no count.
  absl::optional<std::string> count;
};

// The columns of a line that was printed for people: "1,234  the". None if it is not such a line.
absl::optional<ListLine> SplitPrinted(absl::string_view line) {
  const size_t end = line.find("  ");
  if (end == absl::string_view::npos) return absl::nullopt;
  const absl::string_view count = line.substr(0, end);
  if (count.find_first_not_of("0123456789,") != absl::string_view::npos) return absl::nullopt;
  return ListLine{absl::StripLeadingAsciiWhitespace(line.substr(end)),
                  absl::StrReplaceAll(count, {{",", ""}})};
}

ListLine Split(absl::string_view line) {
  size_t end = line.find('\t');
  if (end == absl::string_view::npos) {
    if (const absl::optional<ListLine> printed = SplitPrinted(line)) return *printed;
    end = line.find(' ');
  }
  if (end == absl::string_view::npos) return {line, absl::nullopt};
  return {line.substr(0, end), std::string(line.substr(end + 1))};
}

absl::Status CheckWord(absl::string_view word) {
  if (word.empty() || ScanUntilWhiteSpace(word, /*at_end=*/true).length < word.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("a word without white space was expected, and found ", QuotedExcerpt(word)));
  }
  if (word.size() <= kMaxWordBytes) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("a word of at most ", kMaxWordBytes,
                                                 " bytes was expected, and found one of ",
                                                 word.size(), ": ", QuotedExcerpt(word)));
}

// Reads the count of `word` into *count.
absl::Status ReadCount(absl::string_view word, absl::string_view text, uint64_t* count) {
  if (!ParseNumber(text, count) || *count > kMostCount) {
    return absl::InvalidArgumentError(
        absl::StrCat("a whole number of at most ", kMostCount, " was expected as the count of ",
                     QuotedExcerpt(word), ", and found ", QuotedExcerpt(text)));
  }
  if (word == kLineStartWord && *count > 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the count of ", kLineStartWord, ", which no text holds, is ", *count, " and not 0"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status VocabularyList::Add(absl::string_view line) {
  ListLine found = Split(line);
  // Such a line is tab-separated, as windowlm prints it.
  const std::string value = line.find('\t') != absl::string_view::npos ? CellValue(found.word) : "";
  if (!value.empty()) found.word = value;
  if (absl::Status status = CheckWord(found.word); !status.ok()) return status;
  const bool is_first = words_.size() == 0;
  if (!is_first && found.count.has_value() == counts_.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        counts_.empty() ? "a word alone was expected, as on the lines before, and found "
                        : "a word and its count were expected, as on the lines before, "
                          "and found ",
        QuotedExcerpt(line)));
  }
  if (found.count.has_value()) {
    counts_.push_back(0);
    if (absl::Status status = ReadCount(found.word, *found.count, &counts_.back()); !status.ok()) {
      return status;
    }
  }
  const size_t words = words_.size();
  if (words_.Add(found.word) != words) {
    return absl::InvalidArgumentError(
        absl::StrCat("the word ", QuotedExcerpt(found.word), " is there a second time"));
  }
  bytes_ += line.size() + 1;
  crc32c_ = ExtendCrc32c(ExtendCrc32c(crc32c_, line), "\n");
  return absl::OkStatus();
}

absl::Status VocabularyList::CheckWhole() const {
  bool has_word = false;
  for (uint32_t i = 0; i < words_.size(); ++i) has_word |= !IsSpecialWord(words_.word(i));
  if (!has_word) {
    return absl::InvalidArgumentError(absl::StrCat("one word a line was expected, and found none",
                                                   words_.size() > 0 ? " but special ones" : ""));
  }
  bool has_count = counts_.empty();
  for (const uint64_t count : counts_) has_count |= count > 0;
  if (has_count) return absl::OkStatus();
  return absl::InvalidArgumentError("a count above 0 was expected, and all are 0");
}

absl::StatusOr<VocabularyList> ReadVocabularyList(const std::string& path) {
  VocabularyList list;
  absl::Status status = ForEachLine(path, [&](absl::string_view line) { return list.Add(line); });
  if (!status.ok()) return status;
  status = list.CheckWhole();
  if (status.ok()) return list;
  return absl::InvalidArgumentError(absl::StrCat(InputName(path), ": ", status.message()));
}

absl::StatusOr<Vocabulary> VocabularyOf(const VocabularyList& list) {
  std::vector<WordCount> counts;
  for (uint32_t i = 0; i < list.words().size(); ++i) {
    counts.push_back({list.words().word(i), list.counts()[i]});
  }
  return Vocabulary::FromCounts(std::move(counts), /*min_count=*/0, /*vocab_size=*/0);
}

absl::string_view WordOfLine(absl::string_view line) {
  if (const absl::optional<ListLine> printed = SplitPrinted(line)) return printed->word;
  return absl::StripAsciiWhitespace(line.substr(0, line.find('\t')));
}

}  // namespace windowlm
